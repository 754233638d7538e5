import { useTranslation } from 'react-i18next'
import { Badge } from '../../ui/badge.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import css from './outbox.module.css'
import type { Mail } from './use-mails.ts'

const kinds = { kept: 'plain', queued: 'accent', sent: 'ok', failed: 'bad', withdrawn: 'plain' } as const

interface MailListProps {
  items: readonly Mail[]
  openId: string | undefined
  onOpen: (id: string) => void
}

/** The mails by subject and receiver. */
export function MailList({ items, openId, onOpen }: MailListProps) {
  const { t } = useTranslation('notifications')
  return (
    <ul>
      {items.map((mail) => (
        <li key={mail.id}>
          <button
            type="button"
            className={css['mail']}
            aria-current={mail.id === openId || undefined}
            onClick={() => onOpen(mail.id)}
          >
            <span className={css['line']}>
              <b>{mail.subject}</b>
              <RelativeTime time={mail.createdAt} />
            </span>
            <span className={css['line']}>
              <span className={css['to']}>{mail.to}</span>
              <Badge kind={kinds[mail.status]}>{t(`status.${mail.status}`)}</Badge>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
