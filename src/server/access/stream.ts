import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { FastifyReply } from 'fastify'
import type { Services } from '../platform/services.ts'
import type { Answer, Pictured, Streamed } from './implement.ts'
import { Slots } from './slots.ts'
import { UnderWay } from './under-way.ts'

// each holds a connection until its last byte: the others stay for everybody else
export const downloads = new Slots({ what: 'downloads', most: 4, ofPerson: 2 })

/**
 * In milliseconds: how long a reader may take nothing, and how long a download may take. A reader who takes a little at a time
 * would hold a connection, and an old state of the tables, for hours; a hundred thousand rows take minutes over a slow line.
 */
const longest = { pause: 30_000, whole: 30 * 60_000 }

/** Ends a download from our side. */
class BrokenOff extends Error {}

const streams = new UnderWay<Readable>()

/** Breaks off the downloads that are under way: a server that stops can't wait for slow readers. */
export function endDownloads(services: Services): void {
  for (const stream of streams.of(services)) stream.destroy(new BrokenOff())
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
export async function sendStream(
  answer: Streamed,
  reply: FastifyReply,
  services: Services,
  { pause, whole } = longest,
): Promise<void> {
  const breakOff = () => void stream.destroy(new BrokenOff())
  const stream: Readable = Readable.from(untilStalled(answer.stream, pause, breakOff))
  const deadline = setTimeout(breakOff, whole)
  const underWay = streams.of(services)
  underWay.add(stream)
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
  clearTimeout(deadline)
  underWay.delete(stream)
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
