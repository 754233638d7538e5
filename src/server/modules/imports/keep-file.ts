import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { tidy } from '../customers/index.ts'
import { UnreadableFile } from './file-problem.ts'
import { fileKey, workbookKey } from './find-import.ts'
import { mayImport } from './may-import.ts'
import { readHead } from './read-head.ts'
import { understood } from './remembered-mapping.ts'
import { readTableFile } from './table-file.ts'

/** A file that has come in. */
export interface Upload {
  readonly name: string
  /** where it lies on this machine */
  readonly path: string
}

/**
 * Keeps a customer file of the acting organisation, with what it is read by (IMP-2).
 *
 * @returns the id of the new import
 * @throws Refusal 403; 422 with the reason where it is no table
 */
export async function keepFile(
  tx: Tx,
  actor: Actor,
  { files }: Pick<Services, 'files'>,
  upload: Upload,
  status: 'checking' | 'running',
): Promise<string> {
  const owner = actor.organization.id
  const { hidden } = mayImport(actor, owner)
  const id = uuidv7()
  const table = await readTableFile(upload.path).catch(refuse)
  const { dialect, sheet, sheets } = table
  try {
    const head = await readHead(table.open, dialect).catch(refuse)
    const { columns, remembered } = await understood(tx, owner, head, hidden)
    const name = tidy(upload.name).slice(-200) || 'import.csv'
    await sql`insert into imports (operator_id, id, organization_id, maker_id, file_name, status, sheet, sheets, encoding, delimiter, columns, remembered)
      values (${actor.operator.id}, ${id}, ${owner}, ${actor.person.id}, ${name}, ${status}, ${sheet}, ${sheets}::text[], ${dialect.encoding}, ${dialect.delimiter},
        ${JSON.stringify(columns)}::jsonb, ${remembered})`.execute(tx)
    await files.put(fileKey(id), { path: table.path })
    // another sheet may be wanted later
    if (sheet !== null) await files.put(workbookKey(id), { path: upload.path })
  } finally {
    await table.remove()
  }
  return id
}

/** @throws Refusal with the reason where a file as a whole cannot be read */
export function refuse(error: unknown): never {
  if (!(error instanceof UnreadableFile)) throw error
  throw new Refusal('imports.unreadable', { fields: [{ path: 'file', code: `file_${error.code}` }] })
}
