import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../platform/errors.ts'
import { scanFile } from '../platform/files/scan.ts'
import { tooLarge } from '../platform/files/too-large.ts'
import type { Services } from '../platform/services.ts'
import { Slots } from './slots.ts'
import { UnderWay } from './under-way.ts'

/** A file that has arrived whole. */
export interface ReceivedFile {
  readonly name: string
  readonly path: string
}

/** Fewer than there are connections, which each takes again in the end; and 64 MB on the disk for each. */
export const uploads = new Slots({ what: 'uploads', most: 8, ofPerson: 2 })

/** In milliseconds: how long nothing may come, and how long a file may take. The server itself ends requests after 15 minutes, without a word. */
const longest = { pause: 30_000, whole: 14 * 60_000 }

const arrivals = new UnderWay<AbortController>()

/** Breaks off the uploads that are under way: a server that stops can't wait for slow senders. */
export function endUploads(services: Services): void {
  for (const late of arrivals.of(services)) late.abort(new Refusal('server.busy', { retryAfter: 10 }))
}

/**
 * Receives the file of an upload into a folder, cut off behind so many bytes, and has it scanned.
 *
 * @throws Refusal 415 where the request is no form; 400 where it has no file, or the form ends in the middle; 408 where it comes too slowly; 413; 503 where the server stops; 422 and 503 from the scanner
 */
export async function receiveFile(
  request: FastifyRequest,
  services: Services,
  { folder, mostBytes }: { folder: string; mostBytes: number },
  patience = longest,
): Promise<ReceivedFile> {
  if (!request.isMultipart()) throw new Refusal('request.media_type')
  const path = join(folder, 'file')
  const underWay = arrivals.of(services)
  const name = await inTime(patience, underWay, (late, moved) => arrival(request, { path, mostBytes, late, moved }))
  await scanFile(services.config, services.log, path)
  return { name, path }
}

interface Arriving {
  path: string
  mostBytes: number
  late: AbortSignal
  /** another piece has come */
  moved: () => void
}

/** @returns the name of the file */
async function arrival(request: FastifyRequest, { path, mostBytes, late, moved }: Arriving): Promise<string> {
  // whatever the parser of forms throws, the form is broken
  const part = await Promise.race([
    request.file({ limits: { fileSize: mostBytes } }).catch(() => undefined),
    rejected(late),
  ])
  if (!part) throw new Refusal('request.invalid', { fields: [{ path: 'file', code: 'missing' }] })
  const watched = async function* (pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      moved()
      yield piece
    }
  }
  try {
    await pipeline(part.file, watched, createWriteStream(path), { signal: late })
  } catch (error) {
    late.throwIfAborted()
    // its sender went away
    if (part.file.errored) throw new Refusal('request.invalid', { fields: [{ path: 'file', code: 'invalid' }] })
    throw error
  }
  // the form around the file is counted too, and the file is larger than is possible
  const told = Number(request.headers['content-length'])
  if (part.file.truncated)
    throw tooLarge(mostBytes, Number.isSafeInteger(told) ? Math.max(told, mostBytes + 1) : undefined)
  // whoever sends bytes without a name is no form of a browser, and yet sends a file
  return part.filename || ''
}

/** @throws Refusal 408, or 503 where the server stops, by the signal */
async function inTime<T>(
  { pause, whole }: typeof longest,
  underWay: Set<AbortController>,
  work: (late: AbortSignal, moved: () => void) => Promise<T>,
): Promise<T> {
  const late = new AbortController()
  underWay.add(late)
  const end = () => late.abort(new Refusal('request.too_slow'))
  const timers = [setTimeout(end, pause), setTimeout(end, whole)]
  try {
    return await work(late.signal, () => void timers[0]?.refresh())
  } finally {
    underWay.delete(late)
    for (const timer of timers) clearTimeout(timer)
  }
}

function rejected(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}
