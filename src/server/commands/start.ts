import closeWithGrace from 'close-with-grace'
import { buildServer, startWorker } from '../app.ts'
import { loadDemoWorld, newSetupCode } from '../modules/installation/index.ts'
import type { Config } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import { open } from './open.ts'

/** Serves the portal: web and, in the same process, the jobs. On an empty installation it prints the one-time code of the set-up. */
export async function start(config: Config, log: Log, options: { demo: boolean }): Promise<void> {
  const { services, close } = await open(config, log, { worker: true })
  const server = await buildServer(services)
  closeWithGrace({ delay: 15_000, logger: false }, async ({ err }) => {
    if (err) log.error({ err }, 'the portal stops because of an error')
    await server.close()
    await close()
  })
  await startWorker(services)
  // also ends a demo load that was killed: the installation is empty again
  const code = await newSetupCode(services.database)
  if (options.demo && code) await loadDemoWorld(services)
  await server.listen({ host: config.host, port: config.port })
  say(`Kontor is at ${config.url}`)
  if (code && !options.demo) say(`The installation is empty. The one-time code for its set-up: ${code}`)
}

// for the person at the terminal; the log is for machines
function say(sentence: string): void {
  process.stdout.write(`\n  ${sentence}\n`)
}
