import { sql } from 'kysely'
import type { Allowed } from '../../../api/shapes.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import type { MailStatus } from './mail-facts.ts'
import { mailQueue } from './mail-queue.ts'

/** ACC-8: whether a reader of the Outbox may send a mail again, and if not, why. */
export function mayResend(actor: Actor, { config }: Services, status: MailStatus): Allowed {
  if (actor.viewAs) return { ok: false, why: 'access.view_as_read_only' }
  if (config.smtpUrl === undefined) return { ok: false, why: 'mails.no_server' }
  return status === 'failed' || status === 'kept' ? { ok: true } : { ok: false, why: 'mails.not_failed' }
}

/**
 * Sends a mail again that was not delivered, or was kept for too long: one further try (NTF-2). A link in it is made anew then,
 * or the mail withdrawn where a newer one carries one (PPL-3).
 *
 * @throws Refusal 404; 409 where it is not one of those, or there is no mail server
 */
export async function resendMail(tx: Tx, actor: Actor, services: Services, mailId: string): Promise<void> {
  const row = await tx.selectFrom('mails').select('status').where('id', '=', mailId).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('access.not_found')
  // written by this module alone, within the checks of the table
  const { ok, why } = mayResend(actor, services, row.status as MailStatus)
  if (!ok) throw new Refusal(why === 'mails.no_server' ? why : 'mails.not_failed')
  await tx.updateTable('mails').set({ status: 'queued' }).where('id', '=', mailId).execute()
  await services.jobs.send(tx, mailQueue, { operator: actor.operator.id, mail: mailId }, { retryLimit: 0 })
  await sql`select access.note_mail(${mailId}, 'mail.resent')`.execute(tx)
}
