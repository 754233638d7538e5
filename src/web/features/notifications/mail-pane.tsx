import { IconArrowLeft, IconLink, IconMailForward } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { openMail, resendMail } from '../../../api/notifications.ts'
import { useWrite } from '../../lib/query.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Note } from '../../ui/note.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWhy } from '../../ui/table/use-why.ts'
import { toast } from '../../ui/toast.tsx'
import css from './outbox.module.css'
import type { Mail } from './use-mails.ts'

interface MailPaneProps {
  mail: Mail
  /** without a mail server, opening makes the link of the mail and ends earlier ones (NTF-3) */
  hasServer: boolean
  onClose: () => void
}

/** One mail as it is read. */
export function MailPane({ mail, hasServer, onClose }: MailPaneProps) {
  const { t } = useTranslation(['notifications', 'common'])
  const format = useFormat()
  const opening = useWrite(openMail, 'audit')
  const makesLink = mail.hasLink && !hasServer
  const read = () => opening.mutate({ params: { mailId: mail.id } })
  const opened = useRef(false)
  useEffect(() => {
    // reading is written down: once, and not at all while it would end somebody's link unasked
    if (opened.current || makesLink) return
    opened.current = true
    read()
  })
  return (
    <article className={css['pane']} aria-label={mail.subject}>
      <header className={css['paneHead']}>
        <IconButton className={css['back']} icon={IconArrowLeft} label={t('common:action.back')} onClick={onClose} />
        <div>
          <h2>{mail.subject}</h2>
          <p>{t('to', { to: mail.to, at: format.exact(mail.createdAt) })}</p>
        </div>
        {(mail.status === 'failed' || mail.status === 'kept') && hasServer && <Resend mail={mail} />}
      </header>
      {makesLink && !opening.isSuccess && (
        <div className={css['ask']}>
          <Note icon={IconLink}>{t('link.text')}</Note>
          <Button kind="primary" busy={opening.isPending} onClick={read}>
            {t('link.action')}
          </Button>
        </div>
      )}
      {opening.isPending && !makesLink && <Skeleton width="60%" />}
      {opening.isError && <Failure error={opening.error} onRetry={read} />}
      {opening.isSuccess && (
        // sandboxed: a mail runs nothing here; its links open beside the app
        <iframe
          className={css['body']}
          title={mail.subject}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={withBase(opening.data.html)}
        />
      )}
    </article>
  )
}

/** One further try for a mail that did not arrive (NTF-2). */
function Resend({ mail }: { mail: Mail }) {
  const { t } = useTranslation('notifications')
  const why = useWhy()
  const write = useWrite(resendMail, 'notifications', 'audit')
  const send = () =>
    write.mutate(
      { params: { mailId: mail.id } },
      { onSuccess: () => toast.done(t('resend.done', { to: mail.to })), onError: toast.failed },
    )
  return (
    <Button
      className={css['resend']}
      icon={IconMailForward}
      busy={write.isPending}
      locked={why(mail.can.resend)}
      onClick={send}
    >
      {t(mail.status === 'failed' ? 'resend.again' : 'resend.now')}
    </Button>
  )
}

function withBase(html: string): string {
  const base = '<base target="_blank"><meta name="color-scheme" content="light">'
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html
}
