import { setTimeout as pause } from 'node:timers/promises'
import type { Transporter } from 'nodemailer'
import { withinSystem } from '../../access/index.ts'
import type { Services } from '../../platform/services.ts'
import { compose } from './compose.ts'
import { hasLink, type MailStatus, readMailFacts } from './mail-facts.ts'
import { makePasswordLink, pageOf } from './mail-link.ts'
import type { MailIds } from './mail-queue.ts'

/**
 * Sends a queued mail: asks again whether the recipient may have it (ACC-4), makes its link now (NTF-3), and notes what came of
 * it. Every try has the same Message-ID.
 *
 * @param last whether there is no further try: a failure then is final
 * @throws what the mail server answered, to be tried again
 */
export async function sendMail(services: Services, transport: Transporter, ids: MailIds, last: boolean): Promise<void> {
  const { config } = services
  const ready = await prepare(services, ids)
  if (!ready) return
  const { to, ...content } = ready
  try {
    await transport.sendMail({
      ...content,
      to,
      from: config.mailFrom ?? '',
      messageId: `<${ids.mail}@${new URL(config.url).hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  } catch (error) {
    const final = last || isFinal(error)
    await note(services, ids, { last_error: codeOf(error), ...(final && { status: 'failed' }) })
    if (final) return
    throw error
  }
  await noteSent(services, ids)
}

async function prepare(services: Services, { operator, mail }: MailIds) {
  const { database, config } = services
  return withinSystem(database, operator, async (tx) => {
    const row = await tx
      .selectFrom('mails')
      .select(['status', 'attempts'])
      .where('id', '=', mail)
      .forUpdate()
      .executeTakeFirst()
    if (row?.status !== 'queued') return
    const facts = await readMailFacts(tx, mail)
    if (!facts?.entitled) {
      await tx.updateTable('mails').set({ status: 'withdrawn' }).where('id', '=', mail).execute()
      return
    }
    await tx
      .updateTable('mails')
      .set({ attempts: row.attempts + 1 })
      .where('id', '=', mail)
      .execute()
    const link = hasLink(facts.template)
      ? await makePasswordLink(tx, config.url, facts, mail)
      : pageOf(config.url, facts)
    const { recipient } = facts
    return { to: { name: recipient.name, address: recipient.email }, ...compose(facts, link) }
  })
}

interface Change {
  status?: MailStatus
  last_error?: string | null
  sent_at?: string
}

async function note({ database }: Services, { operator, mail }: MailIds, change: Change): Promise<void> {
  await withinSystem(database, operator, (tx) => tx.updateTable('mails').set(change).where('id', '=', mail).execute())
}

/** Forgetting that a mail was taken would send it twice: a database that is away for a moment is waited for. */
async function noteSent(services: Services, ids: MailIds, tries = 20): Promise<void> {
  try {
    await note(services, ids, { status: 'sent', sent_at: services.now().toISOString(), last_error: null })
  } catch (error) {
    if (tries <= 1) throw error
    await pause(2000)
    await noteSent(services, ids, tries - 1)
  }
}

/** The server said that this recipient will never do. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('command' in error)) return false
  return typeof error.responseCode === 'number' && error.responseCode >= 550 && error.command === 'RCPT TO'
}

/** `550`, `ECONNREFUSED`: what servers write beside it may name people. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('responseCode' in error && typeof error.responseCode === 'number') return String(error.responseCode)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
