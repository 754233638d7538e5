import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, enter } from '../model/decide.ts'
import { given, join, organizationOf, roleOf } from '../model/example.ts'
import { standingAt } from '../model/organizations.ts'
import type { World } from '../model/world.ts'
import { openTestClients, type TestClients } from '../support/database.ts'
import { type LoadedWorld, loadWorld } from '../support/load-world.ts'
import { compareWorld } from './compare.ts'
import { everyRequest } from './every-request.ts'
import { report } from './report.ts'

let clients: TestClients
let owner: TestClients['owner']
let runtime: TestClients['runtime']

beforeAll(async () => {
  clients = await openTestClients()
  ;({ owner, runtime } = clients)
})

afterAll(() => clients.close())

/** Customer B has a tenant within the tenant of C; whoever is also a member of C's enters B's by that membership. */
function nested(change: (world: World) => void): World {
  return given((world) => {
    const outer = organizationOf(world, 'tenant-c')
    world.organizations.push({ ...outer, id: 'tenant-b', parent: outer.id })
    const b = world.customers.find(({ id }) => id === 'b')
    if (b) b.organization = 'tenant-b'
    roleOf(world, 'tenant-admin').permissions.push('people.manage', 'imports.read')
    change(world)
  })
}

/** By which membership the actor stands over the organisation acted in, and whether its imports are open there. */
async function standingInSql(loaded: LoadedWorld, actor: Actor): Promise<{ membership: string | null; open: boolean }> {
  const { ids } = loaded
  const tenant = ids.of('organizations', actor.organization.id)
  await owner.query('begin')
  await owner.query('select access.enter_person($1, $2, null, false, null)', [ids.of('persons', actor.person), tenant])
  const { rows } = await owner.query<{ membership: string | null; open: boolean }>(
    `select (select s.membership_id from access.standing($1) s) as membership,
       $1 = any (access.organizations_open('imports.read')) as open`,
    [tenant],
  )
  await owner.query('rollback')
  const [row] = rows
  if (!row) throw new Error('nothing was said')
  return { membership: row.membership && (ids.nameOf(row.membership) ?? null), open: row.open }
}

const changes: Record<string, (world: World) => void> = {
  'a membership above that is effective decides': (world) =>
    join(world, 'user-1', 'tenant-c', ['tenant-admin'], 'none'),
  'a membership above without roles decides too': (world) => join(world, 'user-1', 'tenant-c', [], 'all'),
  'a membership above that is not effective decides too': (world) => {
    join(world, 'user-1', 'tenant-c', ['tenant-admin'], 'all')
    organizationOf(world, 'tenant-c').status = 'suspended'
  },
  'nobody but the home decides': () => {},
}

test.each(Object.entries(changes))('ACC-3, ACC-10 working as a tenant within a tenant: %s', async (name, change) => {
  const world = nested(change)
  const loaded = await loadWorld(owner, world, `nested-${Object.keys(changes).indexOf(name)}`)
  const requests = everyRequest(world).filter(({ organization }) => organization.startsWith('tenant-'))
  expect(report(await compareWorld(runtime, loaded, { name, seed: 1, requests, always: true }))).toBe('')
  const entry = enter(world, { person: 'user-1', organization: 'tenant-b' })
  if (!entry.ok) throw new Error(`user-1 cannot enter: ${entry.because}`)
  const standing = standingAt(world, entry.actor, 'tenant-b')
  expect(standing).toBe(entry.actor.entering)
  expect(await standingInSql(loaded, entry.actor)).toEqual({
    membership: standing?.effective ? standing.membership.id : null,
    open: standing?.modules.has('customers') === true && standing.permissions.has('imports.read'),
  })
})
