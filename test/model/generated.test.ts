import { assert, property } from 'fast-check'
import { expect, test } from 'vitest'
import { countWorld, shortfalls, tally } from './count.ts'
import { type Actor, decideCustomer, enter } from './decide.ts'
import { generateWorld, worlds } from './generate.ts'
import { requestsOf } from './requests.ts'
import type { World } from './world.ts'

test('50 generated worlds meet every rule, allowing and denying', () => {
  const table = tally()
  for (let seed = 1; seed <= 50; seed += 1) {
    const world = generateWorld(seed)
    countWorld(table, world, requestsOf(world, seed))
  }
  expect(shortfalls(table)).toEqual([])
})

test('a seed makes one world', () => {
  expect(generateWorld(7)).toEqual(generateWorld(7))
  expect(generateWorld(7)).not.toEqual(generateWorld(8))
})

const few = { numRuns: 25 }

/** What every request that was let in sees, as lines. */
function seen(world: World, isOf: (actor: Actor) => boolean = () => true): string[] {
  return requestsOf(world, 1).flatMap((request) => {
    const entry = enter(world, request)
    if (!entry.ok || !isOf(entry.actor)) return []
    return world.customers
      .filter((customer) => decideCustomer(world, entry.actor, customer).visible)
      .map(({ id }) => `${JSON.stringify(request)} sees ${id}`)
  })
}

test('ACC-12 nothing of another operator is visible', () => {
  assert(
    property(worlds, (world) => {
      for (const request of requestsOf(world, 1)) {
        const entry = enter(world, request)
        if (!entry.ok) continue
        const visible = world.customers.filter((customer) => decideCustomer(world, entry.actor, customer).visible)
        expect(visible.every(({ operator }) => operator === entry.actor.operator)).toBe(true)
      }
    }),
    few,
  )
})

test('withdrawing every share and deputy never shows more', () => {
  assert(
    property(worlds, (world) => {
      const before = new Set(seen(world))
      const shares = world.shares.map((share) => ({ ...share, status: 'withdrawn' as const }))
      const after = seen({ ...world, shares, deputies: [] })
      expect(after.filter((line) => !before.has(line))).toEqual([])
    }),
    few,
  )
})

test('ACC-9 taking away every permission but reading and working as never changes a row', () => {
  assert(
    property(worlds, (world) => {
      const kept = ['customers.read', 'tenants.work_as', 'people.manage']
      const roles = world.roles.map((role) => ({
        ...role,
        permissions: role.permissions.filter((permission) => kept.includes(permission)),
        attributes: {},
      }))
      // the same requests must be asked of both
      expect(seen({ ...world, roles })).toEqual(seen(world))
    }),
    few,
  )
})

test('a lower level only narrows: all lowered to own', () => {
  assert(
    property(worlds, (world) => {
      const before = new Set(seen(world, ({ readOnly }) => !readOnly))
      const memberships = world.memberships.map((membership) => ({
        ...membership,
        visibility: membership.visibility === 'all' ? ('own' as const) : membership.visibility,
      }))
      const after = seen({ ...world, memberships }, ({ readOnly }) => !readOnly)
      expect(after.filter((line) => !before.has(line))).toEqual([])
    }),
    few,
  )
})
