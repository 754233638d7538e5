import type { Tx } from '../db/database.ts'
import type { Services } from '../services.ts'

const day = 86_400_000

/**
 * Removes the files of a folder that nobody needs: a day after they were written, for until then an upload may be at work on
 * them. What was never whole goes too.
 *
 * @param idOf names the record that a file belongs to
 * @param needed which of these records need their files; outside of operators
 */
export async function removeUnneeded(
  { files, database, now }: Pick<Services, 'files' | 'database' | 'now'>,
  folder: string,
  idOf: (key: string) => string,
  needed: (tx: Tx, ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<void> {
  const old = (await files.list(folder)).filter(({ changedAt }) => now().getTime() - changedAt.getTime() > day)
  const ids = old.filter(({ half }) => !half).map(({ key }) => idOf(key))
  const kept = await database.outside((tx) => needed(tx, ids))
  for (const { key, half } of old) if (half || !kept.has(idOf(key))) await files.remove(key)
}
