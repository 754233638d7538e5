import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'

/**
 * The port that customers fill: what somebody who left was contact or account manager of goes to the successor, or to
 * nobody. It is called in the same transaction, when the membership has ended already.
 */
export type MoveAssignments = (
  tx: Tx,
  services: Services,
  move: { operatorId: string; person: string; organizationId: string; successor: string | null },
) => Promise<void>

interface Ports {
  moveAssignments: MoveAssignments
}

const ports: Partial<Ports> = {}

/** Work of higher modules in the transactions of this one; `app.ts` fills it. */
export function fillPorts(given: Ports): void {
  Object.assign(ports, given)
}

/** Moves what a leaving person was responsible for (PPL-7). */
export const moveAssignments: MoveAssignments = (tx, services, move) => {
  if (!ports.moveAssignments) throw new Error('the port moveAssignments is not filled')
  return ports.moveAssignments(tx, services, move)
}
