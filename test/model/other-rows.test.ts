import { expect, test } from 'vitest'
import {
  type Actor,
  decideAudit,
  decideOrganization,
  seesImport,
  seesMail,
  seesMembership,
  seesModuleAccess,
  seesRole,
} from './decide.ts'
import { acting, given, membershipOf, organizationOf, roleOf } from './example.ts'
import type { World } from './world.ts'

function organizations(world: World, actor: Actor): Record<string, string> {
  const decisions = world.organizations.map((one) => [one.id, decideOrganization(world, actor, one)] as const)
  return Object.fromEntries(decisions.filter(([, decision]) => decision !== 'none'))
}

test('ACC-11a organisations: in scope in full, tenants with their customer, those above by name', () => {
  const world = given()
  const full = 'full'
  expect(organizations(world, acting(world, 'user-1', 'ahlers'))).toEqual({
    nord: 'name',
    ahlers: full,
    kiel: full,
    'tenant-c': full,
  })
  expect(organizations(world, acting(world, 'user-2', 'ahlers'))).toEqual({ nord: 'name', ahlers: full, kiel: full })
  expect(organizations(world, acting(world, 'tom', 'tenant-c'))).toEqual({
    nord: 'name',
    ahlers: 'name',
    'tenant-c': full,
  })
})

test('ACC-11a the owner of a shared row is visible by name, and no longer when the share sleeps', () => {
  const world = given()
  expect(organizations(world, acting(world, 'britta', 'brandt'))).toMatchObject({ ahlers: 'name' })
  const asleep = given((w) => {
    organizationOf(w, 'brandt').collaboration = false
  })
  expect(organizations(asleep, acting(asleep, 'britta', 'brandt'))).toEqual({ nord: 'name', brandt: 'full' })
})

test('ACC-11a memberships need people.read, and visibility none does not hinder it', () => {
  const world = given()
  const people = (person: string, organization: string) => {
    const actor = acting(world, person, organization)
    return world.memberships.filter((row) => seesMembership(world, actor, row)).map(({ person: name }) => name)
  }
  expect(people('user-1', 'ahlers')).toEqual(['user-1', 'user-2', 'user-3', 'kim', 'tom'])
  expect(people('user-2', 'ahlers')).toEqual(['user-1', 'user-2', 'user-3', 'kim'])
  expect(people('user-3', 'ahlers')).toEqual(['user-3'])
  expect(people('tom', 'tenant-c')).toEqual(['tom'])
})

test('ACC-11a roles: of the own audience and those below it', () => {
  const world = given()
  const isSeen = (person: string, organization: string, role: string) =>
    seesRole(acting(world, person, organization), roleOf(world, role))
  expect(isSeen('vera', 'nord', 'staff')).toBe(true)
  expect(isSeen('user-1', 'ahlers', 'staff')).toBe(false)
  expect(isSeen('user-1', 'ahlers', 'tenant-admin')).toBe(true)
  expect(isSeen('tom', 'tenant-c', 'administration')).toBe(false)
})

test('ACC-11a, ACC-17 audit shows an invisible record redacted', () => {
  const world = given()
  const audit = (person: string) => {
    const actor = acting(world, person, 'ahlers')
    return world.audit.map((entry) => decideAudit(world, actor, entry))
  }
  expect(audit('user-1')).toEqual(['full'])
  expect(audit('user-2')).toEqual(['redacted'])
  expect(audit('user-3')).toEqual(['none'])
})

test('ACC-11a imports: their maker and imports.read of that organisation', () => {
  const world = given((w) => {
    membershipOf(w, 'user-1-ahlers').roles = ['collaboration']
  })
  const isSeen = (person: string, organization: string) => {
    const actor = acting(world, person, organization)
    return world.imports.some((row) => seesImport(world, actor, row))
  }
  expect(isSeen('user-1', 'ahlers')).toBe(true)
  expect(isSeen('user-2', 'ahlers')).toBe(true)
  expect(isSeen('user-3', 'ahlers')).toBe(false)
  expect(isSeen('kim', 'kiel')).toBe(false)
})

test('ACC-11a mails: operator administration, acting in the operator organisation', () => {
  const world = given()
  const isSeen = (actor: Actor) => world.mails.some((mail) => seesMail(actor, mail))
  expect(isSeen(acting(world, 'vera', 'nord'))).toBe(true)
  expect(isSeen(acting(world, 'vera', 'ahlers'))).toBe(false)
  expect(isSeen(acting(world, 'user-1', 'ahlers'))).toBe(false)
})

test('ACC-11a which modules are open: for those who act in the operator organisation, where it has any row', () => {
  const world = given()
  expect(seesModuleAccess(world, acting(world, 'vera', 'nord'))).toBe(true)
  expect(seesModuleAccess(world, acting(world, 'user-1', 'ahlers'))).toBe(false)
  const closed = given((w) => {
    for (const operator of w.operators) operator.moduleAccess = []
  })
  expect(seesModuleAccess(closed, acting(closed, 'vera', 'nord'))).toBe(false)
})
