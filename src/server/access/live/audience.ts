import type { LiveEventName, LiveKind } from '../../../api/events.ts'
import type { Again, Place } from './enter-again.ts'
import type { Concerns, Many, State } from './source.ts'
import type { LiveStream } from './stream.ts'
import type { Told } from './told.ts'

/** Rows that wait to be looked at; more than this are told as many. */
const mostWaiting = 2_000

/** What waits for the next look. */
export interface Waiting {
  rows: Map<string, State[]>
  /** made since the last look: what they were in between is no place they stood in */
  born: Set<string>
  many: Many[]
  /** too much came at once */
  overflow: boolean
}

/** What is known of whoever listens: who, what their rights hang on, and what may concern them. */
export interface Reader {
  person: string
  operator: string
  /** hash of the rights, `enterAgain` */
  rights: string
  /** names in notices */
  hanging: ReadonlySet<string>
  concerns: ReadonlyMap<LiveKind, Concerns>
}

/**
 * The open streams of one person in one place: all of them see the same, so one look answers for them. It holds no row:
 * only what has changed since its last look.
 */
export class Audience {
  readonly place: Place
  readonly streams = new Set<LiveStream>()
  reader: Reader
  waiting = new Map<LiveKind, Waiting>()
  /** when the oldest event that waits began */
  since = Number.POSITIVE_INFINITY
  /** when the rights it goes by were told to have changed */
  rightsAt = Date.now()
  /** events may have passed unheard */
  unsure = false

  constructor(place: Place, reader: Reader) {
    this.place = place
    this.reader = reader
  }

  /** Keeps what may concern the reader, and was heard of at this time. Whether anything does. */
  take({ kind, items, many, since }: Told, heard: number): boolean {
    const concerns = this.reader.concerns.get(kind)
    // by rights of later nobody can say who saw it before; it stands in what is read again because of them
    if (!concerns || heard <= this.rightsAt) return false
    const near = concerning({ items, many }, concerns)
    if (!near) return false
    const waiting = this.waiting.get(kind) ?? empty()
    keep(near, waiting)
    this.waiting.set(kind, waiting)
    this.since = Math.min(this.since, since)
    return true
  }

  tell(event: LiveEventName, data: object = {}): void {
    for (const stream of this.streams) stream.tell(event, data)
  }
}

type Changes = Pick<Told, 'items' | 'many'>

/** The rows and changes of an event that may concern a reader; null: none. */
export function concerning({ items, many }: Changes, concerns: Concerns): Changes | null {
  const near = items.filter(({ id, from, to }) =>
    [from, to].some((state) => state !== undefined && concerns(id, state)),
  )
  const isNear = many !== null && [...many.from, ...many.to].some((state) => concerns(null, state))
  return isNear || near.length > 0 ? { items: near, many: isNear ? many : null } : null
}

/** Adds rows and changes to what waits. */
export function keep({ items, many }: Changes, into: Waiting): void {
  if (many) into.many.push(many)
  if (into.overflow) return
  for (const { id, from } of items) {
    into.rows.set(id, [...(into.rows.get(id) ?? []), ...(from ? [from] : [])])
    if (!from) into.born.add(id)
  }
  if (into.rows.size <= mostWaiting) return
  into.rows.clear()
  into.born.clear()
  into.overflow = true
}

/** Nothing waits. */
export function empty(): Waiting {
  return { rows: new Map(), born: new Set(), many: [], overflow: false }
}

/** What is kept of whoever has entered. */
export function readerOf({ actor, rights, hanging }: Again, concerns: Reader['concerns']): Reader {
  return { person: actor.person.id, operator: actor.operator.id, rights, hanging: new Set(hanging), concerns }
}

/** Whether a notice is of rights that this reader has. */
export function concernsRights({ hanging }: Reader, name: string): boolean {
  return name === '*' || hanging.has(name)
}
