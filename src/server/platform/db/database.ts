import { Kysely, PostgresDialect, type RawBuilder } from 'kysely'
import pg from 'pg'
import { assertRuntimeRole } from './runtime-role.ts'
import type { DB } from './schema.generated.ts'

/** One transaction. There is no other way to the tables. */
export type Tx = Kysely<DB>

export interface Database {
  /** Borrows a connection; the caller gives it back by `release`. */
  connect(): Promise<pg.PoolClient>
  /** A transaction without anybody entered: definer functions work, no table has rows. */
  outside<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

// dates stay calendar days, not midnights of some zone
const types = {
  getTypeParser: ((oid: number, format?: 'text') => {
    if (oid === pg.types.builtins.DATE) return (value: string) => value
    if (oid === pg.types.builtins.TIMESTAMPTZ) return (value: string) => new Date(value).toISOString()
    return pg.types.getTypeParser(oid, format)
  }) as typeof pg.types.getTypeParser,
}

/**
 * Opens the pool of the runtime login.
 *
 * @throws Error where row security would not bind the login
 */
export async function openDatabase(options: { url: string; max?: number }): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 12,
    types,
    pipeline: true,
    application_name: 'kontor',
  })
  // an idle connection that dies is replaced by the next request
  pool.on('error', () => undefined)
  await assertRuntimeRole(pool)
  return {
    connect: () => pool.connect(),
    async outside(work) {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const result = await work(bound(client))
        await client.query('commit')
        client.release()
        return result
      } catch (error) {
        await rollBack(client)
        throw error
      }
    },
    close: () => pool.end(),
  }
}

const clients = new WeakMap<Tx, pg.PoolClient>()

/** Kysely over one connection that is inside a transaction already. */
export function bound(client: pg.PoolClient): Tx {
  const borrowed = { query: client.query.bind(client), release: () => undefined }
  const pool = { connect: async () => borrowed, end: async () => undefined }
  const tx = new Kysely<DB>({ dialect: new PostgresDialect({ pool: pool as never }) })
  clients.set(tx, client)
  return tx
}

const statements = new Map<string, string>()
// each costs memory on every connection
const mostStatements = 100

/**
 * Runs a statement that each connection plans once, whatever its values are: planning takes longer than reading a page.
 * The first hundred texts are kept so; later ones are planned every time.
 */
export async function runPrepared<Row>(tx: Tx, statement: RawBuilder<Row>): Promise<Row[]> {
  const client = clients.get(tx)
  if (!client) return (await statement.execute(tx)).rows
  const { sql: text, parameters } = statement.compile(tx)
  if (!statements.has(text) && statements.size < mostStatements) statements.set(text, `prepared_${statements.size}`)
  const name = statements.get(text)
  const { rows } = await client.query({ ...(name && { name }), text, values: [...parameters] })
  return rows as Row[]
}

/** Undoes the transaction and gives the connection back; one that no longer answers is thrown away. */
export async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback')
    client.release()
  } catch {
    client.release(true)
  }
}
