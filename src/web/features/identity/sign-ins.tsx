import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { listSessions, revokeSession } from '../../../api/identity.ts'
import { useCall, useWrite } from '../../lib/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import css from './settings.module.css'

/** Where one is signed in; each can be ended (PPL-6). */
export function SignIns() {
  const { t } = useTranslation('identity')
  const sessions = useCall(listSessions, {})
  const revoke = useWrite(revokeSession, 'identity')
  const end = (sessionId: string) =>
    revoke.mutate(
      { params: { sessionId } },
      { onSuccess: () => toast.done(t('sessions.ended')), onError: toast.failed },
    )
  return (
    <Section
      title={t('sessions.title')}
      note={sessions.data && t('sessions.count', { count: sessions.data.items.length })}
    >
      {sessions.isPending && <Skeleton width="70%" />}
      {sessions.isError && <Failure error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul className={css['rows']} aria-busy={sessions.isPending}>
        {sessions.data?.items.map((session) => (
          <li key={session.id}>
            <Icon of={/iPhone|Android|iPad/.test(session.device) ? IconDeviceMobile : IconDeviceDesktop} />
            <span className={css['what']}>
              <b>{session.device}</b>
              <span>
                {session.address} · {t('sessions.since')} <RelativeTime time={session.createdAt} /> ·{' '}
                {t('sessions.seen')} <RelativeTime time={session.lastSeenAt} />
              </span>
            </span>
            <span className={css['side']}>
              {session.current ? (
                <Badge kind="accent">{t('sessions.current')}</Badge>
              ) : (
                <Button
                  kind="quiet"
                  onClick={() => end(session.id)}
                  aria-label={t('sessions.endNamed', { device: session.device })}
                >
                  {t('sessions.end')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
