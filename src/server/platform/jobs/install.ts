import { PgBoss, type QueueOptions } from 'pg-boss'
import { runtimeRole } from '../db/runtime-role.ts'
import { inSetUp, withClient } from '../db/with-client.ts'
import type { Log } from '../log.ts'

/** A kind of job. Each has one queue and one handler. */
export interface Queue extends Pick<QueueOptions, 'retryLimit' | 'retryDelay' | 'retryDelayMax' | 'expireInSeconds'> {
  name: string
  /** `exclusive`: while one job of the same `singletonKey` waits or runs, further ones are dropped */
  policy?: 'standard' | 'singleton' | 'exclusive'
}

// a worker that was killed stops sending signs of life; its jobs must be taken up again within a minute
const reclaimed = { heartbeatSeconds: 30 }

/**
 * Makes the tables and queues of the jobs, as the owner, and lets the runtime role read and write them. At run time
 * nothing is created any more.
 */
export async function installJobs(options: { ownerUrl: string; queues: readonly Queue[]; log: Log }): Promise<void> {
  const boss = new PgBoss({
    connectionString: options.ownerUrl,
    max: 2,
    schedule: false,
    supervise: false,
    useListenNotify: false,
  })
  boss.on('error', (error) => options.log.error({ err: error }, 'making the job queues failed'))
  await boss.start()
  try {
    const known = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
    for (const { name, ...wanted } of options.queues) {
      const settings = { retryLimit: 5, retryDelay: 10, retryBackoff: true, notify: true, ...reclaimed, ...wanted }
      const { policy = 'standard', ...changeable } = settings
      const present = known.get(name)
      if (!present) await boss.createQueue(name, { policy, ...changeable })
      else if (present.policy !== policy) throw new Error(`The policy of the queue ${name} cannot be changed.`)
      else await boss.updateQueue(name, changeable)
    }
    await backgroundCommands(boss)
  } finally {
    await boss.stop({ graceful: false })
  }
  await grantRuntime(options.ownerUrl)
}

/** A newer pg-boss builds indexes in the background after a change of its tables; nobody does that at run time. */
async function backgroundCommands(boss: PgBoss): Promise<void> {
  const open = async () =>
    (await boss.getBamEntries()).some(({ status }) => status === 'pending' || status === 'in_progress')
  while (await open()) await new Promise((resolve) => setTimeout(resolve, 500))
}

async function grantRuntime(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, (owner) =>
    inSetUp(owner, () =>
      owner.query(
        `grant usage on schema pgboss to ${runtimeRole};
         grant select, insert, update, delete on all tables in schema pgboss to ${runtimeRole};
         grant usage on all sequences in schema pgboss to ${runtimeRole};`,
      ),
    ),
  )
}
