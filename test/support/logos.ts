import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Logo } from '../../src/api/organizations.ts'

const Field = z.object({ path: z.string(), code: z.string(), message: z.string() })
const Refused = z.object({ code: z.string(), fields: z.array(Field).default([]) })

interface Sent {
  status: number
  /** of a success */
  logo: Logo | undefined
  /** of a refusal */
  code: string | undefined
  fields: z.infer<typeof Field>[]
}

/** The form that a browser sends a file with. */
export function formOf(content: Buffer, name = 'logo.png', type = 'image/png') {
  const head = `--kontor\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`
  return {
    headers: { 'content-type': 'multipart/form-data; boundary=kontor' },
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--kontor--\r\n')]),
  }
}

/** Uploads a logo. */
export async function putLogo(
  server: FastifyInstance,
  cookie: string,
  organization: string,
  content: Buffer,
  name?: string,
): Promise<Sent> {
  const { headers, payload } = formOf(content, name)
  const url = `/api/v1/o/${organization}/logo`
  const reply = await server.inject({ method: 'PUT', url, headers: { ...headers, cookie }, payload })
  const json: unknown = JSON.parse(reply.payload)
  const refused = Refused.safeParse(json).data
  return {
    status: reply.statusCode,
    logo: reply.statusCode === 200 ? Logo.parse(json) : undefined,
    code: refused?.code,
    fields: refused?.fields ?? [],
  }
}
