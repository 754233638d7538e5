import { sql } from 'kysely'
import { z } from 'zod'
import type { LiveKind } from '../../../api/events.ts'
import type { Database } from '../../platform/db/database.ts'
import { withinSystem } from '../door.ts'
import type { LiveSource, Many, State } from './source.ts'

const State = z.record(z.string(), z.string().nullable())
const Payload = z.union([
  z.object({ items: z.array(z.object({ id: z.string(), from: State.optional(), to: State.optional() })) }),
  z.object({ from: z.array(State), to: z.array(State) }),
])

/** One event of the outbox as streams need it. */
export interface Told {
  id: string
  kind: LiveKind
  /** when its transaction began, in milliseconds */
  since: number
  /** without `from` it is new, without `to` it is gone */
  items: readonly { id: string; from?: State | undefined; to?: State | undefined }[]
  many: Many | null
}

/** Reads events of one operator that were announced. The machinery reads them; who is told what is decided per stream. */
export async function readTold(
  database: Database,
  sources: readonly LiveSource[],
  operator: string,
  ids: readonly string[],
): Promise<Told[]> {
  const rows = await withinSystem(
    database,
    operator,
    async (tx) =>
      (
        await sql<{ id: string; kind: string; payload: unknown; at: string; since: number }>`
          select id, kind, payload, at::text as at, floor(extract(epoch from at) * 1000)::float8 as since
          from outbox where operator_id = ${operator} and id = any (${ids}::uuid[]) order by id`.execute(tx)
      ).rows,
  )
  return rows.flatMap(({ id, kind, payload, at, since }): Told[] => {
    const source = sources.find(({ events }) => events.includes(kind))
    const read = Payload.safeParse(payload)
    if (!source || !read.success) return []
    const { data } = read
    return 'items' in data
      ? [{ id, kind: source.kind, since, items: data.items, many: null }]
      : [{ id, kind: source.kind, since, items: [], many: { at, from: data.from, to: data.to } }]
  })
}
