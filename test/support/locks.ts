import type pg from 'pg'
import { expect } from 'vitest'

/** Waits until a request of this database waits for a lock; by whatever client, the one that holds it too. */
export async function lockAwaited(client: pg.Client): Promise<void> {
  const waiting = async () => {
    // within a transaction the activity stands as it was first asked for
    await client.query('select pg_stat_clear_snapshot()')
    const { rowCount } = await client.query(
      `select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and l.locktype in ('transactionid', 'tuple')
         and a.datname = current_database() and a.application_name = 'kontor'`,
    )
    return rowCount
  }
  await expect.poll(waiting).toBe(1)
}
