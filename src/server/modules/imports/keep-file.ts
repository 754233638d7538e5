import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { tidy } from '../customers/index.ts'
import { detect } from './detect.ts'
import { UnreadableFile } from './file-problem.ts'
import { fileKey } from './find-import.ts'
import { mayImport } from './may-import.ts'
import { readHead } from './read-head.ts'
import { understood } from './remembered-mapping.ts'

/** A file on its way in. */
export interface Upload {
  readonly name: string
  readonly content: Readable
}

/**
 * Keeps a customer file of the acting organisation, with what it is read by (IMP-2).
 *
 * @returns the id of the new import
 * @throws Refusal 403; 422 with the reason where it is no text table
 */
export async function keepFile(
  tx: Tx,
  actor: Actor,
  services: Services,
  upload: Upload,
  status: 'checking' | 'running',
): Promise<string> {
  const owner = actor.organization.id
  const { hidden } = mayImport(actor, owner)
  const id = uuidv7()
  const key = fileKey(id)
  const open = () => services.files.open(key)
  await services.files.put(key, upload.content)
  try {
    const dialect = await detect(open)
    const { columns, remembered } = await understood(tx, owner, await readHead(open, dialect), hidden)
    const name = tidy(upload.name).slice(-200) || 'import.csv'
    await sql`insert into imports (operator_id, id, organization_id, maker_id, file_name, status, encoding, delimiter, columns, remembered)
      values (${actor.operator.id}, ${id}, ${owner}, ${actor.person.id}, ${name}, ${status}, ${dialect.encoding}, ${dialect.delimiter},
        ${JSON.stringify(columns)}::jsonb, ${remembered})`.execute(tx)
  } catch (error) {
    await services.files.remove(key)
    if (error instanceof UnreadableFile)
      throw new Refusal('imports.unreadable', { fields: [{ path: 'file', code: `file_${error.code}` }] })
    throw error
  }
  return id
}
