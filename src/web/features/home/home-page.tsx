import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { sections } from '../../sections.ts'
import { usePageTitle } from '../../ui/page-title.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import css from './home.module.css'

/** What there is and what needs somebody: the panels of the modules that are open to the reader. */
export function HomePage() {
  const { t } = useTranslation('home')
  const format = useFormat()
  const { person } = useMe()
  const organization = useOrganization()
  const [now] = useState(() => new Date())
  usePageTitle(t('title'))
  const panels = sections.home.filter((section) => section.isOpen(organization))
  return (
    <div className={css['scroll']}>
      <div className={css['home']}>
        <p className={css['date']}>{format.today(now)}</p>
        <h1>{t(greeting(now, person.timeZone), { name: person.name })}</h1>
        <div className={css['grid']}>
          {panels.map(({ key, Panel }) => (
            <Suspense key={key} fallback={<Waiting />}>
              <Panel />
            </Suspense>
          ))}
          {panels.length === 0 && <p className={css['lead']}>{t('nothingOpen')}</p>}
        </div>
      </div>
    </div>
  )
}

/** A panel whose code is on its way. */
function Waiting() {
  return (
    <div className={css['waiting']} aria-busy>
      <Skeleton width={180} height={14} />
      <Skeleton width="62%" />
      <Skeleton width="48%" />
    </div>
  )
}

function greeting(now: Date, timeZone: string): 'morning' | 'day' | 'evening' {
  const hour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hour12: false, timeZone }).format(now))
  if (hour >= 4 && hour < 11) return 'morning'
  return hour < 18 && hour >= 4 ? 'day' : 'evening'
}
