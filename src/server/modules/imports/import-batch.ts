import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { emit } from '../../platform/jobs/outbox.ts'
import type { Services } from '../../platform/services.ts'

interface Attempt {
  import: string
  /** of taking it over by its number, of undoing it `undo.1` */
  attempt: number | string
}

/** What an attempt to take a file over, or to undo that, changes is one batch, however often it is killed and goes on (LST-10). */
export async function enterBatch(tx: Tx, run: Attempt): Promise<void> {
  // read by the trigger that writes history
  await sql`select access.put('batch', ${batchOf(run)})`.execute(tx)
}

/**
 * Tells once that an import has ended, with whatever it has taken over by then, or that undoing it has: all of it is one event
 * (CUS-7, IMP-5, LST-10).
 */
export async function tellEnd(
  tx: Tx,
  services: Pick<Services, 'jobs'>,
  operatorId: string,
  kind: 'import.ended' | 'import.undone',
  run: Attempt,
): Promise<void> {
  await emit(tx, services, { operatorId, kind, payload: { importId: run.import, batchId: batchOf(run) } })
}

function batchOf({ import: id, attempt }: Attempt): string {
  const hash = createHash('sha256').update(`${id}:${attempt}`).digest('hex')
  return `${id.slice(0, 13)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}
