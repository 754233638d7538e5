import pg from 'pg'
import type { Log } from '../log.ts'

/** The channel of everything that other processes should know at once. What is said there are ids only. */
const channel = 'kontor_live'

export interface Listener {
  told: (text: string) => void
  /** Notices may have been lost: the connection was, and is back. */
  missed: () => void
}

/** Notices of transactions that are done, over one connection of this process that comes back by itself. */
export interface Notices {
  /** Listens from now on; resolves when nothing that is said afterwards is missed. */
  listen(listener: Listener): Promise<void>
  close(): Promise<void>
}

// a connection that died without a word is deaf: it is asked now and then
const askEvery = 30_000
const longestAnswer = 5_000
const longestPause = 5_000
/** after so many tries it is worth a line in the log */
const patience = 3

/**
 * Opens the notices. The connection is made when somebody listens.
 *
 * @param options.connectionString not through a pooler in transaction mode, which loses LISTEN
 */
export function openNotices(options: { connectionString: string; log: Log }): Notices {
  const listeners = new Set<Listener>()
  let connection: Promise<pg.Client> | undefined
  let closed = false
  let retry: NodeJS.Timeout | undefined

  const connect = () =>
    listening(options.connectionString, {
      told: (text) => {
        for (const { told } of listeners) told(text)
      },
      lost: () => again(0),
    })
  const again = (tries: number) => {
    if (closed) return
    retry = setTimeout(() => void comeBack(tries), Math.min(longestPause, 100 * 2 ** tries))
    retry.unref()
  }
  const comeBack = async (tries: number) => {
    connection = connect()
    try {
      await connection
      retry = undefined
      for (const { missed } of listeners) missed()
    } catch (error) {
      if (tries === patience) options.log.warn({ err: error }, 'nothing is heard of changes: the database is away')
      again(tries + 1)
    }
  }
  return {
    async listen(listener) {
      listeners.add(listener)
      connection ??= connect()
      try {
        await connection
      } catch (error) {
        listeners.delete(listener)
        // the next one who asks tries anew, unless that happens already
        if (!retry) connection = undefined
        throw error
      }
    },
    async close() {
      closed = true
      clearTimeout(retry)
      const client = await connection?.catch(() => undefined)
      await client?.end()
    },
  }
}

/** One connection that listens. `lost` is told once it was there. */
async function listening(
  connectionString: string,
  { told, lost }: { told: (text: string) => void; lost: () => void },
): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    application_name: 'kontor notices',
    keepAlive: true,
    connectionTimeoutMillis: longestAnswer,
    query_timeout: longestAnswer,
  })
  let stands = false
  const ask = setInterval(() => void client.query('select 1').catch(() => client.end()), askEvery)
  ask.unref()
  client.on('notification', ({ payload = '' }) => told(payload))
  // without a listener, a lost connection would end the process; `end` tells it
  client.on('error', () => undefined)
  client.once('end', () => {
    clearInterval(ask)
    if (stands) lost()
  })
  try {
    await client.connect()
    await client.query(`listen ${channel}`)
  } catch (error) {
    clearInterval(ask)
    void client.end().catch(() => undefined)
    throw error
  }
  stands = true
  return client
}
