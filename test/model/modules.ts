import { lookup } from './lookup.ts'
import type { Membership, Module, ModuleAccess, Operator, World } from './world.ts'

/** ACC-5: the operator's module access, row by row; where a world states none, the rows of the operator's preset. */
export function moduleAccessOf(world: World, operator: Operator): ModuleAccess[] {
  if (operator.moduleAccess !== undefined) return operator.moduleAccess
  const everyTenant: ModuleAccess = { module: 'customers', kind: 'customer', variant: '*', roles: '*' }
  if (operator.preset === 'vendor') {
    return [{ module: 'customers', kind: 'partner', variant: '*', roles: '*' }, everyTenant]
  }
  const roles = world.roles
    .filter((role) => role.operator === operator.id && role.audience === 'partner')
    .filter(({ builtIn }) => builtIn === 'administration' || builtIn === 'buyer')
    .map(({ id }) => id)
  return [{ module: 'customers', kind: 'partner', variant: 'basic', roles }, everyTenant]
}

/** ACC-5: whether a module is open to a membership, by its organisation's kind and variant and by one of its roles. */
export function isOpenTo(world: World, { organization, roles }: Membership, module: Module): boolean {
  const [own, ...above] = lookup(world).path(organization)
  if (own === undefined) return false
  if (own.kind === 'operator') return true
  const operator = world.operators.find(({ id }) => id === own.operator)
  if (operator === undefined) return false
  // a site inherits the edition of its partner
  const booked = own.site ? above.find(({ site }) => !site) : own
  const variant = own.kind === 'partner' ? booked?.edition : own.version
  return moduleAccessOf(world, operator).some(
    (row) =>
      row.module === module &&
      row.kind === own.kind &&
      (row.variant === '*' || row.variant === variant) &&
      roles.some((role) => row.roles === '*' || row.roles.includes(role)),
  )
}
