import { IconRefresh, IconUpload } from '@tabler/icons-react'
import { type RefObject, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Logo, mostOfLogo } from '../../../api/organizations.ts'
import { useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { DropFrame, FileInput } from '../../ui/drop-area.tsx'
import { LogoPicture } from '../../ui/logo-picture.tsx'
import { Note } from '../../ui/note.tsx'
import { Section } from '../../ui/section.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import css from './branding.module.css'
import { RemoveLogo } from './remove-logo.tsx'
import { inKilobytes } from './use-set-logo.ts'

interface LogoSettingsProps {
  /** a file is held over the page */
  over: boolean
  busy: boolean
  wrong: string | null
  /** sends the same file again; null: it would be refused again */
  onAgain: (() => void) | null
  onFile: (file: File) => void
  onRemoved: () => void
}

/** The logo as it stands, on both grounds; another one, or none (TEN-2). */
export function LogoSettings({ over, busy, wrong, onAgain, onFile, onRemoved }: LogoSettingsProps) {
  const { t } = useTranslation('organizations')
  const { organization } = useOrganization()
  const why = useWhy()
  const input = useRef<HTMLInputElement>(null)
  const choose = useRef<HTMLButtonElement>(null)
  const rules = useId()
  const { logo } = organization
  const own = logo?.organization.id === organization.id
  const locked = why(organization.can.brand)
  return (
    <Section title={t('logo.title')}>
      <p className={css['text']}>{t('logo.lead')}</p>
      <DropFrame over={over} className={css['zone']}>
        {logo ? <Grounds logo={logo} /> : <p>{t('logo.none')}</p>}
        {logo && !own && <p>{t('logo.inherited', { organization: logo.organization.name })}</p>}
        {wrong !== null && <Wrong text={wrong} back={choose} onAgain={onAgain} />}
        <div className={css['actions']}>
          <Button
            ref={choose}
            kind={own ? 'default' : 'primary'}
            icon={IconUpload}
            busy={busy}
            locked={locked}
            aria-describedby={rules}
            onClick={() => input.current?.click()}
          >
            {t(own ? 'logo.replace' : 'logo.choose')}
          </Button>
          {own && <RemoveLogo locked={locked} back={choose} onRemoved={onRemoved} />}
          {locked === undefined && <span className={css['drop']}>{t(over ? 'logo.dropNow' : 'logo.orDrop')}</span>}
        </div>
        <Rules id={rules} />
        <FileInput ref={input} accept="image/png,image/jpeg,image/webp" onFile={onFile} />
      </DropFrame>
    </Section>
  )
}

interface WrongProps {
  text: string
  /** where the focus goes, since the button goes with the sentence */
  back: RefObject<HTMLButtonElement | null>
  onAgain: (() => void) | null
}

function Wrong({ text, back, onAgain }: WrongProps) {
  const { t } = useTranslation('organizations')
  const again = () => {
    back.current?.focus()
    onAgain?.()
  }
  return (
    <Note kind="bad">
      <p>{text}</p>
      {onAgain && (
        <Button kind="quiet" icon={IconRefresh} className={css['again']} onClick={again}>
          {t('logo.again')}
        </Button>
      )}
    </Note>
  )
}

function Rules({ id }: { id: string }) {
  const { t } = useTranslation('organizations')
  const format = useFormat()
  const { width, height, bytes } = mostOfLogo
  return (
    <p id={id} className={css['rules']}>
      {t('logo.rules', { width, height, most: format.number(inKilobytes(bytes)) })}
    </p>
  )
}

/** As the navigation shows it, whatever the theme is now. */
function Grounds({ logo }: { logo: Logo }) {
  const { t } = useTranslation('organizations')
  const { handle } = useOrganization()
  return (
    <div className={css['grounds']}>
      {(['light', 'dark'] as const).map((ground) => (
        <figure key={ground}>
          <div className={classes(css['ground'], css[ground])}>
            <LogoPicture
              logo={logo}
              handle={handle}
              ground={ground}
              alt={ground === 'light' ? t('logo.alt', { organization: logo.organization.name }) : ''}
            />
          </div>
          <figcaption>
            {t(`logo.${ground}`)}
            {ground === 'light' && ` · ${t('logo.size', { width: logo.width, height: logo.height })}`}
          </figcaption>
        </figure>
      ))}
    </div>
  )
}
