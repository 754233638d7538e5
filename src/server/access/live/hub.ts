import { beatEvery } from '../../../api/events.ts'
import { isBusy } from '../../platform/db/busy.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import type { Credentials } from '../door.ts'
import { look } from './look.ts'
import type { LiveSource } from './source.ts'
import { LiveStream } from './stream.ts'
import { readTold } from './told.ts'

// the windows of one session: hidden ones close theirs
const mostOfSession = 10
/** Each is a connection and a look a minute at least. */
const mostStreams = 5_000
/** What comes together is read and looked at together, in milliseconds. */
const together = 30
/** A stream looks once in this time: what waits for it is on the screen within a second all the same. */
const betweenLooks = 700
/** Nothing announces a day that begins, or a session that nobody uses: each stream looks this often in any case. */
const longestRest = 60_000
/** Looks at the same time: the other connections stay for requests. */
const mostLooking = 2

/** What happens to the streams of this process, for its metrics. */
export interface LiveFigures {
  /** from the beginning of the transaction until it is told, in seconds */
  delayed: (seconds: number) => void
  looked: () => void
}

/** The event streams of this process (LST-10, ACC-4). */
export interface Live {
  /** @throws Refusal 401, 404 as entering decides; 429, 503 where there are too many */
  open: (credentials: Credentials) => Promise<LiveStream>
  streams: () => number
  close: () => void
}

/** Opens the hub: it listens as soon as there is a stream. */
export function openLive(services: Services, sources: readonly LiveSource[], figures: LiveFigures): Live {
  const hub = new Hub(services, sources, figures)
  return { open: (credentials) => hub.open(credentials), streams: () => hub.streams.size, close: () => hub.close() }
}

class Hub implements Pick<Live, 'open' | 'close'> {
  readonly streams = new Set<LiveStream>()
  private readonly services: Services
  private readonly sources: readonly LiveSource[]
  private readonly figures: LiveFigures
  private readonly announced = new Map<string, Map<string, number>>()
  private readonly due: LiveStream[] = []
  private listening: Promise<void> | undefined
  private reading: NodeJS.Timeout | undefined
  private beating: NodeJS.Timeout | undefined
  private looking = 0
  private closed = false

  constructor(services: Services, sources: readonly LiveSource[], figures: LiveFigures) {
    this.services = services
    this.sources = sources
    this.figures = figures
  }

  async open(credentials: Credentials): Promise<LiveStream> {
    const stream = new LiveStream(credentials)
    const ofSession = [...this.streams].filter(({ session }) => session === stream.session).length
    if (ofSession >= mostOfSession) throw new Refusal('events.too_many', { retryAfter: 30 })
    if (this.closed || this.streams.size >= mostStreams) throw new Refusal('server.busy', { retryAfter: 10 })
    this.streams.add(stream)
    stream.readable.once('close', () => this.remove(stream))
    try {
      await this.listen()
      await this.look(stream)
      // something was said while the rights were read
      if (stream.unsure) this.wake(stream)
    } catch (error) {
      stream.readable.destroy()
      throw error
    }
    stream.begin()
    this.beating ??= setInterval(() => this.beat(), beatEvery)
    return stream
  }

  close(): void {
    this.closed = true
    clearTimeout(this.reading)
    for (const stream of this.streams) stream.end()
  }

  private remove(stream: LiveStream): void {
    clearTimeout(stream.timer)
    this.streams.delete(stream)
    if (this.streams.size > 0) return
    clearInterval(this.beating)
    this.beating = undefined
  }

  private beat(): void {
    for (const stream of this.streams) stream.tell('beat')
  }

  private listen(): Promise<void> {
    this.listening ??= this.services.notices
      .listen({ told: (text) => this.hear(text), missed: () => this.missed() })
      .catch((error: unknown) => {
        this.listening = undefined
        throw error
      })
    return this.listening
  }

  /** `e operator event`, `r operator person`, `s person`: see 0015_live.sql. */
  private hear(text: string): void {
    const [what, of = '', whom = ''] = text.split(' ')
    if (what === 'e') this.announce(of, whom)
    for (const stream of this.streams) {
      const { reader } = stream
      if (!reader) {
        stream.unsure = true
        continue
      }
      const isTheirs = whom === '*' || whom === reader.person || whom === reader.subject
      if (what === 's' ? of === reader.person : what === 'r' && of === reader.operator && isTheirs) this.wake(stream)
    }
  }

  private announce(operator: string, event: string): void {
    if (![...this.streams].some(({ reader }) => reader?.operator === operator)) return
    const events = this.announced.get(operator) ?? new Map<string, number>()
    this.announced.set(operator, events.set(event, Date.now()))
    this.reading ??= setTimeout(() => void this.read(), together)
  }

  private async read(): Promise<void> {
    this.reading = undefined
    const announced = [...this.announced]
    this.announced.clear()
    for (const [operator, events] of announced) {
      try {
        const told = await readTold(this.services.database, this.sources, operator, [...events.keys()])
        for (const stream of this.streams) {
          if (stream.reader?.operator !== operator) continue
          // all of them are kept, whatever the first says
          if (told.map((one) => stream.take(one, events.get(one.id) ?? 0)).includes(true)) this.wake(stream)
        }
      } catch (error) {
        this.failed(error)
        this.missed(operator)
      }
    }
  }

  /** Events may have passed unheard: whoever could be concerned reads everything again. */
  private missed(operator?: string): void {
    for (const stream of this.streams) {
      if (!stream.reader || (operator !== undefined && stream.reader.operator !== operator)) continue
      stream.unsure = true
      this.wake(stream)
    }
  }

  private wake(stream: LiveStream, at = Math.max(Date.now() + together, stream.lastLook + betweenLooks)): void {
    if (stream.readable.destroyed || stream.wakeAt <= at) return
    stream.wakeAt = at
    clearTimeout(stream.timer)
    stream.timer = setTimeout(() => {
      if (stream.looking) return
      this.due.push(stream)
      this.next()
    }, at - Date.now())
  }

  private next(): void {
    if (this.looking >= mostLooking) return
    const stream = this.due.shift()
    if (!stream) return
    this.looking += 1
    void this.look(stream)
      .catch((error: unknown) => this.failed(error, stream))
      .finally(() => {
        this.looking -= 1
        this.next()
      })
  }

  private async look(stream: LiveStream): Promise<void> {
    if (stream.readable.destroyed) return
    stream.looking = true
    stream.wakeAt = Number.POSITIVE_INFINITY
    stream.lastLook = Date.now()
    const { since } = stream
    try {
      const until = await look(this.services.database, this.sources, stream)
      if (until === null) return
      this.figures.looked()
      if (since < Number.POSITIVE_INFINITY) this.figures.delayed((Date.now() - since) / 1000)
      const soon = stream.wakeAt
      stream.wakeAt = Number.POSITIVE_INFINITY
      // somebody who comes back at once would find the session still alive
      this.wake(stream, Math.min(soon, Math.max(until + 10, Date.now() + betweenLooks), Date.now() + longestRest))
    } finally {
      stream.looking = false
    }
  }

  private failed(error: unknown, stream?: LiveStream): void {
    if (!(error instanceof Error && isBusy(error))) this.services.log.error({ err: error }, 'an event stream failed')
    if (!stream) return
    // what waited is lost with the look
    stream.unsure = true
    stream.wakeAt = Number.POSITIVE_INFINITY
    this.wake(stream, Date.now() + 1_000)
  }
}
