import { IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Why, WhyLink } from '../../../api/why.ts'
import { useRoleWords } from '../../lib/role-words.ts'
import { classes } from '../classes.ts'
import { Icon } from '../icon.tsx'
import { VisuallyHidden } from '../visually-hidden.tsx'
import css from './why.module.css'
import { linkNote, linkTitle, type RecordWords } from './why-words.ts'

/** The links of the chain in words, down to the one that stops (ACC-18). */
export function WhyChain({ why, words }: { why: Why; words: RecordWords }) {
  const roles = useRoleWords()
  const stop = why.links.findIndex(({ code, ok }) => code === why.stoppedBy && ok === false)
  const reached = stop < 0 ? why.links : why.links.slice(0, stop + 1)
  // what neither lets in nor stops, and is not so either, explains nothing
  const shown = reached.filter(({ ok, said }) => ok !== null || said !== 'no')
  return (
    <ol className={css['chain']}>
      {shown.map((link) => (
        <li key={link.code} className={classes(link.ok === false && css['stop'], link.ok === null && css['idle'])}>
          <Mark link={link} />
          {linkTitle(why, link, words)}
          <Note text={linkNote(why, link, { ...words, roles })} />
        </li>
      ))}
    </ol>
  )
}

function Mark({ link: { ok } }: { link: WhyLink }) {
  const { t } = useTranslation('why')
  const key = ok === null ? 'idle' : ok ? 'yes' : 'no'
  return (
    <>
      <Icon of={{ idle: IconCircleMinus, yes: IconCircleCheck, no: IconCircleX }[key]} />
      <VisuallyHidden>{t(`mark.${key}`)} </VisuallyHidden>
    </>
  )
}

function Note({ text }: { text: string | null }) {
  return text !== null && <span className={css['note']}>{text}</span>
}
