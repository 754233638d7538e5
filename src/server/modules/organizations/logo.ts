import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Logo } from '../../../api/organizations.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Services } from '../../platform/services.ts'
import { logoPicture } from './logo-picture.ts'
import { logoKey, removeLogoFile } from './logo-files.ts'

type After = (work: () => Promise<void>) => void

/** Whether the membership that decides the acting organisation lets its logo be set (ACC-10). */
export function mayBrand(actor: Actor): boolean {
  return actor.entry.permissions.has('organizations.brand')
}

/** @throws Refusal 403 */
export function admitBrand(actor: Actor): void {
  if (!mayBrand(actor)) throw new Refusal('access.permission_missing')
}

/** A picture that lies in the store of files, and is nobody's logo yet. */
interface StoredLogo {
  id: string
  width: number
  height: number
}

/**
 * Makes a logo of an uploaded picture and stores it (TEN-2); no transaction waits for that. One that is never set goes at night.
 *
 * @throws Refusal 422 with what is wrong with the picture
 */
export async function storeLogo(
  { files }: Pick<Services, 'files'>,
  operator: string,
  path: string,
): Promise<StoredLogo> {
  const { content, width, height } = await logoPicture(path)
  const id = uuidv7()
  await files.put(logoKey(operator, id), content)
  return { id, width, height }
}

/**
 * Sets the logo of the acting organisation to a stored picture. The file of the one before goes once this one stands.
 *
 * @throws Refusal 403
 */
export async function setLogo(
  tx: Tx,
  actor: Actor,
  services: Services,
  stored: StoredLogo,
  after: After,
): Promise<void> {
  admitBrand(actor)
  await writeLogo(tx, actor, services, stored, after)
}

/**
 * Removes the logo of the acting organisation; where it has none, nothing happens.
 *
 * @throws Refusal 403
 */
export async function removeLogo(tx: Tx, actor: Actor, services: Services, after: After): Promise<void> {
  admitBrand(actor)
  await writeLogo(tx, actor, services, { id: null, width: null, height: null }, after)
}

async function writeLogo(
  tx: Tx,
  actor: Actor,
  services: Services,
  logo: StoredLogo | { id: null; width: null; height: null },
  after: After,
): Promise<void> {
  const { rows } = await sql<{ logo: string | null }>`
    with before as (select o.operator_id, o.id, o.logo from organizations o where o.id = ${actor.organization.id} for no key update)
    update organizations o set logo = ${logo.id}, logo_width = ${logo.width}, logo_height = ${logo.height}
    from before b where o.operator_id = b.operator_id and o.id = b.id and o.logo is distinct from ${logo.id}::uuid
    returning b.logo`.execute(tx)
  const before = rows[0]?.logo
  if (before) after(() => removeLogoFile(services, logoKey(actor.operator.id, before)))
}

/** The logo that the acting organisation shows: its own, or that of the nearest above that has one (BRA-1). */
export async function shownLogo(tx: Tx): Promise<Logo | null> {
  const { rows } = await sql<{
    id: string
    width: number
    height: number
    organization_id: string
    organization_name: string
  }>`select * from access.shown_logo()`.execute(tx)
  const [row] = rows
  if (!row) return null
  const { id, width, height, organization_id, organization_name } = row
  return { id, width, height, organization: { id: organization_id, name: organization_name } }
}
