import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AuditRow } from '../../../api/audit.ts'
import { Visibility } from '../../../api/shapes.ts'
import css from './audit.module.css'

/** What an entry says beyond its action, in words (ACC-3). */
export function Details({ row }: { row: AuditRow }) {
  const { t } = useTranslation('audit')
  if (row.redacted) return null
  const { before, after, ...rest } = row.details
  const say = (value: string | null) => {
    if (value === null || value === '') return t('value.empty')
    const visibility = Visibility.safeParse(value)
    return visibility.success ? t(`value.visibility.${visibility.data}`) : rolesIn(value)
  }
  const changed = before !== undefined || after !== undefined
  return (
    <span className={css['details']}>
      {changed && (
        <span>
          {before !== undefined && (
            <>
              <del>{say(before)}</del> →{' '}
            </>
          )}
          <ins>{say(after ?? null)}</ins>
        </span>
      )}
      {Object.entries(rest).map(([key, value]) => (
        <span key={key}>
          <span className={css['key']}>{wordOf(key)}</span> {say(value)}
        </span>
      ))}
    </span>
  )
}

// what a later version writes is shown by its own name rather than not at all
function wordOf(key: string): string {
  const name = `detail.${key}`
  return i18next.exists(name, { ns: 'audit' }) ? String(i18next.t(name as 'detail.roles', { ns: 'audit' })) : key
}

// built-in roles are kept by key, so that they are read in any language
function rolesIn(value: string): string {
  return value
    .split(', ')
    .map((role) => (i18next.exists(role, { ns: 'roles' }) ? String(i18next.t(role as 'support', { ns: 'roles' })) : role))
    .join(', ')
}
