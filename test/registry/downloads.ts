import fc from 'fast-check'
import { beforeAll } from 'vitest'
import type { List } from '../../src/api/lists.ts'
import { makeMembership, makePerson } from '../support/factories.ts'
import { serverFixture } from '../support/fixtures.ts'
import type { TestServer } from '../support/server.ts'
import { ask, type Given, type Reply } from './ask.ts'
import { type ListWorld, makeListWorld } from './list-world.ts'
import { queryOf, type Reader, type View } from './walk.ts'

/** A server with a world of lists, and somebody of the operator who downloads them. */
export interface Downloads {
  server: TestServer
  world: ListWorld
  reader: Reader
  /** @throws Error with the reply where it is none of 200 */
  download(format: 'csv' | 'xlsx', list: List, view?: View, given?: Given): Promise<Reply>
  /** somebody else of the operator, who reads English */
  english(): Promise<Given>
}

/** One for the tests of a file. */
export function downloadsFixture(): Downloads {
  const server = serverFixture()
  const world = {} as ListWorld
  const reader: Reader = { server, given: {} }
  beforeAll(async () => {
    Object.assign(world, await makeListWorld(server.owner))
    Object.assign(reader.given, { cookie: await server.signIn(world.login), organization: world.operator.handle })
  })
  return {
    server,
    world,
    reader,
    async download(format, list, view = {}, given = reader.given) {
      const reply = await ask(server.server, list[format], { ...given, query: queryOf(view) })
      if (reply.status !== 200) throw new Error(reply.text)
      return reply
    },
    async english() {
      const person = await makePerson(server.owner, { language: 'en', password: null })
      await makeMembership(server.owner, world.operator, person)
      return { cookie: await server.signIn(person.login), organization: world.operator.handle }
    },
  }
}

const heads = [...Array.from('=+-@\t\r\n＝＋－＠;"'), '+4', '-1', '=1+', "'=", ' =', '_x0041_']
const formulas =
  '=HYPERLINK("http://x")|=cmd(/C calc)!A0|+49 4152 8090|+1-1|-2+3|@SUM(1)|-1 2|+49/40-1|=1;2|a\rb|a\nb|"|";"|]]>|&amp;'

/** 500 texts that a spreadsheet could take for formulas, and any other. */
export function formulaTexts(): string[] {
  const tail = fc.string({ unit: 'grapheme', maxLength: 20 })
  const text = fc.oneof(
    fc.constantFrom(...formulas.split('|')),
    fc.tuple(fc.constantFrom(...heads), tail).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  )
  const storable = text.filter((t) => !t.includes('\u0000') && t.isWellFormed())
  return fc.sample(storable, { numRuns: 500, seed: 20261121 })
}
