import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../platform/errors.ts'
import { scanFile } from '../platform/files/scan.ts'
import type { Services } from '../platform/services.ts'

/** A file that has arrived whole, in a folder of its own until the request is answered. */
export interface ReceivedFile {
  readonly name: string
  readonly path: string
  remove(): Promise<void>
}

/**
 * Receives the file of an upload, at whatever pace it is sent, and has it scanned.
 *
 * @throws Refusal 415 where the request is no form; 400 where it has no file, or the form ends in the middle; 413; 422 and 503 from the scanner
 */
export async function receiveFile(request: FastifyRequest, { config, log }: Services): Promise<ReceivedFile> {
  if (!request.isMultipart()) throw new Refusal('request.media_type')
  // whatever the parser of forms throws, the form is broken
  const part = await request.file().catch(() => undefined)
  if (!part) throw new Refusal('request.invalid', { fields: [{ path: 'file', code: 'missing' }] })
  // readable for the portal's user alone
  const folder = await mkdtemp(join(tmpdir(), 'kontor-upload-'))
  const path = join(folder, 'file')
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await pipeline(part.file, createWriteStream(path))
    if (part.file.truncated) throw new Refusal('request.too_large')
    await scanFile(config, log, path)
  } catch (error) {
    await remove()
    // its sender went away
    if (part.file.errored) throw new Refusal('request.invalid', { fields: [{ path: 'file', code: 'invalid' }] })
    throw error
  }
  return { name: part.filename, path, remove }
}
