import { type Import, takenRows } from '../../../api/imports.ts'
import type { Allowed } from '../../../api/shapes.ts'
import type { Actor, Decision } from '../../access/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { ImportRecord } from './find-import.ts'
import type { Column } from './match-columns.ts'
import { importDecision } from './may-import.ts'

/** How long the file of an import that ended is kept. */
const keptFor = 30 * 86_400_000

type Can = Import['can']
type Refused =
  | 'imports.nothing_to_take_over'
  | 'imports.nothing_to_undo'
  | 'imports.not_allowed'
  | 'imports.not_ready'
  | 'imports.failed_rows'
  | 'imports.file_removed'

/** ACC-8: what this reader may do with an import in its state, and if not, why. */
export function importCan(actor: Actor, record: ImportRecord, now: Date): Can {
  const allow = (why: Refused | null): Allowed => {
    const because = actor.viewAs ? 'access.view_as_read_only' : why
    return because ? { ok: false, why: because } : { ok: true }
  }
  const found = refusals(actor, record, now)
  return {
    remap: allow(found.remap),
    commit: allow(found.commit),
    commitFaultless: allow(found.commitFaultless),
    cancel: allow(found.cancel),
    // read, not changed
    errors: found.errors ? { ok: false, why: found.errors } : { ok: true },
    undo: allow(found.undo),
  }
}

/** @throws Refusal 403, 409 with the reason of `can` */
export function refuseUnless(actor: Actor, record: ImportRecord, verb: keyof Can, now: Date): void {
  const why = refusals(actor, record, now)[verb]
  if (why) throw new Refusal(why)
}

function refusals(actor: Actor, record: ImportRecord, now: Date): Record<keyof Can, Refused | null> {
  const { status, taken, creating, updating, faulty, finishedAt, undo } = record
  const undoing = undo?.status === 'running'
  const decision = importDecision(actor, record.organizationId)
  if (!decision) {
    const never = 'imports.not_allowed'
    return { remap: never, commit: never, commitFaultless: never, cancel: never, errors: never, undo: never }
  }
  const when = (states: readonly Import['status'][]) => (states.includes(status) ? null : 'imports.not_ready')
  const gone = finishedAt !== null && now.getTime() - Date.parse(finishedAt) > keptFor
  const readable = readsColumns(decision, record.columns) ? null : 'imports.not_allowed'
  const effects = takenRows({ create: creating, update: updating })
  const commit = when(['checked']) ?? readable ?? (effects > 0 ? null : 'imports.nothing_to_take_over')
  return {
    // what was taken over is the image for undoing it (IMP-5)
    remap:
      when(['checking', 'checked', 'failed', 'cancelled']) ??
      (taken ? 'imports.not_ready' : gone ? 'imports.file_removed' : null),
    commit,
    commitFaultless: commit ?? (faulty > 0 ? 'imports.failed_rows' : null),
    cancel: undoing ? null : when(['checking', 'checked', 'running', 'failed']),
    errors: when(['checked', 'done', 'failed', 'cancelled']) ?? (gone ? 'imports.file_removed' : null),
    undo: undoing
      ? 'imports.not_ready'
      : (when(['done', 'failed', 'cancelled']) ?? (stands(record) ? null : 'imports.nothing_to_undo')),
  }
}

/** Whether something of it stands that may be undone: nothing has tried yet, or something was kept. */
function stands({ taken, undo }: ImportRecord): boolean {
  return taken && (undo === null || undo.status !== 'done' || undo.kept + undo.unseen > 0)
}

/** Whether every field that the columns go to may be read: who may not read it must not learn of it by matching (ACC-15). */
export function readsColumns({ hidden }: Decision, columns: readonly Column[]): boolean {
  return columns.every(({ field }) => field === null || !hidden.has(`customer.${field}`))
}
