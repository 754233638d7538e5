import { sql } from 'kysely'
import type { Services } from '../../platform/services.ts'
import { type MailIds, mailQueue } from './mail-queue.ts'

/**
 * Queues what was kept while there was no mail server (NTF-3): as long as a link of its kind lives. Whether the recipient may
 * still have it is asked when it is sent (ACC-4).
 */
export async function releaseKept({ database, jobs }: Pick<Services, 'database' | 'jobs'>): Promise<void> {
  await database.outside(async (tx) => {
    const { rows } = await sql<MailIds>`
      select operator_id as operator, mail_id as mail from access.release_kept_mails()`.execute(tx)
    for (const { operator, mail } of rows) await jobs.send(tx, mailQueue, { operator, mail })
  })
}
