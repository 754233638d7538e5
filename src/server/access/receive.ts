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
 * @param mostBytes it is cut off behind so many
 * @throws Refusal 415 where the request is no form; 400 where it has no file, or the form ends in the middle; 413; 422 and 503 from the scanner
 */
export async function receiveFile(
  request: FastifyRequest,
  { config, log }: Services,
  mostBytes: number,
): Promise<ReceivedFile> {
  if (!request.isMultipart()) throw new Refusal('request.media_type')
  // whatever the parser of forms throws, the form is broken
  const part = await request.file({ limits: { fileSize: mostBytes } }).catch(() => undefined)
  if (!part) throw new Refusal('request.invalid', { fields: [{ path: 'file', code: 'missing' }] })
  // readable for the portal's user alone
  const folder = await mkdtemp(join(tmpdir(), 'kontor-upload-'))
  const path = join(folder, 'file')
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await pipeline(part.file, createWriteStream(path))
    if (part.file.truncated) throw tooLarge(request, mostBytes)
    await scanFile(config, log, path)
  } catch (error) {
    await remove()
    // its sender went away
    if (part.file.errored) throw new Refusal('request.invalid', { fields: [{ path: 'file', code: 'invalid' }] })
    throw error
  }
  return { name: part.filename, path, remove }
}

/** Names both sizes where the sender has told its own. */
function tooLarge(request: FastifyRequest, most: number): Refusal {
  const vars = { most: inWords(most) }
  const told = Number(request.headers['content-length'])
  if (!Number.isSafeInteger(told)) return new Refusal('files.too_large', { vars })
  // the form around the file is counted too, and the file is larger than is possible
  const size = inWords(Math.max(told, most + 1))
  return new Refusal('files.too_large', {
    vars,
    fields: [{ path: 'file', code: 'file_over', vars: { ...vars, size } }],
  })
}

// whole numbers, which every language writes alike
function inWords(bytes: number): string {
  const unit = bytes >= 2 ** 20 ? 2 ** 20 : 2 ** 10
  return `${Math.ceil(bytes / unit)} ${unit === 2 ** 20 ? 'MB' : 'KB'}`
}
