import { sql } from 'kysely'
import type { Edition } from '../../../api/shapes.ts'
import type { Tx } from '../../platform/db/database.ts'
import { handleFor } from './handle.ts'

export interface NewOrganization {
  operatorId: string
  /** the organisation above */
  parentId: string
  kind: 'partner' | 'customer'
  name: string
  site?: boolean
  edition?: Edition
  tenantVersion?: string
  /** absent: active */
  status?: 'created' | 'invited' | 'active' | 'suspended' | 'closed'
  externalId?: string
  /** absent: the name with a random tail */
  handle?: string
}

/** Creates an organisation of an operator's tree, under the same condition as `createOperator`. */
export async function createOrganization(tx: Tx, of: NewOrganization): Promise<{ id: string; handle: string }> {
  const handle = of.handle ?? handleFor(of.name)
  const { rows } = await sql<{ id: string }>`
    select access.create_organization(${of.operatorId}, ${of.parentId}, ${of.kind}, ${of.site ?? false}, ${of.name}, ${handle},
      ${of.edition ?? null}, ${of.tenantVersion ?? null}, ${of.status ?? 'active'}, ${of.externalId ?? null}) as id`.execute(
    tx,
  )
  const [created] = rows
  if (!created) throw new Error('no organisation was created')
  return { id: created.id, handle }
}
