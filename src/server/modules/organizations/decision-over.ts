import type { Actor, Decision } from '../../access/index.ts'

/**
 * The membership by which the reader stands over an organisation (ACC-10): the nearest at or above it; over a tenant the one
 * that decides the owner of its customer; in the tenant acted in the entering one.
 *
 * @param owner of the customer of a tenant; null for other organisations
 */
export function decisionOver(actor: Actor, organizationId: string, owner: string | null): Decision | undefined {
  if (organizationId === actor.organization.id && actor.organization.kind === 'customer') return actor.entry
  const id = actor.decided[owner ?? organizationId] ?? actor.decided['*']
  return actor.decisions.find((decision) => decision.id === id)
}
