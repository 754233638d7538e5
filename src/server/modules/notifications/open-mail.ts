import { sql } from 'kysely'
import type { z } from 'zod'
import type { openMail as endpoint } from '../../../api/notifications.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { compose, type NoLink } from './compose.ts'
import { hasLink, type MailFacts, readMailFacts } from './mail-facts.ts'
import { makePasswordLink, pageOf } from './mail-link.ts'
import { mayResend } from './resend-mail.ts'

/**
 * Renders a mail for the Outbox. Only an installation without mail server shows a password link: it is made now, ends earlier
 * ones, and the opening is audited (NTF-3). The password of a person who belongs to another operator too opens more than the
 * reader's own data: no administrator gets a link to it.
 *
 * @throws Refusal 404; 409 where the recipient may no longer have the mail (ACC-4)
 */
export async function openMail(
  tx: Tx,
  actor: Actor,
  services: Services,
  mailId: string,
): Promise<z.infer<(typeof endpoint.replies)[200]>> {
  const { config } = services
  const facts = await readMailFacts(tx, mailId)
  if (!facts) throw new Refusal('access.not_found')
  if (!facts.entitled || facts.status === 'withdrawn') throw new Refusal('mails.withdrawn')
  const { id, template, status, createdAt, recipient } = facts
  const carries = hasLink(template)
  const link = carries ? await passwordLink(tx, config, facts) : pageOf(config.url, facts)
  await sql`select access.note_mail(${mailId}, 'mail.opened')`.execute(tx)
  return {
    id,
    to: recipient.email,
    template,
    createdAt,
    status,
    hasLink: carries,
    can: { resend: mayResend(actor, services, status) },
    ...compose(facts, link),
  }
}

async function passwordLink(tx: Tx, config: Services['config'], facts: MailFacts): Promise<string | NoLink> {
  if (config.smtpUrl !== undefined) return { missing: 'delivered' }
  if (facts.recipient.elsewhere) return { missing: 'elsewhere' }
  return makePasswordLink(tx, config.url, facts)
}
