import pg from 'pg'

/** One connection outside the pool, for set-up and commands. */
export async function withClient<T>(
  config: string | pg.ClientConfig,
  action: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(config)
  // a lost connection is told by the next query; without a listener it would end the process
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await action(client)
  } finally {
    await client.end()
  }
}

// any constant will do; it only must not be used for another advisory lock
const setUpLock = 7_266_341_905

/**
 * A transaction that waits for the set-up transactions of other starts. Held by the transaction, not by the session, so
 * that it works through a connection pooler too.
 */
export async function inSetUp<T>(client: pg.Client, action: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock($1)', [setUpLock])
    const result = await action()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
