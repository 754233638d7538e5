import type { Case } from '../cases.ts'
import { ask, drive, type Result, type Shot } from '../load/drive.ts'
import { between, clusterTime, processorTime, type Served } from '../load/processes.ts'

export interface Servers {
  kontor: Served
  raw: Served
  /** process id of PostgreSQL */
  postmaster: number
}

/** What one case came to. */
export interface Compared {
  key: string
  what: string
  kontor: number
  raw: number
  ratio: number
  promise: number
  /** at one connection */
  p50: { kontor: number; raw: number }
  /** at sixteen */
  p99: { kontor: number; raw: number }
  /** processor milliseconds per request, server and database */
  processor: { server: number; database: number; rawServer: number; rawDatabase: number }
  bytes: { kontor: number; raw: number }
  /** raw requests per second against those of a static reply of its size */
  rawOfStatic: number
}

export const connections = 16

/** Kontor and raw by turns, so that a busy moment of the machine meets both. */
export async function compare(servers: Servers, of: Case, seconds: number): Promise<Compared> {
  const { kontor, raw } = servers
  const ours: Shot = { path: `/api/v1/o/${of.reader.organization}${of.path}`, headers: { cookie: of.reader.cookie } }
  const theirs: Shot = { path: `/${of.key}` }
  const at = (served: Served, shot: Shot, lines: number, time: number) =>
    drive(served.port, () => shot, { connections: lines, seconds: time })
  await at(kontor, ours, connections, 0.3)
  await at(raw, theirs, connections, 0.3)
  const rounds = 3
  const first: Timed[] = []
  const second: Timed[] = []
  const single: { kontor: Result[]; raw: Result[] } = { kontor: [], raw: [] }
  for (let round = 0; round < rounds; round += 1) {
    first.push(await timed(servers, kontor, () => at(kontor, ours, connections, seconds / rounds)))
    second.push(await timed(servers, raw, () => at(raw, theirs, connections, seconds / rounds)))
    single.kontor.push(await at(kontor, ours, 1, 0.2))
    single.raw.push(await at(raw, theirs, 1, 0.2))
  }
  const bytes = { kontor: first[0]?.result.bytes ?? 0, raw: second[0]?.result.bytes ?? 0 }
  const still = await at(raw, { path: `/static/${Math.max(3, bytes.raw)}` }, connections, 0.5)
  const rate = {
    kontor: median(first.map((t) => t.result.perSecond)),
    raw: median(second.map((t) => t.result.perSecond)),
  }
  return {
    key: of.key,
    what: of.what,
    kontor: rate.kontor,
    raw: rate.raw,
    ratio: median(first.map((t, i) => t.result.perSecond / (second[i]?.result.perSecond ?? 1))),
    promise: of.promise,
    p50: { kontor: median(single.kontor.map((r) => r.p50)), raw: median(single.raw.map((r) => r.p50)) },
    p99: { kontor: median(first.map((t) => t.result.p99)), raw: median(second.map((t) => t.result.p99)) },
    processor: {
      server: median(first.map((t) => t.server)),
      database: median(first.map((t) => t.database)),
      rawServer: median(second.map((t) => t.server)),
      rawDatabase: median(second.map((t) => t.database)),
    },
    bytes,
    rawOfStatic: rate.raw / still.perSecond,
  }
}

interface Timed {
  result: Result
  server: number
  database: number
}

async function timed(servers: Servers, served: Served, run: () => Promise<Result>): Promise<Timed> {
  const start = performance.now()
  const before = { server: processorTime(served.pid), database: clusterTime(servers.postmaster) }
  const result = await run()
  const requests = (result.perSecond * (performance.now() - start)) / 1000
  return {
    result,
    server: (processorTime(served.pid) - before.server) / requests,
    database: between(before.database, clusterTime(servers.postmaster)) / requests,
  }
}

export function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

interface Items {
  items: { id: string; name: string }[]
  next: string | null
}

/** Kontor and raw must answer the same rows in the same order, or the ratio says nothing. */
export async function assertSame({ kontor, raw }: Servers, of: Case): Promise<void> {
  const ours = await ask(kontor.port, {
    path: `/api/v1/o/${of.reader.organization}${of.path}`,
    headers: { cookie: of.reader.cookie },
  })
  const theirs = await ask(raw.port, { path: `/${of.key}` })
  const one = JSON.parse(ours.body) as Partial<Items> & { value?: number; id?: string }
  const other = (JSON.parse(theirs.body) as { items: { id?: string; value?: number }[] }).items
  const shown = one.items ? one.items.map(({ id }) => id).join() : (one.id ?? String(one.value))
  const expected = one.items
    ? other.map(({ id }) => id).join()
    : (other[0]?.id ?? String(Math.min(10_000, other[0]?.value ?? 0)))
  if (ours.status !== 200 || shown !== expected)
    throw new Error(`${of.key}: Kontor and raw differ (${ours.status}): ${ours.body.slice(0, 200)}`)
}

/** Walks down a list. @returns the cursor behind so many pages of 200, and the last row before it */
export async function walkDown(
  kontor: Served,
  reader: Case['reader'],
  pages: number,
): Promise<{ cursor: string; name: string; id: string }> {
  let cursor = ''
  let last = { id: '', name: '' }
  for (let page = 0; page < pages; page += 1) {
    const path = `/api/v1/o/${reader.organization}/customers?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const { body } = await ask(kontor.port, { path, headers: { cookie: reader.cookie } })
    const { items, next } = JSON.parse(body) as Items
    const end = items.at(-1)
    if (!next || !end) break
    cursor = next
    last = end
  }
  return { cursor, name: last.name, id: last.id }
}
