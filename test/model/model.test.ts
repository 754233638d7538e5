import { expect, test } from 'vitest'
import { decideCustomer, mayCreateFor } from './decide.ts'
import { acting, answer, customerOf, decide, given, join, list, membershipOf, organizationOf } from './example.ts'
import { parseWorld } from './parse.ts'

test('User 1 with all sees A, B, C and the site; User 2 with none nothing; User 3 with own only C', () => {
  const world = given()
  expect(list(world, acting(world, 'user-1', 'ahlers'))).toBe('a b c k')
  expect(list(world, acting(world, 'user-2', 'ahlers'))).toBe('')
  expect(list(world, acting(world, 'user-3', 'ahlers'))).toBe('c')
})

test('a world that is none is refused by path', () => {
  const world = given()
  const [first] = world.memberships
  const wrong = { ...world, memberships: [{ ...first, roles: ['buyr'] }] }
  expect(() => parseWorld(wrong)).toThrow('memberships.0.roles.0: there is no buyr among the roles')
  expect(() => parseWorld({ ...world, today: 'Monday' })).toThrow('today: ')
  const owned = world.customers.map((customer) => ({ ...customer, owner: 'tenant-c' }))
  expect(() => parseWorld({ ...world, customers: owned })).toThrow('customers.0: tenant-c is a customer')
})

test('ACC-2 each membership has its own roles and visibility', () => {
  const world = given((w) => join(w, 'user-2', 'brandt', ['collaboration'], 'all'))
  expect(list(world, acting(world, 'user-2', 'ahlers'))).toBe('')
  expect(list(world, acting(world, 'user-2', 'brandt'))).toBe('b')
  expect(answer(world, { person: 'user-2', organization: 'nord' })).toBe(404)
})

test('ACC-3 working as takes the home along, below it only', () => {
  const world = given()
  const working = acting(world, 'user-1', 'kiel')
  expect(working.workingAs).toBe(true)
  expect(working.home.membership.id).toBe('user-1-ahlers')
  expect(list(world, working)).toBe('k')
  expect(answer(world, { person: 'user-1', organization: 'brandt' })).toBe(404)
  expect(answer(world, { person: 'user-1', organization: 'nord' })).toBe(404)
  expect(answer(world, { person: 'user-3', organization: 'kiel' })).toBe(404)
})

test('ACC-3 a nearer membership decides rows while working as, and an own membership in the target is used', () => {
  const nearer = given((w) => join(w, 'vera', 'ahlers', ['collaboration'], 'all'))
  const working = acting(nearer, 'vera', 'kiel')
  expect(working.home.membership.id).toBe('vera-nord')
  expect(decide(nearer, working, 'k')).toMatchObject({ membership: { id: 'vera-ahlers' } })
  expect(acting(nearer, 'vera', 'ahlers').workingAs).toBe(false)
})

test('ACC-3 a tenant is a row of its customer, and its administrator can block working as', () => {
  const world = given()
  expect(answer(world, { person: 'user-1', organization: 'tenant-c' })).toBe(200)
  expect(answer(world, { person: 'user-2', organization: 'tenant-c' })).toBe(404)
  expect(answer(world, { person: 'vera', organization: 'tenant-c' })).toBe(404)
  const managed = given((w) => {
    customerOf(w, 'c').manager = 'vera'
  })
  expect(list(managed, acting(managed, 'vera', 'tenant-c'))).toBe('c')
  const blocked = given((w) => {
    organizationOf(w, 'tenant-c').workAsBlocked = true
  })
  expect(answer(blocked, { person: 'user-1', organization: 'tenant-c' })).toBe(404)
  expect(answer(blocked, { person: 'tom', organization: 'tenant-c' })).toBe(200)
})

test('ACC-5 the marketplace opens customers to Administration and Buyer of basic resellers', () => {
  const world = given((w) => {
    for (const operator of w.operators) operator.preset = 'marketplace'
  })
  const asks = (person: string, organization: string) => answer(world, { person, organization, module: 'customers' })
  expect(asks('user-1', 'ahlers')).toBe(200)
  expect(asks('user-3', 'ahlers')).toBe(404)
  expect(asks('britta', 'brandt')).toBe(404)
  expect(asks('tom', 'tenant-c')).toBe(200)
  expect(asks('vera', 'nord')).toBe(200)
})

test('ACC-5 an own matrix replaces the preset, and a site inherits its edition', () => {
  const world = given((w) => {
    for (const operator of w.operators) {
      operator.moduleAccess = [{ module: 'customers', kind: 'partner', variant: 'basic', roles: ['discreet'] }]
    }
  })
  const asks = (person: string, organization: string) => answer(world, { person, organization, module: 'customers' })
  expect(asks('kim', 'kiel')).toBe(200)
  expect(asks('user-1', 'ahlers')).toBe(404)
  expect(asks('tom', 'tenant-c')).toBe(404)
})

test('ACC-8a a suspended partner has no effective membership, and its customers stay visible above', () => {
  const world = given((w) => {
    organizationOf(w, 'ahlers').status = 'suspended'
    customerOf(w, 'k').manager = 'vera'
  })
  expect(answer(world, { person: 'user-1', organization: 'ahlers' })).toBe(404)
  expect(answer(world, { person: 'kim', organization: 'kiel' })).toBe(404)
  expect(list(world, acting(world, 'vera', 'nord'))).toBe('b k')
  expect(decide(world, acting(world, 'britta', 'brandt'), 'b')).toMatchObject({ because: 'share_asleep' })
})

test('ACC-8a a suspended site decides as none below an active parent', () => {
  const world = given((w) => {
    organizationOf(w, 'kiel').status = 'suspended'
    join(w, 'user-1', 'kiel', ['administration'], 'all')
  })
  const decision = decide(world, acting(world, 'user-1', 'ahlers'), 'k')
  expect(decision).toMatchObject({ visible: false, because: 'membership_not_effective' })
})

test('ACC-8a creating under own assigns, under none is refused', () => {
  const world = given()
  const creates = (person: string, at: string, owner: string) => mayCreateFor(world, acting(world, person, at), owner)
  expect(creates('user-1', 'ahlers', 'kiel')).toEqual({ ok: true, becomes: null })
  expect(creates('vera', 'nord', 'brandt')).toEqual({ ok: true, becomes: 'manager' })
  expect(creates('user-2', 'ahlers', 'ahlers')).toMatchObject({ status: 403, because: 'visibility_none' })
  expect(creates('user-3', 'ahlers', 'ahlers')).toMatchObject({ status: 403, because: 'permission_missing' })
  expect(creates('kim', 'kiel', 'ahlers')).toMatchObject({ status: 404 })
})

test('ACC-8a a deputy sees what own gives, today, and nothing where either is none', () => {
  const today = { operator: 'nord', from: '2026-03-16', to: '2026-03-16' }
  const seen = (person: string, deputy: string) => {
    const world = given((w) => {
      w.deputies.push({ person, deputy, ...today })
      membershipOf(w, 'user-1-ahlers').visibility = 'own'
    })
    return list(world, acting(world, deputy, 'ahlers'))
  }
  expect(seen('user-1', 'user-3')).toBe('b c')
  expect(seen('user-2', 'user-3')).toBe('c')
  expect(seen('user-1', 'user-2')).toBe('')
  const past = given((w) => {
    w.deputies.push({ person: 'user-1', deputy: 'user-3', operator: 'nord', from: '2026-03-01', to: '2026-03-15' })
  })
  expect(list(past, acting(past, 'user-3', 'ahlers'))).toBe('c')
})

test('ACC-9 an administrator with none sees no customer, a colleague without rights sees theirs', () => {
  const world = given()
  expect(decide(world, acting(world, 'user-2', 'ahlers'), 'a')).toMatchObject({ because: 'visibility_none' })
  const own = decide(world, acting(world, 'user-3', 'ahlers'), 'c')
  expect(own).toMatchObject({ visible: true, can: { update: { ok: false, why: 'access.permission_missing' } } })
})

test('ACC-10 none at a site beats all at its parent, in both modes', () => {
  const world = given((w) => join(w, 'user-1', 'kiel', ['administration'], 'none'))
  expect(list(world, acting(world, 'user-1', 'ahlers'))).toBe('a b c')
  expect(list(world, acting(world, 'user-1', 'kiel', { across: true }))).toBe('a b c')
})

test('ACC-10 across reaches every membership, and is refused while working as', () => {
  const world = given((w) => join(w, 'kim', 'brandt', ['collaboration'], 'all'))
  expect(list(world, acting(world, 'kim', 'kiel'))).toBe('k')
  expect(list(world, acting(world, 'kim', 'kiel', { across: true }))).toBe('b k')
  expect(answer(world, { person: 'user-1', organization: 'kiel', across: true })).toBe(400)
})

test('ACC-10 where owner and grantee are both in scope, the owner decides', () => {
  const world = given((w) => {
    w.shares.push({ ...w.shares[0]!, id: 'a-to-kiel', customer: 'a', grantee: 'kiel' }) // the example has a share
    join(w, 'user-2', 'kiel', ['administration'], 'all')
  })
  expect(list(world, acting(world, 'user-2', 'kiel'))).toBe('a k')
  expect(list(world, acting(world, 'user-2', 'ahlers'))).toBe('k')
})

test('ACC-10 of two shares the higher level counts, whichever has the lower id', () => {
  const world = given((w) => {
    w.shares.push({ ...w.shares[0]!, id: 'z-writing', grantee: 'kiel', level: 'write' }) // the example has a share
    join(w, 'britta', 'kiel', ['administration'], 'all')
  })
  const decision = decide(world, acting(world, 'britta', 'brandt', { across: true }), 'b')
  expect(decision).toMatchObject({ share: { id: 'z-writing' }, can: { update: { ok: true } } })
})

test('ACC-18 of several shares that let nobody in, the one that is nearest to it is told, whichever has the lower id', () => {
  const stopped = (nearer: 'a' | 'z') => {
    const world = given((w) => {
      const shared = w.shares[0]! // the example has a share
      w.shares = [
        { ...shared, id: nearer === 'a' ? 'z' : 'a', status: 'withdrawn' },
        { ...shared, id: nearer, grantee: 'kiel' },
      ]
      join(w, 'britta', 'kiel', ['administration'], 'none')
    })
    return decide(world, acting(world, 'britta', 'brandt', { across: true }), 'b').because
  }
  expect([stopped('a'), stopped('z')]).toEqual(['visibility_none', 'visibility_none'])
})

test('ACC-11 a customer organisation sees exactly its own record, whatever the visibility', () => {
  const world = given()
  const tom = acting(world, 'tom', 'tenant-c')
  expect(tom.home.visibility).toBe('none')
  expect(world.customers.map((customer) => decideCustomer(world, tom, customer).because)).toEqual([
    'not_own_record',
    'not_own_record',
    'own_record',
    'not_own_record',
  ])
})

test('ACC-12 a row whose own membership cannot read customers does not exist', () => {
  const world = given((w) => {
    w.roles.push({ id: 'people', operator: 'nord', audience: 'partner', permissions: ['people.read'], attributes: {} })
    join(w, 'user-1', 'kiel', ['people'], 'all')
  })
  const actor = acting(world, 'user-1', 'ahlers', { module: 'customers' })
  expect(decide(world, actor, 'k')).toMatchObject({ visible: false, because: 'permission_missing' })
  expect(list(world, actor)).toBe('a b c')
  expect(answer(world, { person: 'user-1', organization: 'kiel', module: 'customers' })).toBe(403)
})

test('ACC-19 viewing as somebody is for those who manage them and see everything there', () => {
  const world = given()
  const seen = acting(world, 'user-1', 'ahlers', { viewAs: 'user-3' })
  expect(list(world, seen)).toBe('c')
  expect(decide(world, seen, 'c')).toMatchObject({ can: { update: { why: 'access.view_as_read_only' } } })
  expect(answer(world, { person: 'user-2', organization: 'ahlers', viewAs: 'user-3' })).toBe(404)
  expect(answer(world, { person: 'user-3', organization: 'ahlers', viewAs: 'user-1' })).toBe(404)
  expect(answer(world, { person: 'user-1', organization: 'kiel', viewAs: 'user-3' })).toBe(404)
  expect(answer(world, { person: 'user-1', organization: 'ahlers', viewAs: 'user-3', across: true })).toBe(400)
})
