import { type Actor, type Decision, decisionFor } from '../../access/index.ts'
import { Refusal } from '../../platform/errors.ts'

/**
 * The membership by which somebody imports into an organisation: with the permission, and all its customers in sight, so
 * that a row can match any of them (IMP-3).
 *
 * @throws Refusal 403
 */
export function mayImport(actor: Actor, organization: string): Decision {
  const known = actor.organization.kind !== 'customer' && (actor.decided[organization] ?? actor.decided['*'])
  if (!known) throw new Refusal('imports.not_allowed')
  const decision = decisionFor(actor, { id: '', ownerId: organization })
  const permitted = ['customers.import', 'customers.read'].every((permission) => decision.permissions.has(permission))
  if (!decision.open || !permitted || decision.visibility !== 'all') throw new Refusal('imports.not_allowed')
  return decision
}

/** The membership by which somebody reads the imports of an organisation. */
export function readDecision(actor: Actor, organization: string): Decision {
  return actor.organization.kind === 'customer' ? actor.entry : decisionFor(actor, { id: '', ownerId: organization })
}
