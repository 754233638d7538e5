import { type Actor, type Decision, decisionFor } from '../../access/index.ts'
import { Refusal } from '../../platform/errors.ts'

/**
 * The membership by which somebody imports into an organisation: with the permission, and all its customers in sight, so
 * that a row can match any of them (IMP-3).
 *
 * @throws Refusal 403
 */
export function mayImport(actor: Actor, organization: string): Decision {
  const decision = importDecision(actor, organization)
  if (!decision) throw new Refusal('imports.not_allowed')
  return decision
}

/** The same membership; null where nobody may. */
export function importDecision(actor: Actor, organization: string): Decision | null {
  const known = actor.organization.kind !== 'customer' && (actor.decided[organization] ?? actor.decided['*'])
  if (!known) return null
  const decision = decisionFor(actor, { id: '', ownerId: organization })
  const permitted = ['customers.import', 'customers.read'].every((permission) => decision.permissions.has(permission))
  return decision.open && permitted && decision.visibility === 'all' ? decision : null
}

/** The membership by which somebody reads the imports of an organisation. */
export function readDecision(actor: Actor, organization: string): Decision {
  return actor.organization.kind === 'customer' ? actor.entry : decisionFor(actor, { id: '', ownerId: organization })
}
