import { Readable } from 'node:stream'
import type { LiveEventName, LiveKind } from '../../../api/events.ts'
import type { Actor } from '../actor.ts'
import type { Credentials } from '../door.ts'
import type { Concerns, Many, State } from './source.ts'
import type { Told } from './told.ts'

/** Rows that wait to be looked at; more than this are told as many. */
const mostWaiting = 2_000
/** A reader who takes nothing is let go, and reads everything again when coming back. */
const mostUnread = 256 * 1024

const comeBackAfter = 2_000

/** What waits for the next look. */
export interface Waiting {
  rows: Map<string, State[]>
  /** made since the last look: what they were in between is no place they stood in */
  born: Set<string>
  many: Many[]
  /** too much came at once */
  overflow: boolean
}

/** What a stream knows of its reader: who, and what may concern them. */
export interface Reader {
  person: string
  subject: string
  operator: string
  /** hash of the rights, `enterAgain` */
  rights: string
  concerns: ReadonlyMap<LiveKind, Concerns>
}

/** One open event stream. It holds no row: only what has changed since its last look. */
export class LiveStream {
  readonly credentials: Credentials
  readonly session: string
  readonly readable: Readable = new Readable({ read: () => undefined })
  reader: Reader | undefined
  waiting = new Map<LiveKind, Waiting>()
  /** when the oldest event that waits began */
  since = Number.POSITIVE_INFINITY
  lastLook = 0
  /** when the rights it goes by were told to have changed */
  rightsAt = 0
  wakeAt = Number.POSITIVE_INFINITY
  timer: NodeJS.Timeout | undefined
  looking = false
  /** events may have passed unheard */
  unsure = false

  constructor(credentials: Credentials) {
    this.credentials = credentials
    this.session = credentials.tokenHash.toString('base64')
  }

  /** Keeps what may concern the reader, and was heard of at this time. Whether anything does. */
  take({ kind, items, many, since }: Told, heard: number): boolean {
    const concerns = this.reader?.concerns.get(kind)
    // by rights of later nobody can say who saw it before; it stands in what is read again because of them
    if (!concerns || heard <= this.rightsAt) return false
    const near = items.filter(({ id, from, to }) =>
      [from, to].some((state) => state !== undefined && concerns(id, state)),
    )
    const isNear = many !== null && [...many.from, ...many.to].some((state) => concerns(null, state))
    if (near.length === 0 && !isNear) return false
    const waiting = this.waiting.get(kind) ?? empty()
    this.waiting.set(kind, waiting)
    for (const { id, from } of near) {
      waiting.rows.set(id, [...(waiting.rows.get(id) ?? []), ...(from ? [from] : [])])
      if (!from) waiting.born.add(id)
    }
    if (many && isNear) waiting.many.push(many)
    if (waiting.rows.size > mostWaiting) {
      waiting.rows.clear()
      waiting.overflow = true
    }
    this.since = Math.min(this.since, since)
    return true
  }

  /** The reply begins with its first piece. `retry`: how long a browser waits before it comes back. */
  begin(): void {
    this.readable.push(`retry: ${comeBackAfter}\n\n`)
  }

  tell(event: LiveEventName, data: object = {}): void {
    if (this.readable.destroyed) return
    this.readable.push(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    if (this.readable.readableLength > mostUnread) this.readable.destroy()
  }

  end(): void {
    clearTimeout(this.timer)
    this.readable.push(null)
  }
}

function empty(): Waiting {
  return { rows: new Map(), born: new Set(), many: [], overflow: false }
}

/** What is kept of an actor. */
export function readerOf(actor: Actor, rights: string, concerns: Reader['concerns']): Reader {
  return {
    person: actor.person.id,
    subject: actor.reader,
    operator: actor.operator.id,
    rights,
    concerns,
  }
}
