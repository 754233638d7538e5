import { afterEach, beforeAll, expect, test } from 'vitest'
import { makeMembership, makePerson, makeSession } from '../../../../test/support/factories.ts'
import { partnerFixture, portalFixture } from '../../../../test/support/fixtures.ts'
import { quiet } from '../../../../test/support/live.ts'
import { liveCustomers } from '../../modules/customers/index.ts'
import { Audience } from './audience.ts'
import { Audiences } from './audiences.ts'
import { type Live, openLive } from './hub.ts'

const portal = portalFixture()
const { operator, partner } = partnerFixture(portal, beforeAll)
let live: Live

afterEach(() => live?.close())

const place = { organization: 'ahlers', module: null, across: false, viewAs: null }
const readerOf = (person: string, of: string) => ({
  person,
  operator: of,
  rights: '',
  hanging: new Set<string>(),
  concerns: new Map(),
})

test('those who listen are found by their operator and by themselves, also where a handle leads elsewhere', () => {
  const audiences = new Audiences()
  const [one, other] = [new Audience(place, readerOf('a', 'x')), new Audience(place, readerOf('b', 'x'))]
  audiences.add('one', one)
  audiences.add('other', other)
  expect([...audiences.of('x')]).toEqual([one, other])
  expect([...audiences.of('b')]).toEqual([other])
  one.reader = readerOf('a', 'y')
  audiences.refile(one)
  expect([...audiences.of('x')]).toEqual([other])
  expect([...audiences.of('y')]).toEqual([one])
  audiences.remove('one', one)
  expect(audiences.has('y')).toBe(false)
  // it has left: a look that was under way files it nowhere
  audiences.refile(one)
  expect(audiences.has('y')).toBe(false)
  expect(audiences.size).toBe(1)
})

test('ACC-4 rights that change are noted for streams that are being opened, and for no others', async () => {
  const { services } = portal
  let gate = Promise.resolve()
  const connect = async () => {
    await gate
    return services.database.connect()
  }
  const figures = { looked: () => undefined, delayed: () => undefined }
  live = openLive({ ...services, database: { ...services.database, connect } }, [liveCustomers], figures)
  const person = await makePerson(portal.owner, { password: null })
  await makeMembership(portal.owner, partner, person, {})
  const tokenHash = await makeSession(portal.owner, person)
  const credentials = { ...place, organization: partner.handle, tokenHash }
  await quiet()
  const open = await live.open(credentials)
  const { promise, resolve } = Promise.withResolvers<void>()
  gate = promise
  const opening = live.open(credentials)
  await portal.owner.query(
    `update roles set hidden_attributes = '{customer.email}' where operator_id = $1 and key = 'licensing'`,
    [operator.id],
  )
  await quiet()
  resolve()
  expect((await opening).unsure).toBe(true)
  expect(open.unsure).toBe(false)
}, 30_000)
