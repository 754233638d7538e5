import { sql } from 'kysely'
import type { z } from 'zod'
import type { readContext as endpoint } from '../../../api/identity.ts'
import { modules, permissions } from '../../../api/permissions.ts'
import type { Allowed } from '../../../api/shapes.ts'
import { type Actor, may } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { rememberOrganization } from '../identity/index.ts'
import { mayBrand, shownLogo } from './logo.ts'

type Context = z.input<(typeof endpoint.replies)[200]>

/**
 * What the web needs to draw itself for this reader: what the gates of the routes would say, told beforehand (ACC-5, ACC-8).
 * Notes the organisation as the one last used, where the next sign-in lands.
 */
export async function readContext(tx: Tx, actor: Actor): Promise<Context> {
  await rememberOrganization(tx)
  const { id, handle, name, kind, edition, site } = actor.organization
  const { operator } = actor
  return {
    organization: {
      id,
      handle,
      name,
      kind,
      edition,
      site,
      logo: await shownLogo(tx),
      can: { brand: brandable(actor) },
    },
    operator: {
      id: operator.id,
      name: operator.name,
      currency: operator.currency,
      timeZone: operator.timeZone,
    },
    home: actor.workingAs ? actor.home : null,
    viewAs: await subject(tx, actor),
    roles: actor.entry.roles,
    visibility: actor.entry.visibility,
    permissions: permissions.filter((permission) => may(actor, permission)),
    // every membership is decided with the one module there is
    modules: modules.filter(() => actor.decisions.some((decision) => decision.open)),
    across: !actor.workingAs && !actor.viewAs && (await countOwnMemberships(tx)) > 1,
  }
}

function brandable(actor: Actor): Allowed {
  if (actor.viewAs) return { ok: false, why: 'access.view_as_read_only' }
  return mayBrand(actor) ? { ok: true } : { ok: false, why: 'access.permission_missing' }
}

async function countOwnMemberships(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select access.count_own_memberships() as n`.execute(tx)
  return rows[0]?.n ?? 0
}

async function subject(tx: Tx, { viewAs }: Actor): Promise<Context['viewAs']> {
  if (!viewAs) return null
  const row = await tx.selectFrom('reach.names').select('name').where('person_id', '=', viewAs).executeTakeFirst()
  return { id: viewAs, name: row?.name ?? '' }
}
