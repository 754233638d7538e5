import { createTransport } from 'nodemailer'
import { eventQueue } from '../../platform/jobs/outbox.ts'
import type { Queue } from '../../platform/jobs/install.ts'
import type { Services } from '../../platform/services.ts'
import { sendMail } from './send-mail.ts'
import { writeMails } from './write-mails.ts'

// with growing pauses, a mail is given up after about four hours
const mailRetries = 10

/** Events that were told, and mails to be sent. */
export const queues: readonly Queue[] = [
  // pauses grow to five minutes: an outage of some hours loses nothing
  { name: eventQueue, retryLimit: 40, retryDelay: 10, retryDelayMax: 300 },
  { name: 'mail', retryLimit: mailRetries, retryDelay: 15, expireInSeconds: 300 },
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
  await jobs.work<{ operator: string; mail: string }>(
    'mail',
    ({ ids, retry }) => sendMail(services, transport, ids, retry >= mailRetries),
    {
      parallel: 2,
    },
  )
}
