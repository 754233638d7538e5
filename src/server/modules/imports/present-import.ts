import { type Import, type ImportField, importFields } from '../../../api/imports.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { readDecision } from './may-import.ts'
import type { ImportRecord, UndoRecord } from './find-import.ts'
import { importCan } from './import-can.ts'

/** Imports as the API shows them. Samples are content of the file: for the maker, and who sees all customers there, and never for who sees none (ACC-11a). */
export async function presentImports(
  tx: Tx,
  actor: Actor,
  records: readonly ImportRecord[],
  now: Date,
): Promise<Import[]> {
  const persons = [...new Set(records.flatMap(({ makerId, undo }) => [makerId, ...(undo ? [undo.personId] : [])]))]
  const owners = [...new Set(records.map(({ organizationId }) => organizationId))]
  if (records.length === 0) return []
  const [people, organizations] = await Promise.all([
    tx.selectFrom('reach.names').select(['person_id as id', 'name']).where('person_id', 'in', persons).execute(),
    tx.selectFrom('reach.organization_names').select(['id', 'name']).where('id', 'in', owners).execute(),
  ])
  const names = new Map([...people, ...organizations].map(({ id, name }) => [id ?? '', name ?? '']))
  return records.map((record) => present(actor, record, names, now))
}

/** One import as the API shows it. */
export async function presentImport(tx: Tx, actor: Actor, record: ImportRecord, now: Date): Promise<Import> {
  const [shown] = await presentImports(tx, actor, [record], now)
  if (!shown) throw new Error('an import was not presented')
  return shown
}

function present(actor: Actor, record: ImportRecord, names: ReadonlyMap<string, string>, now: Date): Import {
  const {
    id,
    status,
    failure,
    sheet,
    sheets,
    encoding,
    delimiter,
    total,
    creating,
    updating,
    unchanged,
    faulty,
    warned,
  } = record
  const decision = readDecision(actor, record.organizationId)
  const whole = decision.visibility === 'all' || (record.makerId === actor.reader && decision.visibility !== 'none')
  const isShown = (field: string | null) => whole && !decision.hidden.has(`customer.${field ?? 'imported'}`)
  return {
    id,
    revision: record.attempt,
    file: record.fileName,
    status,
    failure,
    sheet,
    sheets: [...sheets],
    encoding,
    delimiter,
    columns: record.columns
      .filter(({ reason }) => !reason)
      .map(({ key, field, samples }) => ({
        header: key,
        field,
        samples: isShown(field) ? [...samples] : [],
      })),
    counts: { total, create: creating, update: updating, unchanged, error: faulty, warned },
    remembered: record.remembered,
    required: requiredFields(actor, decision.hidden),
    done: record.done,
    taken: record.taken,
    undo: presentUndo(record.undo, names),
    organization: { id: record.organizationId, name: names.get(record.organizationId) ?? '' },
    maker: names.get(record.makerId) ?? '',
    createdAt: record.createdAt,
    finishedAt: record.finishedAt,
    can: importCan(actor, record, now),
  }
}

function presentUndo(undo: UndoRecord | null, names: ReadonlyMap<string, string>): Import['undo'] {
  if (undo === null) return null
  const { status, failure, total, removed, restored, kept, unseen, startedAt, finishedAt, personId } = undo
  const person = names.get(personId) ?? ''
  return { status, failure, total, removed, restored, kept, unseen, person, startedAt, finishedAt }
}

/** The name always, others by the operator's setting (CUS-2). */
function requiredFields({ operator }: Actor, hidden: ReadonlySet<string>): ImportField[] {
  const required = new Set(['name', ...operator.requiredCustomerFields])
  return importFields.filter((field) => required.has(field) && !hidden.has(`customer.${field}`))
}
