import { HelloEvent, LiveKind } from '../../../api/events.ts'
import type { Database } from '../../platform/db/database.ts'
import { type Audience, empty, keepConcerning, type Reader } from './audience.ts'
import { enterAgain } from './enter-again.ts'
import type { LiveSource } from './source.ts'
import { readTold, type Told } from './told.ts'

/** Windows read their lists and open their stream at about the same time; whoever has read earlier than this reads again. */
const remembered = 10_000
/** of one operator */
const mostRemembered = 200

interface Heard {
  what: 'event' | 'rights'
  /** id of the event, or on what the rights hang */
  name: string
  at: number
}

/** What this process heard of lately, by operator: ids only. */
export class Recent {
  private readonly heard = new Map<string, Heard[]>()
  /** what was before, nobody knows */
  private readonly begins = new Map<string, number>()
  private listensSince = Date.now()

  keep(operator: string, what: Heard['what'], name: string): void {
    const at = Date.now()
    const kept = [...this.of(operator).heard, { what, name, at }]
    const first = kept.length > mostRemembered ? kept.shift() : undefined
    if (first) this.begins.set(operator, first.at)
    this.heard.set(operator, kept)
  }

  /** Something may have passed unheard. */
  forget(): void {
    this.heard.clear()
    this.begins.clear()
    this.listensSince = Date.now()
  }

  /** What was heard of an operator, and since when nothing is missing. */
  of(operator: string): { heard: readonly Heard[]; since: number } {
    const since = Math.max(Date.now() - remembered, this.listensSince, this.begins.get(operator) ?? 0)
    return { heard: (this.heard.get(operator) ?? []).filter(({ at }) => at > since), since }
  }

  /** Lets go of operators of whom nothing was heard for some time. */
  tidy(): void {
    for (const operator of this.heard.keys()) {
      if (this.of(operator).heard.length > 0) continue
      this.heard.delete(operator)
      this.begins.delete(operator)
    }
  }
}

/**
 * How long ago something was heard last that may have changed what the reader sees: whoever has read since then has missed
 * nothing, since the stream tells all that comes later (LST-10). Of rows out of sight nothing is told, not even when (ACC-12).
 */
export async function greetingFor(
  database: Database,
  sources: readonly LiveSource[],
  recent: Recent,
  audience: Audience,
  session: string,
): Promise<HelloEvent> {
  const { reader } = audience
  const { heard, since } = recent.of(reader.operator)
  const rights = heard.filter(({ what, name }) => what === 'rights' && concernsRights(reader, name))
  const always = Math.max(since, ...rights.map(({ at }) => at))
  const events = new Map(heard.filter(({ what }) => what === 'event').map(({ name, at }) => [name, at]))
  const last = await lastInSight(database, sources, audience, session, events)
  const now = Date.now()
  return HelloEvent.parse(
    Object.fromEntries(LiveKind.options.map((kind) => [kind, Math.max(0, now - Math.max(always, last(kind)))])),
  )
}

/** Whether a notice is of rights that this reader has. */
export function concernsRights({ hanging }: Reader, name: string): boolean {
  return name === '*' || hanging.has(name)
}

/** When the last of these events was heard that changed a row which the reader sees, or saw before. */
async function lastInSight(
  database: Database,
  sources: readonly LiveSource[],
  { reader, place }: Audience,
  session: string,
  events: ReadonlyMap<string, number>,
): Promise<(kind: LiveKind) => number> {
  const told = events.size > 0 ? await readTold(database, sources, reader.operator, [...events.keys()]) : []
  const near = told.filter((one) => {
    const concerns = reader.concerns.get(one.kind)
    return concerns !== undefined && keepConcerning(one, concerns, empty())
  })
  if (near.length === 0) return () => 0
  const answer = await enterAgain(database, [session], place, async ({ tx, rights }) => {
    if (rights !== reader.rights) return null
    const times = new Map<LiveKind, number>()
    for (const source of sources) {
      const ofKind = near.filter(({ kind }) => kind === source.kind)
      const rows = new Map(ofKind.flatMap(({ items }) => items.map(({ id }) => [id, statesOf(id, ofKind)])))
      const sights = rows.size > 0 ? await source.look(tx, rows) : []
      const seen = new Set(sights.filter(({ before, now }) => before || now).map(({ id }) => id))
      for (const { id, items, many } of ofKind) {
        const inSight = many === null ? items.some((item) => seen.has(item.id)) : await source.lookAtMany(tx, [many])
        if (inSight) times.set(source.kind, Math.max(times.get(source.kind) ?? 0, events.get(id) ?? 0))
      }
    }
    return times
  })
  const times = 'done' in answer ? answer.done : null
  // by other rights than those of a moment ago: everything is read again
  return (kind) => (times === null ? Date.now() : (times.get(kind) ?? 0))
}

function statesOf(of: string, told: readonly Told[]) {
  return told.flatMap(({ items }) => items.filter(({ id }) => id === of).flatMap(({ from }) => (from ? [from] : [])))
}
