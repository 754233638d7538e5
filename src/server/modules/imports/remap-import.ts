import { sql } from 'kysely'
import type { ImportField, remapImport as endpoint } from '../../../api/imports.ts'
import type { BodyOf } from '../../../api/endpoint.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import type { Dialect } from './decode.ts'
import { UnreadableFile } from './file-problem.ts'
import { fileKey, findImport, type ImportRecord } from './find-import.ts'
import { refuseUnless } from './import-can.ts'
import { remapColumns, withoutHidden } from './match-columns.ts'
import { mayImport } from './may-import.ts'
import { readHead, type SampledColumn } from './read-head.ts'
import { checkQueue, startRun } from './start-run.ts'

type Wanted = BodyOf<typeof endpoint>

/**
 * Corrects how a file is read, or where its columns go, and checks it again (IMP-2).
 *
 * @throws Refusal 403, 404, 409 where the file is being taken over or has been, 422 naming a column or field that is not there
 */
export async function remapImport(tx: Tx, actor: Actor, services: Services, id: string, wanted: Wanted): Promise<void> {
  const record = await findImport(tx, id)
  const { hidden } = mayImport(actor, record.organizationId)
  refuseUnless(actor, record, 'remap', services.now())
  await claim(tx, id)
  if (!(await services.files.has(fileKey(id)))) throw new Refusal('imports.file_removed')
  const dialect: Dialect = {
    encoding: wanted.encoding ?? record.encoding,
    delimiter: wanted.delimiter ?? record.delimiter,
  }
  const columns = mapped(
    withoutHidden(await columnsBy(services, record, dialect), hidden),
    wanted.columns ?? [],
    hidden,
  )
  await sql`delete from import_rows where import_id = ${id}`.execute(tx)
  await sql`update imports set encoding = ${dialect.encoding}, delimiter = ${dialect.delimiter}, columns = ${JSON.stringify(columns)}::jsonb,
    total = 0, creating = 0, updating = 0, unchanged = 0, faulty = 0, warned = 0 where id = ${id}`.execute(tx)
  await startRun(tx, actor, services, id, checkQueue)
}

// held until the end, so that no taking over starts meanwhile; what one has left is the image for undoing it (IMP-5)
async function claim(tx: Tx, id: string): Promise<void> {
  const { rows: open } = await sql`select from imports
    where id = ${id} and status in ('checking', 'checked', 'failed', 'cancelled') and not taken for update`.execute(tx)
  if (open.length === 0) throw new Refusal('imports.not_ready')
}

async function columnsBy(
  services: Services,
  record: ImportRecord,
  dialect: Dialect,
): Promise<readonly SampledColumn[]> {
  if (dialect.encoding === record.encoding && dialect.delimiter === record.delimiter) return record.columns
  try {
    return await readHead(() => services.files.open(fileKey(record.id)), dialect)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    throw new Refusal('imports.unreadable', { fields: [{ path: 'file', code: `file_${error.code}` }] })
  }
}

function mapped(
  columns: readonly SampledColumn[],
  wanted: NonNullable<Wanted['columns']>,
  hidden: ReadonlySet<string>,
): readonly SampledColumn[] {
  const fields = new Map<string, ImportField | null>(wanted.map(({ header, field }) => [header, field]))
  const unknown = wanted.findIndex(({ header }) => !columns.some(({ key }) => key === header))
  if (unknown >= 0)
    throw new Refusal('fields.invalid', { fields: [{ path: `columns.${unknown}.header`, code: 'unknown' }] })
  // a field that the importer may not read is none (ACC-15)
  const unseen = wanted.findIndex(({ field }) => hidden.has(`customer.${field}`))
  if (unseen >= 0)
    throw new Refusal('fields.invalid', { fields: [{ path: `columns.${unseen}.field`, code: 'unknown' }] })
  const twice = wanted.findIndex(
    ({ field }, at) => field !== null && wanted.slice(0, at).some((other) => other.field === field),
  )
  if (twice >= 0) throw new Refusal('fields.invalid', { fields: [{ path: `columns.${twice}.field`, code: 'taken' }] })
  return remapColumns(columns, fields)
}
