import type { Duplex } from 'node:stream'
import { Kysely, type RawBuilder } from 'kysely'
import pg from 'pg'
import { oneConnection } from './one-connection.ts'
import { assertRuntimeRole } from './runtime-role.ts'
import type { DB } from './schema.generated.ts'

/** One transaction. There is no other way to the tables. */
export type Tx = Kysely<DB>

export interface Database {
  /** Borrows a connection; the caller gives it back by `release`. */
  connect(): Promise<pg.PoolClient>
  /** A transaction without anybody entered: definer functions work, no table has rows. */
  outside<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** how many connections are lent, how many idle, and how many wait for one */
  connections(): { lent: number; idle: number; waiting: number }
  close(): Promise<void>
}

/** How long a request waits for a connection before it is told that the server is busy. */
const longestWait = 5000

// whoever forgets a transaction must not hold its connection and locks for ever; longer than a download may pause
const longestIdle = `set idle_in_transaction_session_timeout = '2min'`

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
    connectionTimeoutMillis: longestWait,
  })
  // nobody else listens while a connection is lent; its loss is told by the next query, and must not end the process
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    // not as a parameter of the start, which connection poolers refuse
    client.query(longestIdle).catch(() => undefined)
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
    connections: () => ({
      lent: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => pool.end(),
  }
}

const clients = new WeakMap<Tx, pg.PoolClient>()

/** Kysely over one connection that is inside a transaction already. */
export function bound(client: pg.PoolClient): Tx {
  const tx = new Kysely<DB>({ dialect: oneConnection(client) })
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
  return send(tx, named(tx, statement))
}

/**
 * Runs the last statement of a transaction that only reads, with the commit in the same packet.
 *
 * @param prepared whether one plan serves all values
 */
export async function runLast<Row>(tx: Tx, statement: RawBuilder<Row>, prepared: boolean): Promise<Row[]> {
  const client = clientOf(tx)
  const query = prepared ? named(tx, statement) : unnamed(tx, statement)
  return together(client, () => {
    const rows = send<Row>(tx, query)
    const ended = client.query('commit')
    // told by `commit`; a lost connection is told by the statement too
    ended.catch(() => undefined)
    commits.set(tx, ended)
    return rows
  })
}

const commits = new WeakMap<Tx, Promise<unknown>>()

/** Ends a transaction, where its last statement has not. */
export function commit(tx: Tx): Promise<unknown> {
  return commits.get(tx) ?? clientOf(tx).query('commit')
}

/** Sends what is asked inside as one packet: writing to a socket costs more than most statements. */
export function together<T>(client: pg.PoolClient, ask: () => T): T {
  // the types of the driver leave its connection out
  const { stream } = (client as pg.PoolClient & { connection: { stream: Duplex } }).connection
  stream.cork()
  try {
    return ask()
  } finally {
    stream.uncork()
  }
}

/** Sends all that is asked before the first wait as one packet. */
export function inOnePacket<T>(tx: Tx, ask: () => T): T {
  return together(clientOf(tx), ask)
}

interface Named {
  name?: string
  text: string
  values: unknown[]
}

function unnamed(tx: Tx, statement: RawBuilder<unknown>): Named {
  const { sql: text, parameters } = statement.compile(tx)
  return { text, values: [...parameters] }
}

function named(tx: Tx, statement: RawBuilder<unknown>): Named {
  const query = unnamed(tx, statement)
  if (!statements.has(query.text) && statements.size < mostStatements)
    statements.set(query.text, `prepared_${statements.size}`)
  const name = statements.get(query.text)
  return name ? { ...query, name } : query
}

const modes = new WeakMap<Tx, string>()

/** The mode counts for statements without a name too: those are planned for their values. */
async function send<Row>(tx: Tx, query: Named): Promise<Row[]> {
  const client = clientOf(tx)
  const mode = query.name ? 'force_generic_plan' : 'force_custom_plan'
  const { rows } = await together(client, () => {
    // where it fails, the statement behind it fails too
    if (modes.get(tx) !== mode) client.query(`set local plan_cache_mode = ${mode}`).catch(() => undefined)
    modes.set(tx, mode)
    return client.query(query)
  })
  return rows as Row[]
}

function clientOf(tx: Tx): pg.PoolClient {
  const client = clients.get(tx)
  if (!client) throw new Error('the transaction has no connection of its own')
  return client
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
