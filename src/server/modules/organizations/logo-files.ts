import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { removeUnneeded } from '../../platform/files/remove-unneeded.ts'
import { MissingFile } from '../../platform/files/store.ts'
import type { Services } from '../../platform/services.ts'

const folder = 'logos'

/** Where the file of a logo lies. */
export function logoKey(operator: string, id: string): string {
  return `${folder}/${operator}/${id}`
}

function logoOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1)
}

/** @throws Refusal 404 where the file is gone, as after a replacement that came in between */
export async function readLogoFile({ files, database, log }: Services, key: string): Promise<Uint8Array> {
  try {
    return await buffer(files.open(key))
  } catch (error) {
    if (!(error instanceof MissingFile)) throw error
    const id = logoOf(key)
    // one that was replaced since is missing rightly
    if ((await database.outside((tx) => inUse(tx, [id]))).has(id)) log.warn({ key }, 'the file of a logo is missing')
    throw new Refusal('access.not_found')
  }
}

/** Removes the file of a logo that nobody shows any more. One that stays is removed at night. */
export async function removeLogoFile({ files, log }: Services, key: string): Promise<void> {
  await files.remove(key).catch((error: unknown) => log.warn({ err: error, key }, 'the file of a logo stays for now'))
}

/** Removes, a day after they were written, files that are no organisation's logo: of uploads that failed, or replaced since. */
export async function tidyLogos(services: Services): Promise<void> {
  await removeUnneeded(services, folder, logoOf, inUse)
}

async function inUse(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select id from access.logos_in_use(${ids}::text[])`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}
