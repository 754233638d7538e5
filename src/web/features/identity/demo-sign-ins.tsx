import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResultOf } from '../../../api/endpoint.ts'
import type { readDemo } from '../../../api/installation.ts'
import { useRoleWords } from '../../lib/role-words.ts'
import { Section } from '../../ui/section.tsx'
import css from './identity.module.css'
import type { Credentials } from './use-sign-in.ts'

type Item = ResultOf<typeof readDemo>['items'][number]

interface DemoSignInsProps {
  items: readonly Item[]
  busy: boolean
  onTake: (credentials: Credentials) => void
}

const atFirst = 5

/** Ready-made people of a demo installation, and nowhere else. */
export function DemoSignIns({ items, busy, onTake }: DemoSignInsProps) {
  const { t } = useTranslation(['identity', 'common'])
  const namesOf = useRoleWords()
  const [all, setAll] = useState(false)
  const shown = all ? items : items.slice(0, atFirst)
  return (
    <Section className={css['demo']} title={t('demo.title')} note={t('demo.note')}>
      <ul className={css['people']}>
        {shown.map((item) => (
          <li key={item.login}>
            <span>
              <b>{item.person}</b> <span className={css['from']}>{item.organization.name}</span>
              <span className={css['quiet']}>
                {[...namesOf(item.roles), t(`common:visibilitySentence.${item.visibility}`)].join(', ')}
              </span>
            </span>
            <button
              type="button"
              className={css['take']}
              aria-label={t('demo.takeNamed', { name: item.person })}
              aria-disabled={busy || undefined}
              onClick={() => !busy && onTake({ login: item.login, password: item.password })}
            >
              {t('demo.take')}
            </button>
          </li>
        ))}
      </ul>
      {items.length > shown.length && (
        <button type="button" className={css['take']} onClick={() => setAll(true)}>
          {t('demo.all', { count: items.length })}
        </button>
      )}
    </Section>
  )
}
