import { beforeAll, expect, test } from 'vitest'
import * as api from '../../src/api/customers.ts'
import { serverFixture } from '../support/fixtures.ts'
import { ask, codeOf, fieldsOf, type Given } from './ask.ts'
import { type CanaryWorld, hidable, makeCanaryWorld, makeReader } from './canaries.ts'

type Attribute = (typeof hidable)[number]

const server = serverFixture()
let world: CanaryWorld
const readers = new Map<Attribute, { hidden: Given; readOnly: Given }>()

beforeAll(async () => {
  world = await makeCanaryWorld(server.owner)
  for (const attribute of hidable) {
    const given = async (levels: Parameters<typeof makeReader>[2]): Promise<Given> => ({
      cookie: await server.signIn((await makeReader(server.owner, world, levels)).login),
      organization: world.partner.handle,
      params: { customerId: world.customerId },
      headers: { 'if-match': `"${await revision()}"` },
    })
    readers.set(attribute, {
      hidden: await given({ hidden: [attribute] }),
      readOnly: await given({ readOnly: [attribute] }),
    })
  }
})

async function revision(): Promise<number> {
  const { rows } = await server.owner.query<{ revision: number }>('select revision from customers where id = $1', [
    world.customerId,
  ])
  return rows[0]?.revision ?? 0
}

const values: Partial<Record<Attribute, string>> = {
  externalId: 'E-1',
  status: 'customer',
  email: 'neu@druck.example',
  phone: '+49 4152 8090',
  website: 'www.druck.example',
  street: 'Weg 1',
  postalCode: '21465',
  city: 'Reinbek',
  state: 'Holstein',
  country: 'DE',
  industry: 'media',
  vatId: 'DE136695976',
  customerSince: '2020-01-01',
}
const written = Object.keys(values) as Attribute[]

test('ACC-16 writing a hidden attribute is refused by name, like one that does not exist; a read-only one as locked', async () => {
  for (const attribute of written) {
    const { hidden, readOnly } = readers.get(attribute) ?? {}
    for (const [given, code] of [
      [hidden, 'unknown'],
      [readOnly, 'locked'],
    ] as const) {
      for (const value of [values[attribute], null]) {
        if (value === null && attribute === 'status') continue
        const body = { name: 'Umbenannt', [attribute]: value }
        const reply = await ask(server.server, api.updateCustomer, { ...given, body })
        expect.soft([reply.status, fieldsOf(reply)], attribute).toEqual([422, [`${attribute} ${code}`]])
      }
    }
  }
  const { rows } = await server.owner.query<{ name: string }>('select name from customers where id = $1', [
    world.customerId,
  ])
  expect(rows[0]?.name).toBe('Vogel Druck')
})

test('ACC-16 the partner contact of somebody who may not write it is not assigned', async () => {
  const { hidden, readOnly } = readers.get('contact') ?? {}
  for (const given of [hidden, readOnly]) {
    const reply = await ask(server.server, api.assignContact, { ...given, body: { contact: null } })
    expect.soft([reply.status, codeOf(reply)]).toEqual([403, 'access.permission_missing'])
  }
})

test('ACC-14 what creating does not require is read-only when a customer is created, too', async () => {
  const address = { email: 'a@druck.example', street: 'Weg 1', postalCode: '21465', city: 'Reinbek', country: 'DE' }
  const more: Record<string, string> = { ...values, contact: world.contact.id, owner: world.site.id }
  const names = Object.keys(more).filter((attribute) => !(attribute in address) && attribute !== 'status')
  for (const attribute of names as Attribute[]) {
    const { hidden, readOnly } = readers.get(attribute) ?? {}
    for (const [given, code] of [
      [hidden, 'unknown'],
      [readOnly, 'locked'],
    ] as const) {
      const body = { name: 'Neu GmbH', status: 'customer', ...address, [attribute]: more[attribute] }
      const reply = await ask(server.server, api.createCustomer, { ...given, body })
      expect.soft([reply.status, fieldsOf(reply)], attribute).toEqual([422, [`${attribute} ${code}`]])
    }
  }
})

test('ACC-8 what a record says about writing is what a write is answered', async () => {
  for (const [attribute, { hidden, readOnly }] of readers) {
    for (const given of [hidden, readOnly]) {
      const detail = (await ask(server.server, api.readCustomer, given)).json as api.Customer
      expect.soft(detail.writable, attribute).not.toContain(attribute)
      expect.soft(detail.can.assignContact.ok, attribute).toBe(attribute !== 'contact')
      expect.soft(detail.can.changeStatus.ok, attribute).toBe(attribute !== 'status')
    }
  }
})
