import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { openEvents } from '../api/events.ts'
import { endpoints } from '../api/index.ts'
import { inOrganization } from '../api/endpoint.ts'
import { climb, type Implementation, implementOpen } from './access/index.ts'
import { openLive } from './access/live/hub.ts'
import { openApi } from './access/open-api.ts'
import { endUploads } from './access/receive.ts'
import { endDownloads } from './access/stream.ts'
import { loadDemo } from './demo/index.ts'
import * as audit from './modules/audit/index.ts'
import * as customers from './modules/customers/index.ts'
import * as home from './modules/home/index.ts'
import * as identity from './modules/identity/index.ts'
import * as imports from './modules/imports/index.ts'
import * as installation from './modules/installation/index.ts'
import * as notifications from './modules/notifications/index.ts'
import * as organizations from './modules/organizations/index.ts'
import { serveMetrics } from './platform/http/metrics.ts'
import * as views from './modules/views/index.ts'
import { openServer } from './platform/http/server.ts'
import { serveWeb } from './platform/http/web.ts'
import type { Schedule } from './platform/jobs/boss.ts'
import type { Queue } from './platform/jobs/install.ts'
import { registerTidy, tidyQueue, tidySchedule } from './platform/jobs/tidy.ts'
import type { Services } from './platform/services.ts'

// the only list of modules
const modules = [audit, customers, home, identity, imports, installation, notifications, organizations, views]

/** The queues of all modules, for `migrate`. */
export const queues: Queue[] = [...imports.queues, ...notifications.queues, tidyQueue]

// what is told live, list by list
const liveSources = [customers.liveCustomers, organizations.livePeople]

// setting them replaces all others, so they are set together
const schedules: Schedule[] = [tidySchedule]

/** Lets this process work off the jobs of all modules. */
export async function startWorker(services: Services): Promise<void> {
  await imports.registerJobs(services)
  await notifications.registerJobs(services)
  await registerTidy(services, [imports.tidyFiles, organizations.tidyLogos])
  await services.jobs.schedule(schedules)
}

/** The whole server, not yet listening. */
export async function buildServer(services: Services): Promise<FastifyInstance> {
  organizations.fillPorts({ moveAssignments: customers.moveAssignments })
  installation.fillPorts({ loadDemo })
  const server = await openServer(services)
  const metrics = serveMetrics(server, services)
  const live = openLive(services, liveSources, { looked: metrics.streamLooked, delayed: metrics.streamTold })
  metrics.streams(live.streams)
  const implementations = [
    ...modules.flatMap((m): Implementation[] => m.routes),
    implementOpen(openEvents, async (credentials) => (await live.open(credentials)).readable),
  ]
  for (const declared of endpoints) {
    const found = implementations.filter((i) => i.endpoint === declared)
    const [implementation] = found
    if (!implementation || found.length > 1) throw new Error(`${declared.name} has ${found.length} implementations`)
    server.route({
      method: declared.method.toUpperCase(),
      url: `/api/v1${inOrganization(declared) ? '/o/:organization' : ''}${declared.path}`,
      handler: (request, reply) => climb(implementation, services, request, reply),
    })
  }
  server.addHook('preClose', async () => {
    endDownloads(services)
    endUploads(services)
    live.close()
  })
  // made at first use and kept: it takes long, and never changes
  let description: string | undefined
  server.get('/api/v1/openapi.json', (_, reply) => {
    description ??= JSON.stringify(openApi())
    return reply.type('application/json; charset=utf-8').send(description)
  })
  server.get('/healthz', () => ({ ok: true }))
  server.get('/readyz', async (_, reply) => {
    const ready = await services.database
      .outside(async (tx) => sql`select 1`.execute(tx))
      .then(
        () => true,
        () => false,
      )
    return reply.status(ready ? 200 : 503).send({ ok: ready })
  })
  await serveWeb(server)
  return server
}
