import { HelloEvent, LiveKind } from '../../../api/events.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { type Audience, concerning, concernsRights, empty, keep, type Reader, type Waiting } from './audience.ts'
import { enterAgain } from './enter-again.ts'
import type { Lately, Recent } from './recent.ts'
import type { LiveSource, Many } from './source.ts'
import type { LiveStream } from './stream.ts'
import { readTold, type Told } from './told.ts'
import { Turns } from '../../platform/turns.ts'

/** Greetings at the same time: with the looks, they leave most connections to requests. */
const mostGreeting = 2
/** Changes of many rows that one greeting asks for: each is a query. */
const mostAsked = 10

/** When something was heard last that may have changed what the streams of these sessions see. */
interface LastHeard {
  sessions: ReadonlySet<string>
  at: ReadonlyMap<LiveKind, number>
}

/** Events of one kind that may concern a reader. */
interface Near {
  waiting: Waiting
  /** by row, when it was heard of last */
  heard: Map<string, number>
  many: { change: Many; heard: number }[]
}

/**
 * Greets streams with how long ago something was heard last that may have changed what the reader sees: whoever has read
 * since then has missed nothing, since the stream tells all that comes later (LST-10). Of rows out of sight nothing is
 * told, not even when (ACC-12). Where that cannot be said it was just now: whatever was read is read again.
 */
export class Greetings {
  /** by operator: the events are read once for all who come before that */
  private readonly waiting = new Map<string, Map<Audience, LiveStream[]>>()
  private readonly turns = new Turns(mostGreeting)
  private readonly database: Database
  private readonly sources: readonly LiveSource[]
  private readonly recent: Recent
  private readonly failed: (error: unknown) => void

  constructor(
    database: Database,
    sources: readonly LiveSource[],
    recent: Recent,
    /** the streams are greeted all the same */
    failed: (error: unknown) => void,
  ) {
    this.database = database
    this.sources = sources
    this.recent = recent
    this.failed = failed
  }

  /** The stream hears already what is told from now on. */
  greet(stream: LiveStream, audience: Audience): void {
    const { operator } = audience.reader
    const waiting = this.waiting.get(operator)
    const those = waiting ?? new Map<Audience, LiveStream[]>()
    those.set(audience, [...(those.get(audience) ?? []), stream])
    if (waiting) return
    this.waiting.set(operator, those)
    void this.turns.take(async () => {
      this.waiting.delete(operator)
      const lately = this.recent.of(operator)
      const told = await this.read(operator, lately)
      for (const [one, streams] of those) void this.turns.take(() => this.tell(one, streams, lately, told))
    })
  }

  /** null: nobody knows */
  private async read(operator: string, { events, overflow }: Lately): Promise<readonly Told[] | null> {
    if (overflow) return null
    if (events.size === 0) return []
    try {
      return await readTold(this.database, this.sources, operator, [...events.keys()])
    } catch (error) {
      this.failed(error)
      return null
    }
  }

  private async tell(
    audience: Audience,
    streams: readonly LiveStream[],
    lately: Lately,
    told: readonly Told[] | null,
  ): Promise<void> {
    const listening = streams.filter(({ isOpen }) => isOpen)
    const last = told && listening.length > 0 ? await this.lastOf(audience, listening, lately, told) : null
    const now = Date.now()
    for (const stream of listening) {
      const at = (kind: LiveKind) => (last?.sessions.has(stream.session) ? (last.at.get(kind) ?? 0) : now)
      const age = (kind: LiveKind) => Math.max(0, now - Math.max(at(kind), lately.since))
      stream.tell('hello', HelloEvent.parse(Object.fromEntries(LiveKind.options.map((kind) => [kind, age(kind)]))))
    }
  }

  /** null: by other rights than those of a moment ago everything is read again */
  private async lastOf(
    audience: Audience,
    streams: readonly LiveStream[],
    { events, rights }: Lately,
    told: readonly Told[],
  ): Promise<LastHeard | null> {
    const { reader } = audience
    const changed = [...rights].filter(([name]) => concernsRights(reader, name)).map(([, heard]) => heard)
    const always = Math.max(0, ...changed)
    const near = nearOf(reader, told, events)
    const sessions = new Set(streams.map(({ session }) => session))
    const everyKind = (at: (kind: LiveKind) => number) => new Map(LiveKind.options.map((kind) => [kind, at(kind)]))
    if (near.size === 0) return { sessions, at: everyKind(() => always) }
    try {
      const answer = await enterAgain(this.database, sessions, audience.place, async (again) => {
        if (again.rights !== reader.rights) return null
        const seen = new Map<LiveKind, number>()
        for (const source of this.sources) {
          const ofKind = near.get(source.kind)
          if (ofKind) seen.set(source.kind, await lastInSight(source, again.tx, ofKind))
        }
        return {
          sessions: new Set(again.until.keys()),
          at: everyKind((kind) => Math.max(always, seen.get(kind) ?? 0)),
        }
      })
      return 'done' in answer ? answer.done : null
    } catch (error) {
      this.failed(error)
      return null
    }
  }
}

function nearOf({ concerns }: Reader, told: readonly Told[], events: Lately['events']): Map<LiveKind, Near> {
  const found = new Map<LiveKind, Near>()
  for (const one of told) {
    const ofKind = concerns.get(one.kind)
    const changes = ofKind ? concerning(one, ofKind) : null
    if (!changes) continue
    const near = found.get(one.kind) ?? { waiting: empty(), heard: new Map<string, number>(), many: [] }
    found.set(one.kind, near)
    keep(changes, near.waiting)
    const heard = events.get(one.id) ?? 0
    for (const { id } of changes.items) near.heard.set(id, Math.max(near.heard.get(id) ?? 0, heard))
    if (changes.many) near.many.push({ change: changes.many, heard })
  }
  return found
}

/** When the last of these events was heard that changed a row which the reader sees, or saw before. */
async function lastInSight(source: LiveSource, tx: Tx, { waiting, heard, many }: Near): Promise<number> {
  // whenever it is told, it was just now
  if (waiting.overflow || many.length > mostAsked) return Number.POSITIVE_INFINITY
  const sights = waiting.rows.size > 0 ? await source.look(tx, waiting.rows) : []
  const last = Math.max(0, ...sights.filter(({ before, now }) => before || now).map(({ id }) => heard.get(id) ?? 0))
  // earlier ones change nothing any more
  for (const one of many.toSorted((a, b) => b.heard - a.heard)) {
    if (one.heard <= last) break
    if (await source.lookAtMany(tx, [one.change])) return one.heard
  }
  return last
}
