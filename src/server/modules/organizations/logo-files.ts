import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'

const folder = 'logos'
const day = 86_400_000

/** Where the file of a logo lies. */
export function logoKey(operator: string, id: string): string {
  return `${folder}/${operator}/${id}`
}

/** @throws Refusal 404 where the file is gone, as after a replacement that came in between */
export async function readLogoFile({ files, log }: Services, key: string): Promise<Uint8Array> {
  if (!(await files.has(key))) {
    log.warn({ key }, 'the file of a logo is missing')
    throw new Refusal('access.not_found')
  }
  return buffer(files.open(key))
}

/** Removes the file of a logo that nobody shows any more. One that stays is removed at night. */
export async function removeLogoFile({ files, log }: Services, key: string): Promise<void> {
  await files.remove(key).catch((error: unknown) => log.warn({ err: error, key }, 'the file of a logo stays for now'))
}

/** Removes, a day after they were written, files that are no organisation's logo: of uploads that failed, or replaced since. */
export async function tidyLogos(services: Services): Promise<void> {
  const { files, database, now } = services
  const old = (await files.list(folder)).filter(({ changedAt }) => now().getTime() - changedAt.getTime() > day)
  const ids = old.map(({ key }) => key.slice(key.lastIndexOf('/') + 1))
  const needed = await database.outside(async (tx) => {
    const { rows } = await sql<{ id: string }>`select id from access.logos_in_use(${ids}::text[])`.execute(tx)
    return new Set(rows.map(({ id }) => id))
  })
  for (const [at, { key, half }] of old.entries()) if (half || !needed.has(ids[at] ?? '')) await files.remove(key)
}
