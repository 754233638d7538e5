import { createTransport } from 'nodemailer'
import { type MailIds, mailQueue } from './mail-queue.ts'
import { eventQueue } from '../../platform/jobs/outbox.ts'
import type { Queue } from '../../platform/jobs/install.ts'
import type { Services } from '../../platform/services.ts'
import { releaseKept } from './release-kept.ts'
import { sendMail } from './send-mail.ts'
import { writeMails } from './write-mails.ts'

/** Events that were told, and mails to be sent. */
export const queues: readonly Queue[] = [
  // pauses grow to five minutes: an outage of some hours loses nothing
  { name: eventQueue, retryLimit: 40, retryDelay: 10, retryDelayMax: 300 },
  // with growing pauses, a mail is given up after about four hours
  { name: mailQueue, retryLimit: 10, retryDelay: 15, expireInSeconds: 300 },
]

/** Turns events into mails, and sends them where there is a mail server. */
export async function registerJobs(services: Services): Promise<void> {
  const { jobs, config } = services
  await jobs.work<{ operator: string; event: string }>(eventQueue, ({ ids }) =>
    writeMails(services, ids.operator, ids.event),
  )
  if (!config.smtpUrl) return
  const transport = createTransport({
    url: config.smtpUrl,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
  })
  await jobs.work<MailIds>(mailQueue, ({ ids, last }) => sendMail(services, transport, ids, last), { parallel: 2 })
  await releaseKept(services)
}
