import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { FastifyReply } from 'fastify'
import { Refusal } from '../platform/errors.ts'
import type { Services } from '../platform/services.ts'
import type { Answer, Pictured, Streamed } from './implement.ts'

// each holds a connection until its last byte: the others stay for everybody else
const mostDownloads = 4
/** A reader who takes little at a time keeps a place for hours: nobody has them all. */
const mostOfPerson = 2
/** How long a reader may take nothing, in milliseconds. */
const patience = 30_000

/** Ends a download from our side. */
class BrokenOff extends Error {}

interface Downloads {
  /** of whom, one for each that is taken */
  holders: string[]
  streams: Set<Readable>
}

const downloads = new WeakMap<Services, Downloads>()

function downloadsOf(services: Services): Downloads {
  const known = downloads.get(services) ?? { holders: [], streams: new Set() }
  downloads.set(services, known)
  return known
}

/**
 * Runs a download in one of the few places that there are at a time.
 *
 * @throws Refusal 503 where all are taken, or as many by this person as one may have
 */
export async function holdingPlace<T>(services: Services, person: string, work: () => Promise<T>): Promise<T> {
  const { holders } = downloadsOf(services)
  const own = holders.filter((holder) => holder === person).length
  if (holders.length >= mostDownloads || own >= mostOfPerson) throw new Refusal('server.busy', { retryAfter: 10 })
  holders.push(person)
  try {
    return await work()
  } finally {
    holders.splice(holders.indexOf(person), 1)
  }
}

/** Breaks off the downloads that are under way: a server that stops can't wait for slow readers. */
export function endDownloads(services: Services): void {
  for (const stream of downloadsOf(services).streams) stream.destroy(new BrokenOff())
}

/** Passes pieces on, and tells when nobody has taken one for too long. The time that a piece takes to be read does not count. */
export async function* untilStalled<T>(
  pieces: AsyncIterable<T> | Iterable<T>,
  after: number,
  stalled: () => void,
): AsyncIterable<T> {
  for await (const piece of pieces) {
    const timer = setTimeout(stalled, after)
    try {
      yield piece
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Whether the handler writes its reply itself. */
export function isStreamed(answer: Answer): answer is Streamed {
  return 'stream' in answer
}

/**
 * Streams a download in constant memory; resolves when it ended, so that the transaction stays open until then (LST-9).
 * One that fails breaks off: half a file must not look like a whole one.
 */
export async function sendStream(answer: Streamed, reply: FastifyReply, services: Services): Promise<void> {
  const stream: Readable = Readable.from(untilStalled(answer.stream, patience, () => stream.destroy(new BrokenOff())))
  const { streams } = downloadsOf(services)
  streams.add(stream)
  void reply
    .status(200)
    .header('content-type', answer.type)
    .header('content-disposition', disposition(answer))
    .send(stream)
  await finished(stream, { writable: false }).catch((error: Error) => {
    // a reader who goes away ends the stream, which is no error of ours
    if (error instanceof BrokenOff || ('code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) return
    services.log.error(
      { err: error, requestId: reply.request.id, route: reply.request.routeOptions.url },
      'a download failed',
    )
  })
  streams.delete(stream)
  // not the reply itself: it can be awaited, and never settles once it broke off
}

/** What is left to be done once the transaction of a request has ended. */
export class Later {
  readonly send: () => Promise<unknown>
  constructor(send: () => Promise<unknown>) {
    this.send = send
  }
}

/** The one kind of reply that a browser keeps: its address names what is in it, and it tells nothing of anybody. */
export async function sendPicture({ picture, type }: Pictured, reply: FastifyReply): Promise<Uint8Array> {
  const bytes = await picture()
  void reply.type(type).header('cache-control', 'private, max-age=31536000, immutable')
  return bytes
}

/** Sends an event stream: proxies must neither keep nor collect it. */
export function sendOpen(stream: Readable, reply: FastifyReply): FastifyReply {
  return reply
    .status(200)
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('x-accel-buffering', 'no')
    .send(stream)
}

function disposition({ fileName: name, shown = false }: Streamed): string {
  return `${shown ? 'inline' : 'attachment'}; filename="${name.replaceAll(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`
}
