import { type Actor, type Decision, shareLevelOf } from '../../access/index.ts'

type Levels = Pick<Decision, 'hidden' | 'readOnly'>

/**
 * What may be written on a customer. An external id is unique with the owner, so that a refused one tells of another customer:
 * only who sees all of the owner's may write it, and never by a share (ACC-12).
 */
export function writeLevels(decision: Decision, shared: boolean): Levels {
  const seesAll = decision.visibility === 'all' && decision.kind !== 'customer' && !shared
  return seesAll
    ? decision
    : { hidden: decision.hidden, readOnly: new Set([...decision.readOnly, 'customer.externalId']) }
}

/** The same for one that stands. */
export function writeLevelsOf(actor: Actor, decision: Decision, row: { id: string; owner_id: string }): Levels {
  return writeLevels(decision, shareLevelOf(actor, { id: row.id, ownerId: row.owner_id }) !== null)
}
