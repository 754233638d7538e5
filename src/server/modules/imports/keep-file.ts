import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { unfitForName } from '../../../api/shapes.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Services } from '../../platform/services.ts'
import { tidy } from '../customers/index.ts'
import { fileKey, workbookKey } from './find-import.ts'
import { mayImport } from './may-import.ts'
import { type ReadTable, readTable, refuse } from './read-table.ts'
import { understood } from './remembered-mapping.ts'

/** A file that has come in. */
interface Upload {
  readonly name: string
  /** where it lies on this machine */
  readonly path: string
}

/** A file that has been read and is stored: what its import is made of. */
interface StoredTable extends Pick<ReadTable, 'dialect' | 'sheet' | 'sheets' | 'head'> {
  /** of the import to be */
  readonly id: string
  readonly name: string
}

/**
 * Reads a customer file and stores it, before there is an import (IMP-2): no connection waits for that. Where nothing comes of
 * it, the nightly tidying removes it.
 *
 * @param folder where a sheet is unpacked to
 * @throws Refusal 422 with the reason where it is no table; 503 where too many are read at a time
 */
export async function storeFile(
  { files }: Pick<Services, 'files'>,
  { name, path }: Upload,
  folder: string,
): Promise<StoredTable> {
  const { path: text, ...table } = await readTable(path, folder).catch(refuse)
  const id = uuidv7()
  await files.put(fileKey({ id, ...table }), { path: text })
  // another sheet may be wanted later
  if (table.sheet !== null) await files.put(workbookKey(id), { path })
  return { ...table, id, name: fileNameOf(name) }
}

/**
 * Makes an import of the acting organisation from a file that is stored (IMP-2).
 *
 * @returns its id
 * @throws Refusal 403
 */
export async function keepFile(
  tx: Tx,
  actor: Actor,
  { id, name, dialect, sheet, sheets, head }: StoredTable,
  status: 'checking' | 'running',
): Promise<string> {
  const owner = actor.organization.id
  const { hidden } = mayImport(actor, owner)
  const { columns, remembered } = await understood(tx, owner, head, hidden)
  await sql`insert into imports (operator_id, id, organization_id, maker_id, file_name, status, sheet, sheets, encoding, delimiter, columns, remembered)
    values (${actor.operator.id}, ${id}, ${owner}, ${actor.person.id}, ${name}, ${status}, ${sheet}, ${sheets}::text[], ${dialect.encoding}, ${dialect.delimiter},
      ${JSON.stringify(columns)}::jsonb, ${remembered})`.execute(tx)
  return id
}

const unfit = new RegExp(unfitForName, 'gu')

/** The name of a file as it is shown and given back: nothing in it changes how the text around it reads. */
function fileNameOf(given: string): string {
  return Array.from(tidy(given).replace(unfit, '')).slice(-200).join('').trim() || 'import.csv'
}
