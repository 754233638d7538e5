import closeWithGrace from 'close-with-grace'
import { startWorker } from '../app.ts'
import type { Config } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import { open } from './open.ts'

/** Works off jobs until it is told to stop, beside other processes. */
export async function work(config: Config, log: Log): Promise<void> {
  const { services, close } = await open(config, log, { worker: true, beside: true })
  closeWithGrace({ delay: 60_000, logger: false }, async ({ err }) => {
    if (err) log.error({ err }, 'the worker stops because of an error')
    await close()
  })
  await startWorker(services)
  log.info('the worker is ready')
}
