import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test, vi } from 'vitest'
import { customerWhy } from '../../src/api/customer-why.ts'
import { Why } from '../../src/api/why.ts'
import { makeCustomer, makeMembership, makePartner, makePerson, type Person } from '../support/factories.ts'
import { serverFixture } from '../support/fixtures.ts'
import { ask, codeOf, fieldsOf, type Given, withoutId } from './ask.ts'
import { type CanaryWorld, hidable, leaks, makeCanaryWorld, makeReader } from './canaries.ts'

// hundreds of requests, on a machine that is busy with other tests
vi.setConfig({ testTimeout: 90_000 })

const server = serverFixture()
let world: CanaryWorld
/** of the partner, sees what is their own */
let colleague: Person
/** of another partner of the same operator */
let stranger: Person
let administrator: Given

beforeAll(async () => {
  world = await makeCanaryWorld(server.owner)
  colleague = await makePerson(server.owner, { name: 'Kai Kollege' })
  await makeMembership(server.owner, world.partner, colleague, { roles: ['collaboration'], visibility: 'own' })
  stranger = await makePerson(server.owner, { name: 'Frieda Fremd' })
  await makeMembership(server.owner, await makePartner(server.owner, world.operator), stranger)
  const head = await makePerson(server.owner, { name: 'Hanna Haupt' })
  await makeMembership(server.owner, world.partner, head, { roles: ['administration'] })
  administrator = await signedIn(head)
})

async function signedIn(person: Person): Promise<Given> {
  return {
    cookie: await server.signIn(person.login),
    organization: world.partner.handle,
    params: { customerId: world.customerId },
  }
}

const why = (given: Given, query: Record<string, string>) => ask(server.server, customerWhy, { ...given, query })

test('ACC-18 about somebody whom the asker does not manage is answered like about nobody', async () => {
  const nobody = await why(administrator, { person: randomUUID() })
  expect([nobody.status, codeOf(nobody)]).toEqual([404, 'access.not_found'])
  expect(withoutId(await why(administrator, { person: stranger.id }))).toBe(withoutId(nobody))
  expect(withoutId(await why(administrator, { person: colleague.id, in: randomUUID() }))).toBe(withoutId(nobody))
  expect(withoutId(await why(administrator, { person: colleague.id, in: world.operator.id }))).toBe(withoutId(nobody))
  expect((await why(administrator, { person: colleague.id })).status).toBe(200)
})

test('ACC-18 everybody asks about themselves, but about others only those who manage people', async () => {
  const own = await makePerson(server.owner, { name: 'Elke Eigene' })
  await makeMembership(server.owner, world.partner, own, { roles: ['buyer'], visibility: 'all' })
  const given = await signedIn(own)
  expect(Why.parse((await why(given, {})).json)).toMatchObject({ self: true, visible: true, stoppedBy: null })
  expect((await why(given, { person: colleague.id })).status).toBe(404)
})

test('ACC-18 a record that the asker does not see is none, whoever is asked about', async () => {
  const elsewhere = await makeCustomer(server.owner, await makePartner(server.owner, world.operator), {
    name: 'Fern AG',
  })
  const given = { ...administrator, params: { customerId: elsewhere } }
  for (const query of [{}, { person: colleague.id }, { person: stranger.id }] as Record<string, string>[])
    expect((await why(given, query)).status).toBe(404)
})

test('ACC-18 what stops somebody is named with the setting that governs it, and who may change it', async () => {
  const told = Why.parse((await why(administrator, { person: colleague.id })).json)
  expect(told).toMatchObject({ visible: false, stoppedBy: 'contact', setting: { code: 'contact', mayChange: true } })
  await server.owner.query(`update memberships set visibility = 'none' where person_id = $1`, [colleague.id])
  const none = Why.parse((await why(administrator, { person: colleague.id })).json)
  expect(none).toMatchObject({ stoppedBy: 'visibility', setting: { code: 'visibility', mayChange: true } })
  await server.owner.query(`update memberships set visibility = 'own' where person_id = $1`, [colleague.id])
  // leads to the membership that would change
  const { rows } = await server.owner.query<{ id: string }>('select id from memberships where person_id = $1', [
    colleague.id,
  ])
  expect(none.setting?.membership).toBe(rows[0]?.id)
})

test('ACC-18 an action that hangs on another attribute than the one asked about is stopped all the same', async () => {
  const reader = async (locked: 'contact' | 'status') => {
    const given = await signedIn(await makeReader(server.owner, world, { readOnly: [locked] }))
    return async (action: string, attribute: string) => {
      const { stoppedBy, allowed, setting } = Why.parse((await why(given, { action, attribute })).json)
      return [stoppedBy, allowed, setting?.code]
    }
  }
  const [contactLocked, statusLocked] = [await reader('contact'), await reader('status')]
  for (const attribute of ['country', 'contact'])
    expect(await contactLocked('assignContact', attribute)).toEqual(['action', false, 'roles'])
  for (const attribute of ['country', 'status'])
    expect(await statusLocked('changeStatus', attribute)).toEqual(['action', false, 'roles'])
  // what is changed is told by its own link
  expect(await statusLocked('update', 'status')).toEqual(['attribute', false, 'roles'])
})

test('ACC-15 no answer names what is hidden from the asker, whoever it is about and whatever is asked', async () => {
  for (const attribute of hidable) {
    const given = await signedIn(await makeReader(server.owner, world, { hidden: [attribute] }))
    for (const person of [{}, { person: colleague.id }] as Record<string, string>[]) {
      for (const action of ['update', 'assignContact', 'changeStatus']) {
        const reply = await why(given, { ...person, action })
        expect.soft(reply.status, `${attribute} ${action}`).toBe(200)
        expect.soft(leaks(attribute, reply.text), `${attribute} ${action} ${reply.text}`).toBe(false)
        const { links } = Why.parse(reply.json)
        expect
          .soft(
            links.map(({ detail }) => detail.attribute),
            attribute,
          )
          .not.toContain(attribute)
        const whose = links
          .filter(({ code }) => ['contact', 'manager', 'deputy'].includes(code))
          .map(({ code }) => `${attribute} ${code}`)
        expect.soft(whose.filter((one) => /^(contact|manager) /.test(one))).toEqual([])
      }
    }
    const hidden = await why(given, { attribute })
    const unknown = await why(given, { attribute: 'unbekannt' })
    expect.soft([hidden.status, fieldsOf(hidden)], attribute).toEqual([400, ['attribute unknown']])
    expect.soft(withoutId(hidden)).toBe(withoutId(unknown))
  }
})
