import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Config } from '../config.ts'
import type { Tx } from '../db/database.ts'
import { Refusal } from '../errors.ts'
import { eventQueue } from '../jobs/outbox.ts'
import type { Services } from '../services.ts'

/** What the rest of the server tells of itself. */
export interface Metrics {
  streamLooked: () => void
  /** seconds from the beginning of a write to its being told */
  streamTold: (seconds: number) => void
  /** asked whenever somebody reads the metrics */
  streams: (count: () => number) => void
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * Counts requests, and serves `/metrics` in the text format of Prometheus. Routes are named by their pattern: no address, id
 * or name of anybody is ever a label.
 */
export function serveMetrics(server: FastifyInstance, services: Services): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  countRequests(server, registry)
  collectState(services, registry)
  server.get('/metrics', async (request, reply) => {
    // who may not read them is not told that they exist
    if (!mayRead(request, services.config)) throw new Refusal('request.not_found')
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics())
  })
  const looked = new Counter({
    name: 'kontor_live_looks_total',
    help: 'Looks of event streams at what has changed',
    registers,
  })
  const told = new Histogram({
    name: 'kontor_live_delay_seconds',
    help: 'From the beginning of a write until it was told to a stream',
    buckets: seconds,
    registers,
  })
  return {
    streamLooked: () => looked.inc(),
    streamTold: (after) => told.observe(after),
    streams: (count) =>
      void new Gauge({
        name: 'kontor_live_streams',
        help: 'Event streams that are open',
        registers,
        collect() {
          this.set(count())
        },
      }),
  }
}

/**
 * With METRICS_TOKEN, whoever brings it. Without, only this machine, and only where the portal is not offered to others: a
 * proxy on the same machine would pass on the questions of the world.
 */
function mayRead({ headers, socket }: FastifyRequest, { metricsToken, url }: Config): boolean {
  if (metricsToken !== undefined) {
    const given = Buffer.from(headers.authorization ?? '')
    const expected = Buffer.from(`Bearer ${metricsToken}`)
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
  const isLoopback = /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(socket.remoteAddress ?? '')
  return isLoopback && /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname)
}

function countRequests(server: FastifyInstance, registry: Registry): void {
  const registers = [registry]
  const requests = new Counter({
    name: 'kontor_http_requests_total',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'kontor_http_request_duration_seconds',
    help: 'How long requests took, by route; event streams are not among them',
    labelNames: ['method', 'route'],
    buckets: seconds,
    registers,
  })
  server.addHook('onResponse', (request, reply, done) => {
    const { method } = request
    const route = request.routeOptions.url ?? 'unknown'
    requests.inc({ method, route, status: reply.statusCode })
    // an event stream lasts as long as its window
    if (!route.endsWith('/events')) durations.observe({ method, route }, reply.elapsedTime / 1000)
    done()
  })
}

/** What is asked when somebody reads the metrics. */
function collectState({ database }: Services, registry: Registry): void {
  const connections = new Gauge({
    name: 'kontor_database_connections',
    help: 'Connections of the pool: lent and idle ones, and requests that wait for one',
    labelNames: ['state'],
    registers: [],
    collect() {
      for (const [state, count] of Object.entries(database.connections())) this.set({ state }, count)
    },
  })
  const lag = new Gauge({
    name: 'kontor_outbox_lag_seconds',
    help: 'Age of the oldest event that no worker has worked off; 0: none waits',
    registers: [],
  })
  const jobsNow = new Gauge({
    name: 'kontor_jobs',
    help: 'Jobs by queue and state; worked off ones are not counted',
    labelNames: ['queue', 'state'],
    registers: [],
    async collect() {
      const { jobs, oldest } = await database.outside(readJobs)
      this.reset()
      for (const { queue, state, count } of jobs) this.set({ queue, state }, count)
      lag.set(oldest)
    },
  })
  for (const gauge of [connections, lag, jobsNow]) registry.registerMetric(gauge)
}

interface Jobs {
  jobs: { queue: string; state: string; count: number }[]
  oldest: number
}

async function readJobs(tx: Tx): Promise<Jobs> {
  const { rows: jobs } = await sql<Jobs['jobs'][number]>`
    select name as queue, state::text as state, count(*)::int as count from pgboss.job
    where state::text in ('created', 'retry', 'active', 'failed') group by name, state`.execute(tx)
  const { rows } = await sql<{ oldest: number | null }>`
    select extract(epoch from now() - min(created_on))::float8 as oldest from pgboss.job
    where name = ${eventQueue} and state::text in ('created', 'retry', 'active')`.execute(tx)
  return { jobs, oldest: rows[0]?.oldest ?? 0 }
}
