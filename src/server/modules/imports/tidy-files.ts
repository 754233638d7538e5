import { sql } from 'kysely'
import type { Services } from '../../platform/services.ts'
import { importFolder, importOf } from './find-import.ts'

const day = 86_400_000

/**
 * Removes uploaded files that nobody needs any more: of imports that ended 30 days ago, and after a day what belongs to none or
 * was never whole. The imports themselves and their rows stay (IMP-5).
 */
export async function tidyFiles({ files, database, now }: Services): Promise<void> {
  const old = (await files.list(importFolder)).filter(({ changedAt }) => now().getTime() - changedAt.getTime() > day)
  const ids = old.filter(({ half }) => !half).map(({ key }) => importOf(key))
  const needed = await database.outside(async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from access.imports_needing_files(${ids}::text[])`.execute(tx)
    return new Set(rows.map(({ id }) => id))
  })
  for (const { key, half } of old) {
    if (half || !needed.has(importOf(key))) await files.remove(key)
  }
}
