import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { FastifyReply } from 'fastify'
import type { Log } from '../platform/log.ts'
import type { Answer, Streamed } from './implement.ts'

/** Whether the handler writes its reply itself. */
export function isStreamed(answer: Answer): answer is Streamed {
  return 'stream' in answer
}

/**
 * Streams a download in constant memory; resolves when it ended, so that the transaction stays open until then (LST-9).
 * One that fails breaks off: half a file must not look like a whole one.
 */
export async function sendStream(answer: Streamed, reply: FastifyReply, log: Log): Promise<FastifyReply> {
  const stream = Readable.from(answer.stream)
  void reply.status(200).header('content-type', answer.type).header('content-disposition', disposition(answer.fileName)).send(stream)
  await finished(stream, { writable: false }).catch((error: Error) => {
    // a reader who goes away ends the stream, which is no error of ours
    if ('code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE') return
    log.error({ err: error, requestId: reply.request.id, route: reply.request.routeOptions.url }, 'a download failed')
  })
  return reply
}

function disposition(name: string): string {
  return `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`
}
