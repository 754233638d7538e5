// The bare server that Kontor is measured against: Fastify, pg, hand-written SQL, JSON. No session, no rules, no cache.
import { readFileSync } from 'node:fs'
import fastify from 'fastify'
import pg from 'pg'
import type { Query } from './raw/queries.ts'
import { assignment } from './raw/queries.ts'

interface Told {
  url: string
  queries: Record<string, Query>
  /** what the triggers of a write ask for: who writes, and where */
  context: Record<string, string>
}

const { url, queries, context } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Told
const settings = Object.entries(context).map(([name, value]) => `-c kontor.${name}=${value}`)
const pool = new pg.Pool({ connectionString: url, max: 12, pipeline: true, options: settings.join(' ') })
const server = fastify()

for (const [key, { text, values, unnamed }] of Object.entries(queries)) {
  const query = unnamed ? { text, values } : { name: key, text, values }
  server.get(`/${key}`, async () => {
    const { rows } = await pool.query(query)
    return { items: rows.slice(0, 50), more: rows.length > 50 }
  })
}

server.get<{ Params: { bytes: string } }>('/static/:bytes', (request, reply) =>
  reply.type('application/json').send(`"${'x'.repeat(Number(request.params.bytes) - 2)}"`),
)

interface Assignment {
  Params: { id: string }
  Body: { operator: string; owner: string; contact: string }
}

server.put<Assignment>('/assign/:id', ({ params, body: { operator, owner, contact } }) =>
  pool
    .query({ name: 'assign', text: assignment(), values: [operator, owner, params.id, contact] })
    .then(({ rows }) => rows[0]),
)

await server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' })
