import type { Dice } from './dice.ts'
import {
  ATTRIBUTES,
  BUILT_IN_PARTNER_ROLES,
  EDITIONS,
  type ModuleAccess,
  PERMISSIONS,
  type Permission,
  type Role,
} from './world.ts'

const EDIT: Permission[] = ['customers.read', 'customers.create', 'customers.update']
const MANAGE: Permission[] = [...EDIT, 'customers.assign_contact', 'customers.import', 'people.read', 'people.manage']

const BUILT_IN_PARTNER: Record<NonNullable<Role['builtIn']>, Permission[]> = {
  administration: [...MANAGE, 'audit.read', 'imports.read', 'tenants.work_as', 'roles.read', 'organizations.brand'],
  management: [...MANAGE, 'audit.read', 'roles.read', 'views.share', 'organizations.brand'],
  licensing: ['customers.read'],
  collaboration: ['customers.read'],
  buyer: EDIT,
}

const STAFF: Record<string, Permission[]> = {
  operators: [...PERMISSIONS],
  channel: [...EDIT, 'customers.assign_contact', 'people.read', 'tenants.work_as', 'roles.read', 'views.share'],
  data: ['customers.read', 'customers.update', 'customers.import', 'imports.read'],
  support: ['customers.read', 'people.read', 'tenants.work_as'],
}

const TENANT: Record<string, Permission[]> = {
  admin: [
    'customers.read',
    'customers.update',
    'people.read',
    'people.manage',
    'audit.read',
    'roles.read',
    'organizations.brand',
  ],
  user: ['customers.read'],
}

/** Only built-in partner roles may manage people and assign the contact (ACC-7). */
// what is drawn stays comparable from seed to seed: what came later is given by name
const LATER: Permission[] = ['views.share', 'organizations.brand']
const DRAWN = PERMISSIONS.filter((permission) => !LATER.includes(permission))
const CUSTOM_PARTNER = DRAWN.filter(
  (permission) => !['people.manage', 'customers.assign_contact', 'mails.read'].includes(permission),
)

/** The built-in roles of each audience, and custom ones that hide attributes or leave out even reading. */
export function rolesOf(dice: Dice, operator: string): Role[] {
  const partner = BUILT_IN_PARTNER_ROLES.map(
    (key): Role => ({ ...builtIn(operator, 'partner', key, BUILT_IN_PARTNER[key]), builtIn: key }),
  )
  return [
    ...Object.entries(STAFF).map(([key, permissions]) => builtIn(operator, 'operator', key, permissions)),
    ...partner,
    ...Object.entries(TENANT).map(([key, permissions]) => builtIn(operator, 'customer', key, permissions)),
    // sees the portal as others do, and has attributes hidden that they read (ACC-19)
    holding(custom(dice, operator, 'operator', 'restricted', DRAWN), [
      'customers.read',
      'people.read',
      'people.manage',
    ]),
    custom(dice, operator, 'partner', 'narrow', CUSTOM_PARTNER),
    holding(custom(dice, operator, 'partner', 'other', CUSTOM_PARTNER), LATER),
    { ...custom(dice, operator, 'partner', 'blind', ['people.read', 'audit.read']), permissions: ['people.read'] },
    custom(dice, operator, 'customer', 'guest', ['customers.read', 'people.read', 'customers.update']),
  ]
}

function builtIn(operator: string, audience: Role['audience'], key: string, permissions: Permission[]): Role {
  return { id: `${operator}-${key}`, operator, audience, permissions, attributes: {} }
}

function holding(role: Role, permissions: readonly Permission[]): Role {
  return { ...role, permissions: [...new Set([...role.permissions, ...permissions])] }
}

function custom(
  dice: Dice,
  operator: string,
  audience: Role['audience'],
  key: string,
  from: readonly Permission[],
): Role {
  const permissions = dice.some(from, 0.5)
  if (!permissions.includes('customers.read') && dice.chance(0.8)) permissions.push('customers.read')
  // what creating requires cannot be below `write` for a role that may create (ACC-14)
  const free = ATTRIBUTES.filter((attribute) => attribute !== 'name' || !permissions.includes('customers.create'))
  const narrowed = dice
    .some(free, 0.5)
    .map((attribute) => [attribute, dice.pick(['hidden', 'hidden', 'read', 'write'])])
  return { id: `${operator}-${key}`, operator, audience, permissions, attributes: Object.fromEntries(narrowed) }
}

/** Mostly the preset; sometimes a matrix of the operator's own, which leaves out editions, roles or versions. */
export function moduleAccessFor(dice: Dice, roles: Role[]): { moduleAccess?: ModuleAccess[] } {
  if (dice.chance(0.6)) return {}
  const rolesFor = (audience: Role['audience']) => {
    const ids = roles.filter((role) => role.audience === audience).map(({ id }) => id)
    return dice.chance(0.5) ? '*' : dice.some(ids, 0.6)
  }
  const variants = dice.chance(0.3) ? ['*'] : dice.some(EDITIONS, 0.7)
  const versions = dice.weighed([
    [4, ['*']],
    [2, ['professional']],
    [1, []],
  ])
  return {
    moduleAccess: [
      ...variants.map(
        (variant) => ({ module: 'customers', kind: 'partner', variant, roles: rolesFor('partner') }) as const,
      ),
      ...versions.map(
        (variant) => ({ module: 'customers', kind: 'customer', variant, roles: rolesFor('customer') }) as const,
      ),
    ],
  }
}
