import { beatEvery } from '../../../api/events.ts'
import { isBusy } from '../../platform/db/busy.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import type { Credentials } from '../door.ts'
import { Audience, concernsRights, type Reader } from './audience.ts'
import { Audiences } from './audiences.ts'
import { type Place, sessionOf } from './enter-again.ts'
import { Greetings } from './greetings.ts'
import { look, meet } from './look.ts'
import { Looks, together } from './looks.ts'
import { Recent } from './recent.ts'
import type { LiveSource } from './source.ts'
import { LiveStream } from './stream.ts'
import { readTold } from './told.ts'

// the windows of one session: hidden ones close theirs
const mostOfSession = 10
/** Each is a connection, and each person a look a minute at least. */
const mostStreams = 5_000

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
  private readonly audiences = new Audiences()
  /** they have no reader yet, so that anybody's rights may be theirs */
  private readonly opening = new Set<LiveStream>()
  private readonly services: Services
  private readonly sources: readonly LiveSource[]
  private readonly figures: LiveFigures
  private readonly recent = new Recent()
  private readonly looks: Looks
  private readonly greetings: Greetings
  private readonly announced = new Map<string, Map<string, number>>()
  private listening: Promise<void> | undefined
  private reading: NodeJS.Timeout | undefined
  private beating: NodeJS.Timeout | undefined
  private closed = false

  constructor(services: Services, sources: readonly LiveSource[], figures: LiveFigures) {
    this.services = services
    this.sources = sources
    this.figures = figures
    this.looks = new Looks(
      (audience) => this.look(audience),
      (error, audience) => {
        audience.unsure = true
        this.failed(error)
      },
    )
    this.greetings = new Greetings(services.database, sources, this.recent, (error) => this.failed(error))
  }

  async open({ tokenHash, ...place }: Credentials): Promise<LiveStream> {
    const stream = new LiveStream(sessionOf(tokenHash))
    const ofSession = [...this.streams].filter(({ session }) => session === stream.session).length
    if (ofSession >= mostOfSession) throw new Refusal('events.too_many', { retryAfter: 30 })
    if (this.closed || this.streams.size >= mostStreams) throw new Refusal('server.busy', { retryAfter: 10 })
    this.streams.add(stream)
    this.opening.add(stream)
    stream.readable.once('close', () => this.streams.delete(stream))
    try {
      await this.listen()
      const { reader, until } = await meet(this.services.database, this.sources, stream.session, place)
      if (stream.isOpen) this.seat(stream, place, reader, until)
    } catch (error) {
      stream.readable.destroy()
      throw error
    } finally {
      this.opening.delete(stream)
    }
    return stream
  }

  close(): void {
    this.closed = true
    clearTimeout(this.reading)
    for (const audience of this.audiences.all()) this.looks.end(audience)
    for (const stream of this.streams) stream.end()
  }

  /** Puts a stream among those that hear the same. */
  private seat(stream: LiveStream, place: Place, reader: Reader, until: number): void {
    const key = [reader.person, place.organization, place.across, place.viewAs].join(' ')
    const found = this.audiences.at(key)
    const audience = found ?? new Audience(place, reader)
    if (!found) this.audiences.add(key, audience)
    this.looks.begin(audience, until)
    audience.streams.add(stream)
    stream.readable.once('close', () => {
      audience.streams.delete(stream)
      if (audience.streams.size === 0) this.part(key, audience)
    })
    stream.begin()
    // something was said while the rights were read, or is about to be heard
    if (stream.unsure || audience.reader.rights !== reader.rights) this.looks.check(audience, true)
    this.beating ??= setInterval(() => this.beat(), beatEvery)
    this.greetings.greet(stream, audience)
  }

  private part(key: string, audience: Audience): void {
    this.looks.end(audience)
    this.audiences.remove(key, audience)
    if (this.audiences.size > 0) return
    clearInterval(this.beating)
    this.beating = undefined
  }

  private beat(): void {
    this.recent.tidy()
    for (const stream of this.streams) stream.tell('beat')
  }

  private listen(): Promise<void> {
    this.listening ??= this.services.notices
      .listen({ told: (text) => this.hear(text), missed: () => this.missed() })
      .then(() => this.recent.forget())
      .catch((error: unknown) => {
        this.listening = undefined
        throw error
      })
    return this.listening
  }

  /** `e operator event`, `r operator name`, `s person`: see 0015_live.sql. */
  private hear(text: string): void {
    const [what, of = '', name = ''] = text.split(' ')
    if (what === 'e') return this.announce(of, name)
    if (what === 'r') this.recent.keep(of, 'rights', name)
    else if (what !== 's') return
    for (const stream of this.opening) stream.unsure = true
    for (const audience of this.audiences.of(of)) {
      // a look under way may find out that the rights hang on more
      if (what === 's' || concernsRights(audience.reader, name) || this.looks.isLooking(audience))
        this.looks.check(audience, !name.startsWith('^'))
    }
  }

  private announce(operator: string, event: string): void {
    this.recent.keep(operator, 'events', event)
    if (!this.audiences.has(operator)) return
    const events = this.announced.get(operator) ?? new Map<string, number>()
    this.announced.set(operator, events.set(event, Date.now()))
    this.readSoon()
  }

  private async read(): Promise<void> {
    const announced = [...this.announced]
    this.announced.clear()
    for (const [operator, events] of announced) {
      try {
        const told = await readTold(this.services.database, this.sources, operator, [...events.keys()])
        for (const audience of this.audiences.of(operator)) {
          // all of them are kept, whatever the first says
          if (told.map((one) => audience.take(one, events.get(one.id) ?? 0)).includes(true)) this.looks.wake(audience)
        }
      } catch (error) {
        this.failed(error)
        this.missed(operator)
      }
    }
    // one reading at a time: what was announced meanwhile comes with the next
    this.reading = undefined
    if (this.announced.size > 0) this.readSoon()
  }

  private readSoon(): void {
    if (!this.closed) this.reading ??= setTimeout(() => void this.read(), together)
  }

  /** Events may have passed unheard: whoever could be concerned reads everything again. */
  private missed(operator?: string): void {
    this.recent.forget()
    for (const audience of operator === undefined ? this.audiences.all() : this.audiences.of(operator)) {
      audience.unsure = true
      this.looks.wake(audience)
    }
  }

  private async look(audience: Audience): Promise<number | null> {
    const { since } = audience
    const until = await look(this.services.database, this.sources, audience)
    this.audiences.refile(audience)
    // whoever came in the meantime is looked after
    if (until === null) return audience.streams.size > 0 ? Date.now() : null
    this.figures.looked()
    if (since < Number.POSITIVE_INFINITY) this.figures.delayed((Date.now() - since) / 1000)
    return until
  }

  private failed(error: unknown): void {
    if (!(error instanceof Error && isBusy(error))) this.services.log.error({ err: error }, 'an event stream failed')
  }
}
