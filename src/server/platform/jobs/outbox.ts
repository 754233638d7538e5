import { uuidv7 } from 'uuidv7'
import type { Tx } from '../db/database.ts'
import type { Services } from '../services.ts'
import type { Ids } from './boss.ts'

/** The queue of everything that was told: `{operator, event}`. */
export const eventQueue = 'events'

interface Event {
  operatorId: string
  /** `membership.invited` */
  kind: string
  /** ids only: whoever listens reads the rest with the rights of then */
  payload: Ids
}

/** Tells what happened, in the same transaction: an event exists when that commits, and never if it does not. */
export async function emit(tx: Tx, services: Pick<Services, 'jobs'>, event: Event): Promise<void> {
  const { operatorId, kind, payload } = event
  // made here: the writer of an event may not read it back
  const id = uuidv7()
  await tx.insertInto('outbox').values({ operator_id: operatorId, id, kind, payload }).execute()
  await services.jobs.send(tx, eventQueue, { operator: operatorId, event: id })
}
