import { useInfiniteQuery } from '@tanstack/react-query'
import {
  IconArrowBackUp,
  type Icon as TablerIcon,
  IconEdit,
  IconPlus,
  IconTableImport,
  IconTransform,
  IconUserCheck,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { customerHistory, type HistoryEntry } from '../../../api/customers.ts'
import { call } from '../../lib/client.ts'
import { useOrganization } from '../../lib/session.tsx'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import css from './history.module.css'
import { useCustomerWords } from './use-customer-words.ts'

type Entry = z.infer<typeof HistoryEntry>
type Change = Entry['changes'][number]

/** What changed on this customer, when and by whom, as far as the reader may read it (ACC-11a). */
export function History({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers')
  const { handle } = useOrganization()
  const found = useInfiniteQuery({
    queryKey: [customerHistory.name, handle, customerId, 'all'],
    queryFn: ({ pageParam, signal }) =>
      call(customerHistory, {
        organization: handle,
        params: { customerId },
        query: pageParam === null ? {} : { before: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.more ? (last.items.at(-1)?.id ?? null) : null),
  })
  const entries = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section title={t('page.history')}>
      {found.isPending && [70, 52, 64].map((width) => <Skeleton key={width} width={`${width}%`} height={18} />)}
      {found.error && <Failure error={found.error} title={t('history.failed')} onRetry={() => void found.refetch()} />}
      {found.isSuccess && entries.length === 0 && <p className={css['none']}>{t('history.none')}</p>}
      <ol className={css['line']} aria-busy={found.isPending}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <RelativeTime time={entry.at} />
            <span className={css['node']}>
              <Icon of={iconOf(entry)} size={15} />
            </span>
            <div>
              <Sentence entry={entry} />
            </div>
          </li>
        ))}
      </ol>
      {found.hasNextPage && (
        <Button kind="quiet" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('history.all')}
        </Button>
      )}
    </Section>
  )
}

function iconOf({ action, changes }: Entry): TablerIcon {
  if (action === 'created') return IconPlus
  if (action === 'imported') return IconTableImport
  if (action === 'restored') return IconArrowBackUp
  if (changes.some(({ attribute }) => attribute === 'contact' || attribute === 'manager')) return IconUserCheck
  return changes.some(({ attribute }) => attribute === 'status') ? IconTransform : IconEdit
}

function Sentence({ entry }: { entry: Entry }) {
  const { t } = useTranslation('customers')
  const words = useCustomerWords()
  const { action, changes, person } = entry
  const [only] = changes
  const say = (key: 'created' | 'imported' | 'restored' | 'changedPlain' | 'changedMany') => (
    <p>
      <Trans t={t} i18nKey={`history.${key}`} values={{ person, count: changes.length }} components={[<b key="0" />]} />
      <Seal entry={entry} />
    </p>
  )
  if (action !== 'changed') return say(action)
  if (only === undefined) return say('changedPlain')
  if (changes.length > 1) {
    return (
      <>
        {say('changedMany')}
        <ul>
          {changes.map((change) => (
            <li key={change.attribute}>
              {words.field(change.attribute)}: <Difference change={change} />
            </li>
          ))}
        </ul>
      </>
    )
  }
  return (
    <p>
      <Trans
        t={t}
        i18nKey="history.changed"
        values={{ person, object: words.object(only.attribute) }}
        components={[<b key="0" />, <Difference key="1" change={only} />]}
      />
      <Seal entry={entry} />
    </p>
  )
}

function Difference({ change }: { change: Change }): ReactNode {
  const { t } = useTranslation('customers')
  const words = useCustomerWords()
  const { attribute, before, after } = change
  return (
    <>
      {before !== null && (
        <>
          <del>{words.value(attribute, before)}</del> →{' '}
        </>
      )}
      <ins>{after === null ? t('history.empty') : words.value(attribute, after)}</ins>
    </>
  )
}

/** Written while working as: where the person came from stands with it (ACC-3). */
function Seal({ entry }: { entry: Entry }) {
  const { t } = useTranslation('customers')
  const { organization } = useOrganization()
  if (entry.from === null) return null
  return (
    <>
      {' '}
      <span className={css['as']}>{t('history.as', { organization: organization.name, home: entry.from })}</span>
    </>
  )
}
