import { sql } from 'kysely'
import { builtInRoles } from '../../../api/permissions.ts'
import type { Tx } from '../../platform/db/database.ts'
import { words } from '../../platform/i18n.ts'
import { handleFor } from './handle.ts'

export interface NewOperator {
  name: string
  preset: 'vendor' | 'marketplace'
  /** ISO 4217 */
  currency: string
  /** IANA name */
  timeZone: string
  /** absent: the name with a random tail */
  handle?: string
}

/**
 * Creates an operator with its root organisation, the built-in roles (ACC-7) and the module access of its preset (ACC-5).
 * Works while an installation is not in use, and for the operator's own machinery.
 */
export async function createOperator(tx: Tx, operator: NewOperator): Promise<{ id: string; handle: string }> {
  const handle = operator.handle ?? handleFor(operator.name)
  const t = words('de', 'roles')
  const roles = JSON.stringify(builtInRoles.map((role) => ({ ...role, name: t(role.key) })))
  const { rows } = await sql<{ id: string }>`
    select access.create_operator(${operator.name}, ${handle}, ${operator.preset}, ${operator.currency}, ${operator.timeZone}, ${roles}::jsonb) as id`.execute(
    tx,
  )
  const [created] = rows
  if (!created) throw new Error('no operator was created')
  return { id: created.id, handle }
}
