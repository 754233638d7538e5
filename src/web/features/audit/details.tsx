import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AuditRow } from '../../../api/audit.ts'
import { mailTemplates } from '../../../api/notifications.ts'
import { Visibility } from '../../../api/shapes.ts'
import css from './audit.module.css'

/** What an entry says beyond its action, in words (ACC-11a). */
export function Details({ row }: { row: AuditRow }) {
  const say = useValueWords()
  if (row.redacted) return null
  const { before, after, ...rest } = row.details
  const facts = Object.entries(rest).map(([key, value]) => ({ key, name: wordOf(key), value: say(value) }))
  const changed = before !== undefined || after !== undefined
  const was = before === undefined ? null : say(before)
  const is = say(after ?? null)
  const change = was === null ? is : `${was} → ${is}`
  const text = [...(changed ? [change] : []), ...facts.map(({ name, value }) => `${name} ${value}`)].join(', ')
  return (
    <span className={css['details']} title={text}>
      {changed && (
        <span>
          {was !== null && (
            <>
              <del>{was}</del> →{' '}
            </>
          )}
          <ins>{is}</ins>
        </span>
      )}
      {facts.map(({ key, name, value }) => (
        <span key={key}>
          <span className={css['key']}>{name}</span> {value}
        </span>
      ))}
    </span>
  )
}

function useValueWords(): (value: string | null) => string {
  const { t } = useTranslation('audit')
  return (value) => {
    if (value === null || value === '') return t('value.empty')
    const visibility = Visibility.safeParse(value)
    if (visibility.success) return t(`value.visibility.${visibility.data}`)
    const template = mailTemplates.find((one) => one === value)
    return template ? t(`value.template.${template}`) : value
  }
}

// what a later version writes is shown by its own name rather than not at all
function wordOf(key: string): string {
  return i18next.t(`detail.${key}` as 'detail.roles', { ns: 'audit', defaultValue: key })
}
