import { sql } from 'kysely'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { findImport } from './find-import.ts'
import { refuseUnless } from './import-can.ts'
import { commitQueue, startRun } from './start-run.ts'

/**
 * Takes over a checked import: all valid rows, or nothing if any is wrong (IMP-4).
 *
 * @param asked.revision of the dry run that was looked at
 * @throws Refusal 403, 404, 428, 409 where it is not checked, not faultless as asked, or checked in another way meanwhile
 */
export async function commitImport(
  tx: Tx,
  actor: Actor,
  services: Services,
  id: string,
  { revision, onlyIfFaultless }: { revision: () => number; onlyIfFaultless: boolean },
): Promise<void> {
  const record = await findImport(tx, id)
  refuseUnless(actor, record, onlyIfFaultless ? 'commitFaultless' : 'commit', services.now())
  const seen = revision()
  if (record.attempt !== seen) throw new Refusal('imports.checked_again')
  // somebody else may have been faster
  const { rows } = await sql`update imports set only_if_faultless = ${onlyIfFaultless}
    where id = ${id} and status = 'checked' and attempt = ${seen} returning id`.execute(tx)
  if (rows.length === 0) throw new Refusal('imports.not_ready')
  await startRun(tx, actor, services, id, commitQueue)
}
