import { IconLock, IconMailOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSearchState } from '../../lib/location.ts'
import { isForbidden } from '../../lib/problem.ts'
import { useOrganization } from '../../lib/session.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Hint } from '../../ui/hint.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { MailList } from './mail-list.tsx'
import { MailPane } from './mail-pane.tsx'
import css from './outbox.module.css'
import { useMails } from './use-mails.ts'

/** The mails of this operator (NTF-3). No other organisation has them, whatever the roles of its people. */
export function OutboxPage() {
  const { organization } = useOrganization()
  return organization.kind === 'operator' ? <Mails /> : <Elsewhere />
}

function Elsewhere() {
  const { t } = useTranslation('notifications')
  const { operator } = useOrganization()
  return (
    <>
      <PageHead title={t('title')} />
      <Empty icon={IconLock} title={t('elsewhere.title', { operator: operator.name })}>
        {t('elsewhere.text', { operator: operator.name })}
      </Empty>
    </>
  )
}

/** The list, and beside it the one that is open. */
function Mails() {
  const { t } = useTranslation('notifications')
  const [{ mail: openId }, setSearch] = useSearchState()
  const mails = useMails()
  // the page of the router says what is missing and who gives it
  if (isForbidden(mails.error)) throw mails.error
  const items = mails.data?.pages.flatMap((page) => page.items) ?? []
  const open = items.find((mail) => mail.id === openId)
  const hasServer = mails.data?.pages[0]?.server ?? true
  return (
    <>
      <PageHead title={t('title')} />
      {!hasServer && <Hint icon={IconMailOff}>{t('noServer')}</Hint>}
      <div className={css['outbox']} data-open={open !== undefined || undefined}>
        <div className={css['left']} aria-busy={mails.isPending}>
          {mails.isPending && <Skeleton width="70%" />}
          {mails.isError && <Failure error={mails.error} title={t('failed')} onRetry={() => void mails.refetch()} />}
          {mails.isSuccess && items.length === 0 && (
            <Empty icon={IconMailOff} title={t('empty.title')}>
              {t('empty.text')}
            </Empty>
          )}
          <MailList items={items} openId={openId} onOpen={(id) => setSearch({ mail: id })} />
          {mails.hasNextPage && (
            <Button kind="quiet" busy={mails.isFetchingNextPage} onClick={() => void mails.fetchNextPage()}>
              {t('more')}
            </Button>
          )}
        </div>
        {/* a mail without a server makes its link when it is opened, so it is opened once per choice */}
        <div className={css['right']}>
          {open ? (
            <MailPane key={open.id} mail={open} hasServer={hasServer} onClose={() => setSearch({ mail: undefined })} />
          ) : (
            items.length > 0 && <p className={css['choose']}>{t('choose')}</p>
          )}
        </div>
      </div>
    </>
  )
}
