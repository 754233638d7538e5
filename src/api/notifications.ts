import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Allowed, Id, Time } from './shapes.ts'

export const mailTemplates = [
  'invitation',
  'invitation_to_further',
  'password_link',
  'visibility_raised',
  'contact_assigned',
  'contacts_assigned',
] as const

export const MailRow = z.strictObject({
  id: Id,
  to: z.string(),
  template: z.enum(mailTemplates),
  subject: z.string(),
  createdAt: Time,
  status: z.enum(['kept', 'queued', 'sent', 'failed', 'withdrawn']),
  hasLink: z.boolean(),
  can: z.strictObject({ resend: Allowed }),
})

export const listMails = endpoint({
  name: 'notifications.outbox',
  method: 'get',
  path: '/outbox',
  can: 'mails.read',
  summary: 'Mails of this operator (NTF-3), newest first',
  query: { before: Id.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) },
  replies: { 200: z.strictObject({ items: z.array(MailRow), more: z.boolean(), server: z.boolean() }) },
})

export const openMail = endpoint({
  name: 'notifications.openMail',
  method: 'post',
  path: '/outbox/:mailId/opening',
  can: 'mails.read',
  summary: 'Read a mail; without a mail server its link is made now, ends earlier ones, and is audited (NTF-3)',
  params: { mailId: Id },
  replies: { 200: z.strictObject({ ...MailRow.shape, html: z.string(), text: z.string() }) },
})

export const resendMail = endpoint({
  name: 'notifications.resendMail',
  method: 'post',
  path: '/outbox/:mailId/sending',
  can: 'mails.read',
  summary:
    'Send a mail again that was not delivered, or was kept: one further try, with a link made anew (NTF-2); audited',
  params: { mailId: Id },
  replies: { 202: z.strictObject({ accepted: z.literal(true) }) },
})
