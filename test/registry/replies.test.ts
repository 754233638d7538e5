import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { endpoints } from '../../src/api/index.ts'
import { ask, type Reply } from './ask.ts'
import { exampleOf, shownElsewhere } from './examples.ts'
import { sceneFixture } from './scene.ts'

const scene = sceneFixture()
const { server } = scene

test('every success is declared, and is exactly what its schema says', async () => {
  for (const endpoint of endpoints) {
    if (shownElsewhere.has(endpoint.name)) continue
    const reply = await ask(server.server, endpoint, await exampleOf(endpoint, scene))
    const declared = Object.keys(endpoint.replies).map(Number)
    expect.soft(declared, `${endpoint.name} says ${reply.status} ${reply.text.slice(0, 300)}`).toContain(reply.status)
    expect.soft(wrongIn(endpoint, reply), `${endpoint.name} ${reply.text.slice(0, 300)}`).toBe('')
  }
  expect(server.log).toEqual([])
})

/** What a success says beside its schema; empty where they agree. */
function wrongIn({ replies, media }: Endpoint, { status, json, text }: Reply): string {
  const schema: z.ZodType | null | undefined = replies[status as 200]
  if (schema) return schema.safeParse(json).error?.message ?? ''
  return media === undefined ? text : ''
}
