import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/errors.ts'
import type { Upload } from './keep-file.ts'

/**
 * The file of an upload, once its beginning has arrived.
 *
 * @throws Refusal 400 where the request is no form with a file
 */
export async function takeUpload(request: FastifyRequest): Promise<Upload> {
  // whatever the parser of forms throws, the form is broken
  const part = await request.file().catch(() => undefined)
  if (!part) throw new Refusal('request.invalid', { fields: [{ path: 'file', code: 'missing' }] })
  return { name: part.filename || 'import.csv', content: part.file, tooLarge: () => part.file.truncated }
}
