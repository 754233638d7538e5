import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decideCustomer, enter, type Request } from '../model/decide.ts'
import { type Dice, diceFor } from '../model/dice.ts'
import { generateWorld } from '../model/generate.ts'
import { lookup } from '../model/lookup.ts'
import { requestsOf } from '../model/requests.ts'
import type { Customer, World } from '../model/world.ts'
import { listenOn, type OpenStream, openStream, type Rows } from '../support/live.ts'
import { type LoadedWorld, loadWorld } from '../support/load-world.ts'
import { openPortal, type Portal } from '../support/portal.ts'
import { cookieOf, signInAll } from './http-door.ts'

const WORLDS = 10
const ROUNDS = 2
const STREAMS = 12

let portal: Portal
let url: string

beforeAll(async () => {
  portal = await openPortal({ env: { KONTOR_URL: 'http://localhost:3000' } })
  url = await listenOn(portal.server)
})
afterAll(() => portal.close())

/** The rows that the list of a request holds, by the model; none where its gate is shut. */
function listed(world: World, request: Request): ReadonlySet<string> {
  const entry = enter(world, { ...request, module: 'customers' })
  if (!entry.ok) return new Set()
  return new Set(world.customers.filter((c) => decideCustomer(world, entry.actor, c).visible).map(({ id }) => id))
}

/** What a stream has to tell when the list goes from one to the other: no row that stood in neither. */
function expected(touched: readonly string[], before: ReadonlySet<string>, after: ReadonlySet<string>): Rows {
  const those = (wanted: (id: string) => boolean) => touched.filter(wanted).toSorted()
  return {
    changed: those((id) => before.has(id) && after.has(id)),
    added: those((id) => !before.has(id) && after.has(id)),
    gone: those((id) => before.has(id) && !after.has(id)),
  }
}

/** Hands some customers to other owners and contacts. */
function moved(dice: Dice, world: World): { world: World; touched: Customer[] } {
  const touched = dice
    .shuffled(world.customers)
    .slice(0, 8)
    .map((customer) => {
      const near = world.organizations.filter(
        ({ operator, kind }) => operator === customer.operator && kind !== 'customer',
      )
      const people = world.memberships.filter(
        ({ organization }) => lookup(world).organization(organization)?.operator === customer.operator,
      )
      const person = () => (people.length > 0 && dice.chance(0.8) ? dice.pick(people).person : null)
      return { ...customer, owner: dice.pick(near).id, contact: person(), manager: person() }
    })
  const now = new Map(touched.map((customer) => [customer.id, customer]))
  return { world: { ...world, customers: world.customers.map((c) => now.get(c.id) ?? c) }, touched }
}

async function write({ ids }: LoadedWorld, touched: readonly Customer[]): Promise<void> {
  const rows = touched.map(({ id, owner, contact, manager }) => ({
    id: ids.of('customers', id),
    owner_id: ids.of('organizations', owner),
    contact_id: contact && ids.of('persons', contact),
    manager_id: manager && ids.of('persons', manager),
  }))
  await portal.owner.query(
    `update customers c set owner_id = n.owner_id, contact_id = n.contact_id, manager_id = n.manager_id
       from jsonb_to_recordset($1) n(id uuid, owner_id uuid, contact_id uuid, manager_id uuid) where c.id = n.id`,
    [JSON.stringify(rows)],
  )
}

/** Opens a stream for each request that gets in. */
async function open({ ids }: LoadedWorld, requests: readonly Request[]) {
  const opened = await Promise.all(
    requests.map(async (request) => {
      const search = new URLSearchParams({
        ...(request.across && { across: 'memberships' }),
        ...(request.viewAs !== undefined && { viewAs: ids.of('persons', request.viewAs) }),
      })
      const cookie = cookieOf(ids.of('persons', request.person))
      const place = ids.of('organizations', request.organization)
      const stream = await openStream(url, cookie, place, `?${search.toString()}`).catch(() => null)
      return stream && { request, stream }
    }),
  )
  return opened.filter((one) => one !== null)
}

/** Waits until no stream has looked for longer than one may wait: everything that there was to tell has been told. */
async function atRest(): Promise<void> {
  const looks = async () => /^kontor_live_looks_total \d+$/m.exec((await portal.server.inject('/metrics')).payload)?.[0]
  let before: string | undefined
  let now = await looks()
  do {
    before = now
    await pause(1_300)
    now = await looks()
  } while (now !== before)
}

function namedRows({ ids }: LoadedWorld, stream: OpenStream): Rows {
  const { changed, added, gone } = stream.rows('customers')
  const names = (of: readonly string[]) => of.map((id) => ids.nameOf(id) ?? id).toSorted()
  return { changed: names(changed), added: names(added), gone: names(gone) }
}

test(`LST-10 in ${WORLDS} generated worlds a stream tells what the list shows before and after, and no other id`, {
  timeout: 240_000,
}, async () => {
  const wrong: string[] = []
  const counts = { changed: 0, added: 0, gone: 0, silent: 0, rights: 0 }
  for (let seed = 1; seed <= WORLDS; seed += 1) {
    const dice = diceFor(seed)
    let world = generateWorld(seed)
    const loaded = await loadWorld(portal.owner, world, `live${seed}`)
    await signInAll(portal.owner, loaded)
    const streams = await open(loaded, dice.shuffled(requestsOf(world, seed)).slice(0, STREAMS))
    await atRest()
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { stream } of streams) stream.forget()
      const next = moved(dice, world)
      await write(loaded, next.touched)
      await atRest()
      const touched = next.touched.map(({ id }) => id)
      for (const { request, stream } of streams) {
        const due = expected(touched, listed(world, request), listed(next.world, request))
        const told = namedRows(loaded, stream)
        // rights can hang on a customer: a tenant's, or one that is shared. Then no id is told, and everything is read again
        const turned = stream.names().some((name) => name === 'rights' || name === 'end')
        if (turned) counts.rights += 1
        const nothing = told.changed.length + told.added.length + told.gone.length === 0
        if (turned ? !nothing : JSON.stringify(told) !== JSON.stringify(due))
          wrong.push(`seed ${seed} ${JSON.stringify(request)}: ${stream.text()} instead of ${JSON.stringify(due)}`)
        if (turned) continue
        for (const part of ['changed', 'added', 'gone'] as const) counts[part] += due[part].length
        if (nothing) counts.silent += 1
        if (nothing && stream.text() !== '') wrong.push(`seed ${seed} ${JSON.stringify(request)}: ${stream.text()}`)
      }
      world = next.world
    }
    for (const { stream } of streams) stream.close()
  }
  expect(wrong.slice(0, 5)).toEqual([])
  expect(portal.log).toEqual([])
  // enough of each was told, and not told
  for (const part of ['changed', 'added', 'gone', 'silent'] as const)
    expect(counts[part], JSON.stringify(counts)).toBeGreaterThan(15)
  expect(counts.rights, JSON.stringify(counts)).toBeLessThan(60)
})
