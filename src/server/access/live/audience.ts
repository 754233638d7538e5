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
    const waiting = this.waiting.get(kind) ?? empty()
    if (!keepConcerning({ items, many }, concerns, waiting)) return false
    this.waiting.set(kind, waiting)
    if (waiting.rows.size > mostWaiting) {
      waiting.rows.clear()
      waiting.overflow = true
    }
    this.since = Math.min(this.since, since)
    return true
  }

  tell(event: LiveEventName, data: object = {}): void {
    for (const stream of this.streams) stream.tell(event, data)
  }
}

/** Adds the rows and changes that may concern a reader. Whether there are any. */
export function keepConcerning(
  { items, many }: Pick<Told, 'items' | 'many'>,
  concerns: Concerns,
  into: Waiting,
): boolean {
  const near = items.filter(({ id, from, to }) =>
    [from, to].some((state) => state !== undefined && concerns(id, state)),
  )
  for (const { id, from } of near) {
    into.rows.set(id, [...(into.rows.get(id) ?? []), ...(from ? [from] : [])])
    if (!from) into.born.add(id)
  }
  const isNear = many !== null && [...many.from, ...many.to].some((state) => concerns(null, state))
  if (isNear) into.many.push(many)
  return isNear || near.length > 0
}

/** Nothing waits. */
export function empty(): Waiting {
  return { rows: new Map(), born: new Set(), many: [], overflow: false }
}

/** What is kept of whoever has entered. */
export function readerOf({ actor, rights, hanging }: Again, concerns: Reader['concerns']): Reader {
  return { person: actor.person.id, operator: actor.operator.id, rights, hanging: new Set(hanging), concerns }
}
