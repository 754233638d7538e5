import * as api from '../../../api/notifications.ts'
import { type Implementation, implement } from '../../access/index.ts'
import { listMails } from './list-mails.ts'
import { openMail } from './open-mail.ts'

export const routes: Implementation[] = [
  implement(api.listMails, async ({ tx, services, query }) => ({
    status: 200,
    body: { ...(await listMails(tx, query)), server: services.config.smtpUrl !== undefined },
  })),
  implement(api.openMail, async ({ tx, services, params }) => ({
    status: 200,
    body: await openMail(tx, services, params.mailId),
  })),
]
