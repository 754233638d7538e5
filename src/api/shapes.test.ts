import { expect, test } from 'vitest'
import type { z } from 'zod'
import { CustomerChange, NewCustomer } from './customers.ts'
import { updateMe } from './identity.ts'
import { setUp } from './installation.ts'
import { invitePerson } from './organizations.ts'

const administrator = { name: 'Anna', email: 'anna@firma.example' }
const partner = { name: 'Ahlers', edition: 'basic', administrator }
const setUpBody = {
  code: 'x',
  operator: 'Nord',
  preset: 'vendor',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  administrator,
  partner,
}

const places: [string, z.ZodType, (name: string) => object][] = [
  ['the own name', updateMe.body, (name) => ({ name })],
  [
    'an invitation',
    invitePerson.body,
    (name) => ({ name, email: 'a@firma.example', roles: [crypto.randomUUID()], visibility: 'own' }),
  ],
  ['the operator', setUp.body, (name) => ({ ...setUpBody, operator: name })],
  ['the first administrator', setUp.body, (name) => ({ ...setUpBody, administrator: { ...administrator, name } })],
  ['the first partner', setUp.body, (name) => ({ ...setUpBody, partner: { ...partner, name } })],
  ['a new customer', NewCustomer, (name) => ({ name, status: 'customer' })],
  ['a changed customer', CustomerChange, (name) => ({ name })],
]

test.each(places)('CUS-2 %s is one line that can be read', (_, shape, body) => {
  for (const name of ['Müller & Söhne', '3M', 'محمد', '李', "O'Neill-Öz"])
    expect([name, shape.safeParse(body(name)).success]).toEqual([name, true])
  const refused = [
    'A\nB',
    'A\u0000B',
    'A\u2028B',
    'A\u2029B',
    'A\u202eB',
    'A\u2066B',
    'A\ud800',
    '\u200b\u200d',
    '---',
    '\u2060',
  ]
  for (const name of refused) {
    const issues = shape.safeParse(body(name)).error?.issues
    expect([name, issues]).toEqual([name, [expect.objectContaining({ params: { code: 'characters_invalid' } })]])
  }
})
