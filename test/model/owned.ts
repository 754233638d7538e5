import type { Standing } from './standing.ts'
import type { Customer } from './world.ts'

/** Why a customer is visible: the arm of the rules that reaches it. */
export type Arm =
  | 'owner_all'
  | 'owner_contact'
  | 'owner_manager'
  | 'deputy_contact'
  | 'deputy_manager'
  | 'own_record'
  | 'share_all'
  | 'share_contact'
  | 'share_deputy'

/** Why it is not: the link of the chain that stopped it. */
export type Stop =
  | 'other_operator'
  | 'not_own_record'
  | 'out_of_scope'
  | 'share_asleep'
  | 'membership_not_effective'
  | 'module_closed'
  | 'permission_missing'
  | 'visibility_none'
  | 'not_assigned'

export type Verdict<Via extends Arm = Arm> = { visible: true; because: Via } | { visible: false; because: Stop }

/** ACC-5, ACC-7, ACC-8a: what keeps a membership from reaching any customer at all. */
export function stopOf({ effective, modules, permissions, visibility }: Standing): Stop | null {
  if (!effective) return 'membership_not_effective'
  if (!modules.has('customers')) return 'module_closed'
  if (!permissions.has('customers.read')) return 'permission_missing'
  return visibility === 'none' ? 'visibility_none' : null
}

/** The visibility table, for a customer whose owner this membership decides. */
export function judgeOwned(standing: Standing, customer: Customer): Verdict {
  const stop = stopOf(standing)
  if (stop !== null) return { visible: false, because: stop }
  if (standing.visibility === 'all') return { visible: true, because: 'owner_all' }
  const { person } = standing.membership
  const isStaff = standing.organization.kind === 'operator'
  if (isStaff && customer.manager === person) return { visible: true, because: 'owner_manager' }
  if (countsAsContact(standing, customer) && customer.contact === person)
    return { visible: true, because: 'owner_contact' }
  return { visible: false, because: 'not_assigned' }
}

/** Operator staff are contacts only of customers that the operator itself owns. */
export function countsAsContact({ organization }: Standing, { owner }: Customer): boolean {
  return organization.kind !== 'operator' || owner === organization.id
}
