import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { Services } from '../../src/server/platform/services.ts'

/**
 * Runs work over a store of files that takes its time.
 *
 * @returns what it brought, and how many connections were lent each time something was stored or read
 */
export async function overSlowFiles<T>(
  services: Services,
  work: () => Promise<T>,
): Promise<{ result: T; lent: readonly number[] }> {
  const store = services.files
  const lent: number[] = []
  const wait = async () => {
    await pause(100)
    lent.push(services.database.connections().lent)
  }
  async function* slowly(key: string): AsyncGenerator<Buffer> {
    await wait()
    yield* store.open(key) as AsyncIterable<Buffer>
  }
  services.files = {
    ...store,
    put: async (key, content) => {
      await wait()
      await store.put(key, content)
    },
    open: (key) => Readable.from(slowly(key), { objectMode: false }),
  }
  try {
    return { result: await work(), lent }
  } finally {
    services.files = store
  }
}
