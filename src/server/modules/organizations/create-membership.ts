import { sql } from 'kysely'
import type { Visibility } from '../../../api/shapes.ts'
import type { Tx } from '../../platform/db/database.ts'

export interface NewMembership {
  operatorId: string
  organizationId: string
  personId: string
  /** keys of built-in roles that fit the organisation */
  roles: string[]
  visibility: Visibility
  /** absent: active */
  status?: 'invited' | 'active'
}

/** Makes a person a member, without anybody's invitation, under the same condition as `createOperator`. */
export async function createMembership(tx: Tx, of: NewMembership): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select access.create_membership(${of.operatorId}, ${of.organizationId}, ${of.personId}, ${of.visibility}, ${of.status ?? 'active'},
      ${of.roles}::text[]) as id`.execute(tx)
  const [created] = rows
  if (!created) throw new Error('no membership was created')
  return created.id
}
