import { expect, test } from 'vitest'
import { decideHistory, decideWrite } from './decide.ts'
import { acting, decide, given, join, membershipOf, roleOf } from './example.ts'
import { lookup } from './lookup.ts'

test('ACC-7 permissions of several roles add up', () => {
  const world = given((w) => {
    membershipOf(w, 'user-3-ahlers').roles.push('discreet')
  })
  expect(decide(world, acting(world, 'user-3', 'ahlers'), 'c')).toMatchObject({
    can: { update: { ok: true }, assignContact: { ok: false, why: 'access.permission_missing' } },
  })
})

test('ACC-8 a share lets change only what its level says, and never contact or status', () => {
  const world = given()
  const writing = given((w) => {
    for (const share of w.shares) share.level = 'write'
  })
  const excluded = { ok: false, why: 'access.share_excludes' }
  expect(decide(world, acting(world, 'britta', 'brandt'), 'b')).toMatchObject({
    can: { update: { ok: false, why: 'access.share_read_only' }, assignContact: excluded, changeStatus: excluded },
  })
  expect(decide(writing, acting(writing, 'britta', 'brandt'), 'b')).toMatchObject({
    can: { update: { ok: true }, assignContact: excluded, changeStatus: excluded },
  })
})

test('ACC-14 the highest level of several roles counts, and name and number cannot be hidden', () => {
  const world = given()
  expect(decide(world, acting(world, 'kim', 'kiel'), 'k')).toMatchObject({
    levels: { email: 'hidden', city: 'read', name: 'read', phone: 'write' },
  })
  const both = given((w) => {
    membershipOf(w, 'kim-kiel').roles.push('collaboration')
  })
  expect(decide(both, acting(both, 'kim', 'kiel'), 'k')).toMatchObject({ levels: { email: 'write', name: 'write' } })
})

test('ACC-10, ACC-15 a list shows what every deciding membership may read, a detail what its own may', () => {
  const world = given((w) => join(w, 'user-1', 'kiel', ['discreet'], 'none'))
  const actor = acting(world, 'user-1', 'ahlers')
  expect(actor.readableInLists).not.toContain('email')
  expect(actor.writableInLists).not.toContain('city')
  expect(decide(world, actor, 'a')).toMatchObject({ levels: { email: 'write' } })
})

test('ACC-15 history is projected to readable attributes', () => {
  const world = given()
  const kim = acting(world, 'kim', 'kiel')
  const tom = acting(world, 'tom', 'tenant-c')
  expect(
    lookup(world)
      .historyOf('k')
      .map((entry) => decideHistory(world, kim, entry).shown),
  ).toEqual([true, false])
  expect(
    lookup(world)
      .historyOf('k')
      .map((entry) => decideHistory(world, tom, entry).visible),
  ).toEqual([false, false])
})

test('ACC-15, ACC-16 writing what is hidden is refused like writing what does not exist', () => {
  const world = given()
  const row = decide(world, acting(world, 'kim', 'kiel'), 'k')
  expect(decideWrite(row, 'phone')).toEqual({ ok: true })
  expect(decideWrite(row, 'city')).toEqual({ ok: false, status: 422, because: 'attribute_read_only' })
  expect(decideWrite(row, 'email')).toEqual(decideWrite(row, 'shoeSize'))
  expect(decideWrite(decide(world, acting(world, 'user-3', 'ahlers'), 'c'), 'phone')).toEqual({
    ok: false,
    status: 403,
  })
  expect(decideWrite(decide(world, acting(world, 'user-3', 'ahlers'), 'a'), 'phone')).toEqual({
    ok: false,
    status: 404,
  })
})

test('ACC-19 what is hidden from the viewer stays hidden', () => {
  const world = given((w) => {
    roleOf(w, 'discreet').permissions.push('people.manage')
    membershipOf(w, 'user-1-ahlers').roles = ['discreet']
  })
  const seen = acting(world, 'user-1', 'ahlers', { viewAs: 'user-3' })
  expect(seen.readableInLists).not.toContain('email')
  expect(decide(world, seen, 'c')).toMatchObject({ levels: { email: 'hidden', phone: 'write' } })
})
