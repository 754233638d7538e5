import type { ClientBase } from 'pg'
import type { Log } from '../log.ts'

/**
 * Text indexes are sorted by a library of the operating system or of PostgreSQL's package. When its version has changed
 * since they were built, they are built again and the new version is written down. For one database; needs a superuser.
 */
export async function refreshCollations(client: ClientBase, log: Log): Promise<void> {
  const database = await client.query<{ name: string; changed: boolean }>(
    `select quote_ident(datname) as name, datcollversion is distinct from pg_database_collation_actual_version(oid) as changed
       from pg_database where datname = current_database() and datcollversion is not null`,
  )
  const collations = await client.query<{ name: string }>(
    `select quote_ident(nspname) || '.' || quote_ident(collname) as name
       from pg_collation join pg_namespace on pg_namespace.oid = collnamespace
      where collversion is not null and collversion <> pg_collation_actual_version(pg_collation.oid)`,
  )
  const changed = database.rows.find((row) => row.changed)
  if (!changed && collations.rows.length === 0) return
  log.info('the sorting rules of the system have changed: building the indexes again')
  await client.query('reindex database')
  if (changed) await client.query(`alter database ${changed.name} refresh collation version`)
  for (const { name } of collations.rows) await client.query(`alter collation ${name} refresh version`)
  log.info('the indexes are built')
}
