import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeCustomer, makeMembership, makePartner, type Organization } from '../../../../test/support/factories.ts'
import { partnerFixture } from '../../../../test/support/fixtures.ts'
import { type Listener, listeningFixture, makeListener, settle } from '../../../../test/support/listeners.ts'
import { quiet, soon } from '../../../../test/support/live.ts'
import { type MemberGiven, rolesOf } from '../../../../test/support/members.ts'

// Whatever decides who sees what: as soon as it changes, an open stream ends or says that everything is to be read again.

const portal = listeningFixture()
const { operator, partner } = partnerFixture(portal, beforeEach)
let site: Organization
let neighbour: Organization
/** sees nothing of all this, and is told nothing */
let bystander: Listener

beforeEach(async () => {
  site = await makePartner(portal.owner, operator, { name: 'Ahlers Kiel', parent: partner.id, site: true })
  neighbour = await makePartner(portal.owner, operator, { name: 'Nachbar GmbH' })
  const elsewhere = await makePartner(portal.owner, operator, { name: 'Anderswo GmbH' })
  bystander = await makeListener(portal, elsewhere, { roles: ['buyer'] })
  // that they have just signed in may reach them behind the opening of their stream
  await settle(bystander)
})
afterEach(() => expect(bystander.stream.text()).toBe(''))

const write = async (text: string, values: unknown[]) => {
  const { rows } = await portal.owner.query<{ id: string }>(text, values)
  return rows[0]?.id ?? ''
}

/** What changes is told to those who are named, and to nobody else who listens. */
async function tells(what: string, to: Listener[], others: Listener[], change: () => Promise<unknown>): Promise<void> {
  await settle(...to, ...others)
  await change()
  const told = () => to.map(({ stream }) => stream.ended() || stream.names().includes('rights'))
  await expect.poll(told, { ...soon, message: what }).toEqual(to.map(() => true))
  await quiet()
  for (const { stream } of others) expect(stream.names(), what).not.toContain('rights')
  // no id is told by rights of which nobody knows what they showed before
  for (const { stream } of to) expect(stream.names(), what).not.toContain('rows')
}

async function endsFor(what: string, whom: Listener, change: () => Promise<unknown>): Promise<void> {
  await settle(whom)
  await change()
  await expect.poll(() => whom.stream.ended(), { ...soon, message: what }).toBe(true)
}

const member = (of: Pick<Organization, 'id' | 'handle'>, given?: MemberGiven) => makeListener(portal, of, given)

test('ACC-4 memberships, visibility and roles', async () => {
  const roles = await rolesOf(portal, operator)
  const reader = await member(partner, { roles: ['licensing'] })
  const colleague = await member(partner)
  await tells('a further membership', [reader], [colleague], () =>
    makeMembership(portal.owner, site, reader.person, { visibility: 'none' }),
  )
  await tells('it ends', [reader], [colleague], () =>
    write(`update memberships set status = 'ended' where organization_id = $1`, [site.id]),
  )
  await tells('visibility', [reader], [colleague], () =>
    write(`update memberships set visibility = 'own' where id = $1`, [reader.membership]),
  )
  await tells('attributes of a role', [reader], [colleague], () =>
    write(`update roles set hidden_attributes = '{customer.email}' where id = $1`, [roles['licensing']]),
  )
  await tells('a further role', [reader], [colleague], () =>
    write('insert into membership_roles (operator_id, membership_id, role_id) values ($1, $2, $3)', [
      operator.id,
      reader.membership,
      roles['buyer'],
    ]),
  )
  await tells('a role taken away', [reader], [colleague], () =>
    write('delete from membership_roles where membership_id = $1 and role_id = $2', [
      reader.membership,
      roles['licensing'],
    ]),
  )
  await endsFor('the membership ends', reader, () =>
    write(`update memberships set status = 'ended' where id = $1`, [reader.membership]),
  )
}, 60_000)

test('ACC-4 PPL-7 deputies: for whom, when, and what those may', async () => {
  const roles = await rolesOf(portal, operator)
  const deputy = await member(partner, { roles: ['buyer'], visibility: 'own' })
  const next = await member(partner, { roles: ['buyer'], visibility: 'own' })
  const [first, second] = [
    await member(partner, { roles: ['licensing'] }),
    await member(partner, { roles: ['administration'] }),
  ]
  const name = (of: Listener) =>
    write(
      `insert into deputies (operator_id, person_id, deputy_id, from_on, to_on)
         values ($1, $2, $3, current_date - 2, current_date + 30) returning id`,
      [operator.id, of.person.id, deputy.person.id],
    )
  let id = ''
  await tells('a deputy', [deputy], [next], async () => {
    id = await name(first)
  })
  await tells('somebody else is deputised for', [deputy], [next], () =>
    write('update deputies set person_id = $2 where id = $1', [id, second.person.id]),
  )
  await tells('and the first one too', [deputy], [next], () => name(first))
  await tells('whose role may less', [deputy], [next], () =>
    write(`update roles set permissions = '{}' where id = $1`, [roles['licensing']]),
  )
  await tells('who sees nothing any more', [deputy], [next], () =>
    write(`update memberships set visibility = 'none' where id = $1`, [second.membership]),
  )
  await tells('and sees again', [deputy], [next], () =>
    write(`update memberships set visibility = 'own' where id = $1`, [second.membership]),
  )
  await tells('another deputy instead', [deputy, next], [], () =>
    write('update deputies set deputy_id = $2 where id = $1', [id, next.person.id]),
  )
  await tells('over', [next], [deputy], () => write('update deputies set to_on = current_date - 2 where id = $1', [id]))
}, 60_000)

test('ACC-4 ACC-8a shares: given, changed, asleep, withdrawn', async () => {
  const reader = await member(partner)
  const own = await member(partner, { visibility: 'own' })
  const giver = await member(neighbour)
  const customer = await makeCustomer(portal.owner, neighbour, {})
  let id = ''
  await tells('given', [reader], [own, giver], async () => {
    id = await write(
      `insert into shares (operator_id, object_type, object_id, giver_id, grantee_id, level)
         values ($1, 'customer', $2, $3, $4, 'read') returning id`,
      [operator.id, customer, neighbour.id, partner.id],
    )
  })
  await tells('contact', [own], [reader, giver], () =>
    write('update shares set contact_id = $2 where id = $1', [id, own.person.id]),
  )
  await tells('level', [reader, own], [giver], () => write(`update shares set level = 'write' where id = $1`, [id]))
  const works = (value: boolean) => () =>
    write('update organizations set collaboration = $2 where id = $1', [neighbour.id, value])
  await tells('the giver shares no more', [reader, own], [giver], works(false))
  await tells('the giver shares again', [reader, own], [giver], works(true))
  await tells('handed to somebody below', [reader, own], [giver], () =>
    write('update shares set grantee_id = $2 where id = $1', [id, site.id]),
  )
  await tells('withdrawn', [reader, own], [giver], () =>
    write(`update shares set status = 'withdrawn' where id = $1`, [id]),
  )
}, 60_000)

test('ACC-4 the tree: organisations made, moved and suspended; people too where no customer is seen', async () => {
  const reader = await member(partner)
  const people = await member(partner, { visibility: 'none' })
  const there = await member(site)
  let made = neighbour
  await tells('made', [reader, people], [there], async () => {
    made = await makePartner(portal.owner, operator, { name: 'Ahlers Bremen', parent: partner.id, site: true })
  })
  const move = (id: string, parent: string) => () =>
    write('update organizations set parent_id = $2 where id = $1', [id, parent])
  await tells('moved away', [reader, people], [there], move(made.id, operator.id))
  await tells('moved back', [reader, people], [there], move(made.id, partner.id))
  const suspend = (id: string) => () => write(`update organizations set status = 'suspended' where id = $1`, [id])
  await endsFor('suspended above', there, suspend(partner.id))
  await expect.poll(() => [reader, people].map(({ stream }) => stream.ended())).toEqual([true, true])
}, 60_000)

test('ACC-3 ACC-5 working as is blocked; a module is closed for one role, then for all', async () => {
  const roles = await rolesOf(portal, operator)
  const tenant = await makePartner(portal.owner, operator, { name: 'Mandant', parent: partner.id, kind: 'customer' })
  const customer = await makeCustomer(portal.owner, partner, {})
  await write('update customers set organization_id = $2 where id = $1', [customer, tenant.id])
  const reader = await member(partner, { roles: ['licensing'] })
  const worker = await member(partner)
  const inside: Listener = { ...worker, stream: await worker.listenIn(tenant.handle) }
  await endsFor('working as is blocked', inside, () =>
    write('update organizations set work_as_blocked = true where id = $1', [tenant.id]),
  )
  const everybody = `delete from module_access where operator_id = $1 and kind = 'partner' and role_id is null`
  await write(
    `insert into module_access (operator_id, module, kind, variant, role_id)
       select $1, 'customers', 'partner', '*', id from roles where id = any ($2)`,
    [operator.id, [roles['licensing'], roles['administration'], roles['buyer']]],
  )
  await write(everybody, [operator.id])
  await settle(bystander)
  await tells('closed for a role', [reader], [worker], () =>
    write('delete from module_access where role_id = $1', [roles['licensing']]),
  )
  await tells('what partners may is changed', [reader, worker, bystander], [], () =>
    write('update operators set partner_edits_master_data = not partner_edits_master_data where operator_id = $1', [
      operator.id,
    ]),
  )
  await settle(bystander)
}, 60_000)
