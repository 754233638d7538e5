import * as api from '../../../api/notifications.ts'
import { type Implementation, implement } from '../../access/index.ts'
import { listMails } from './list-mails.ts'
import { openMail } from './open-mail.ts'
import { resendMail } from './resend-mail.ts'

const accepted = { status: 202, body: { accepted: true } } as const

export const routes: Implementation[] = [
  implement(api.listMails, async ({ tx, actor, services, query }) => ({
    status: 200,
    body: { ...(await listMails(tx, actor, services, query)), server: services.config.smtpUrl !== undefined },
  })),
  implement(api.openMail, async ({ tx, actor, services, params }) => ({
    status: 200,
    body: await openMail(tx, actor, services, params.mailId),
  })),
  implement(
    api.resendMail,
    async ({ tx, actor, services, params }) => {
      await resendMail(tx, actor, services, params.mailId)
      return accepted
    },
    async () => accepted,
  ),
]
