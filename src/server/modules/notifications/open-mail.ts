import { sql } from 'kysely'
import type { z } from 'zod'
import type { openMail as endpoint } from '../../../api/notifications.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { compose } from './compose.ts'
import { hasLink, readMailFacts } from './mail-facts.ts'
import { makePasswordLink, pageOf } from './mail-link.ts'

/**
 * Renders a mail for the Outbox. Only an installation without mail server shows a password link: it is made now, ends earlier
 * ones, and the opening is audited (NTF-3).
 *
 * @throws Refusal 404; 409 where the recipient may no longer have the mail (ACC-4)
 */
export async function openMail(
  tx: Tx,
  { config }: Services,
  mailId: string,
): Promise<z.infer<(typeof endpoint.replies)[200]>> {
  const facts = await readMailFacts(tx, mailId)
  if (!facts) throw new Refusal('access.not_found')
  if (!facts.entitled || facts.status === 'withdrawn') throw new Refusal('mails.withdrawn')
  const { id, template, status, createdAt, recipient } = facts
  const carries = hasLink(template)
  const secret = carries && config.smtpUrl !== undefined
  const link = carries && !secret ? await makePasswordLink(tx, config.url, facts) : pageOf(config.url, facts)
  await sql`select access.note_mail_opened(${mailId})`.execute(tx)
  return {
    id,
    to: recipient.email,
    template,
    createdAt,
    status,
    hasLink: carries,
    ...compose(facts, secret ? null : link),
  }
}
