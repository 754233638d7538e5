import { useTranslation } from 'react-i18next'
import { useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { Link } from '../../ui/link.tsx'
import { Note } from '../../ui/note.tsx'
import css from './duplicate-note.module.css'
import type { Duplicates } from './use-duplicates.ts'

/** Says which customers may be the same, each with its reason and the way to it; nothing typed is lost by looking (CUS-2). */
export function DuplicateNote({ items, more, failed }: Pick<Duplicates, 'items' | 'more' | 'failed'>) {
  const { t } = useTranslation('customers')
  const { handle } = useOrganization()
  return (
    <div className={css['place']} role="status" aria-live="polite">
      {failed && <Note kind="warn">{t('duplicates.failed')}</Note>}
      {items.length > 0 && (
        <Note kind="warn">
          <b>{t('duplicates.title')}</b>
          <ul className={css['list']}>
            {items.map(({ id, name, number, city, owner, reasons }) => (
              <li key={id}>
                <Link to={paths.customer(handle, id)} target="_blank" title={t('duplicates.open', { name })}>
                  {name}
                </Link>
                <span>{[number, city, owner?.name].filter(Boolean).join(' · ')}</span>
                <span>{reasons.map((reason) => t(`duplicates.${reason}`)).join(', ')}</span>
              </li>
            ))}
          </ul>
          {more && t('duplicates.more')}
        </Note>
      )}
    </div>
  )
}
