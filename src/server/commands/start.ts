import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import { buildServer, startWorker } from '../app.ts'
import { loadDemoWorld, newSetupCode } from '../modules/installation/index.ts'
import type { Config } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import type { Services } from '../platform/services.ts'
import { StartProblem } from '../platform/start-problem.ts'
import { open } from './open.ts'

/** Serves the portal: web and, in the same process, the jobs. On an empty installation it prints the one-time code of the set-up. */
export async function start(config: Config, log: Log, options: { demo: boolean }): Promise<void> {
  const { services, close } = await open(config, log, { worker: true })
  try {
    const server = await buildServer(services)
    // jobs at work are waited for, 30 seconds at most, after the requests
    const grace = closeWithGrace({ delay: 60_000, logger: false }, async ({ err }) => {
      if (err) log.error({ err }, 'the portal stops because of an error')
      await server.close()
      await close()
    })
    try {
      await serve(server, services, options)
    } catch (error) {
      grace.uninstall()
      await server.close()
      throw error
    }
  } catch (error) {
    // the embedded PostgreSQL would live on
    await close()
    throw explained(error, config)
  }
}

async function serve(server: FastifyInstance, services: Services, options: { demo: boolean }): Promise<void> {
  const { config } = services
  await startWorker(services)
  // also ends a demo load that was killed: the installation is empty again
  const code = await newSetupCode(services.database)
  if (options.demo && code) await loadDemoWorld(services)
  await server.listen({ host: config.host, port: config.port })
  say(`Kontor is at ${config.url}`)
  if (code && !options.demo) say(`The installation is empty. The one-time code for its set-up: ${code}`)
}

function explained(error: unknown, { host, port }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return new StartProblem(
      `Port ${port} of ${host} is taken by another program. Stop it, or set PORT to another one.`,
      { cause: error },
    )
  if (code === 'EACCES')
    return new StartProblem(`Kontor may not listen on port ${port} of ${host}. Set PORT to one above 1023.`, {
      cause: error,
    })
  return error
}

// for the person at the terminal; the log is for machines
function say(sentence: string): void {
  process.stdout.write(`\n  ${sentence}\n`)
}
