import { useTranslation } from 'react-i18next'
import { recentRecords } from '../../lib/recent.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { Link } from '../../ui/link.tsx'
import { Section } from '../../ui/section.tsx'
import css from './home.module.css'
import { useCustomerAccess } from './use-customer-access.ts'

const shown = 6

/** Records opened last on this device. */
export function OpenedPanel() {
  const { t } = useTranslation('home')
  const { handle } = useOrganization()
  const { limit } = useCustomerAccess()
  const { person } = useMe()
  const records = recentRecords(person.id, handle)
    .filter(({ kind }) => kind === 'customer')
    .slice(0, shown)
  // a name must not outlive the right to see it
  if (limit === undefined || limit === 'nothing') return null
  return (
    <Section className={css['rest']} title={t('opened.title')}>
      {records.length === 0 ? (
        <p className={css['nothing']}>
          <b>{t('opened.nothing')}</b>
          {t('opened.nothingText')}
        </p>
      ) : (
        <div className={css['rows']}>
          {records.map((record) => (
            <Link key={record.id} to={paths.customer(handle, record.id)}>
              <b title={record.name}>{record.name}</b>
              <span>{t('opened.customer')}</span>
            </Link>
          ))}
        </div>
      )}
    </Section>
  )
}
