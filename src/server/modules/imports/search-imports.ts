import type { Import } from '../../../api/imports.ts'
import type { Actor, Found } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { findImportsNamed } from './find-import.ts'
import { presentImports } from './present-import.ts'

/** Imports for the command palette, by the name of the file (ACC-11a). */
export async function searchImports(
  tx: Tx,
  actor: Actor,
  now: Date,
  q: string,
  limit: number,
): Promise<Found<Pick<Import, 'id' | 'file' | 'status' | 'organization' | 'createdAt'>>> {
  const found = await presentImports(tx, actor, await findImportsNamed(tx, q, limit + 1), now)
  const items = found.map(({ id, file, status, organization, createdAt }) => ({
    id,
    file,
    status,
    organization,
    createdAt,
  }))
  return { items: items.slice(0, limit), more: items.length > limit }
}
