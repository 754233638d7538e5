import { sql } from 'kysely'
import { removeUnneeded } from '../../platform/files/remove-unneeded.ts'
import type { Services } from '../../platform/services.ts'
import { importFolder, importOf } from './find-import.ts'

/**
 * Removes uploaded files that nobody needs any more: of imports that ended 30 days ago, and after a day what belongs to none or
 * was never whole. The imports themselves and their rows stay (IMP-5).
 */
export async function tidyFiles(services: Services): Promise<void> {
  await removeUnneeded(services, importFolder, importOf, async (tx, ids) => {
    const { rows } = await sql<{ id: string }>`select id from access.imports_needing_files(${ids}::text[])`.execute(tx)
    return new Set(rows.map(({ id }) => id))
  })
}
