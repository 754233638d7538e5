import { sql } from 'kysely'
import type { MailRow } from '../../../api/notifications.ts'
import type { Language } from '../../../api/shapes.ts'
import type { z } from 'zod'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'
import { subjectOf } from './compose.ts'
import { hasLink, type MailStatus, type Template } from './mail-facts.ts'
import { mayResend } from './resend-mail.ts'

interface Recipient {
  mail_id: string
  email: string
  language: Language
}

/** The mails of this operator, newest first (NTF-3); empty for whom the Outbox is not (ACC-11a). */
export async function listMails(
  tx: Tx,
  actor: Actor,
  services: Services,
  page: { before?: string | undefined; limit: number },
): Promise<{ items: z.infer<typeof MailRow>[]; more: boolean }> {
  const rows = await tx
    .selectFrom('mails as m')
    .innerJoin('reach.organization_names as o', 'o.id', 'm.organization_id')
    .select(['m.id', 'm.template', 'm.status', 'm.created_at', 'o.name as organization'])
    .$if(page.before !== undefined, (q) => q.where('m.id', '<', page.before ?? ''))
    .orderBy('m.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const shown = rows.slice(0, page.limit)
  const { rows: recipients } = await sql<Recipient>`
    select * from access.mail_recipients(${shown.map((row) => row.id)}::uuid[])`.execute(tx)
  const to = new Map(recipients.map((r) => [r.mail_id, r]))
  const items = shown.flatMap((row) => {
    const recipient = to.get(row.id)
    // written by this module alone, within the checks of the table
    const template = row.template as Template
    if (!recipient) return []
    return {
      id: row.id,
      to: recipient.email,
      template,
      subject: subjectOf(template, recipient.language, row.organization ?? ''),
      createdAt: row.created_at,
      status: row.status as MailStatus,
      hasLink: hasLink(template),
      can: { resend: mayResend(actor, services, row.status as MailStatus) },
    }
  })
  return { items, more: rows.length > page.limit }
}
