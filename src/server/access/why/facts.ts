import { sql } from 'kysely'
import type { Module } from '../../../api/permissions.ts'
import type { OrganizationKind, Visibility } from '../../../api/shapes.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Entered } from '../actor.ts'

/** A membership as `access.why` tells it: what it says itself, and what it comes to. */
export interface MembershipFacts {
  id: string
  organization: string
  kind: OrganizationKind
  effective: boolean
  open: boolean
  visibility: Visibility
  counts: Visibility
  reads: boolean
  roles: string[]
  /** the first organisation from above that is not active */
  inactive: string | null
}

export type Arm = 'everything' | 'all' | 'contact' | 'manager' | 'deputy' | 'deputy_manager' | 'tenant' | 'shared'

interface ShareFacts {
  said: 'read' | 'write' | 'contact' | 'membership' | 'asleep'
  giver: string
  grantee: string
  contact: string | null
}

/** What is told where the person gets in. */
export interface InsideFacts {
  arms: Partial<Record<Arm, boolean>>
  /** the owner is in the scope */
  owned: boolean
  /** acting in a customer organisation, and whether the record is its own (ACC-11) */
  inCustomer: boolean
  own: boolean
  shares: ShareFacts[]
  decider: MembershipFacts | null
  entering: string
}

/** The answer of `access.why`: the arms of the row rule one by one, and the decisions of `access.enter_person`. */
export interface WhyFacts extends Partial<InsideFacts> {
  door: 'member' | 'home' | 'inactive' | 'invited' | 'none' | 'work_as_missing' | 'blocked' | 'customer_unseen'
  place: string
  /** null: the asker's own context */
  entered: Entered | null
  home: MembershipFacts | null
  owner: string
  ownerName: string
  contact: string | null
  contactName: string | null
  manager: string | null
  managerName: string | null
  person: string
  known: {
    organizations: Record<string, string>
    sharer: string | null
    /** of those in sight: whether the asker may change it */
    memberships: Record<string, boolean>
    mayInvite: { place: boolean; owner: boolean }
    administrators: string[]
  }
}

/** Of which record, and of whom. */
export interface WhyQuestion {
  /** the table of the row rule in `access.arms` */
  object: 'customers'
  module: Module
  record: string
  person: string
  /** where the person acts; null: as entered, or the first place managed */
  place: string | null
}

/** @throws Refusal 404 where the asker does not see the record, or may not ask about the person there */
export async function whyFacts(tx: Tx, { object, record, module, person, place }: WhyQuestion): Promise<WhyFacts> {
  const { rows } = await sql<{ facts: WhyFacts | null }>`
    select access.why(${object}, ${record}, ${module}, ${person}, ${place}) as facts`.execute(tx)
  const facts = rows[0]?.facts
  if (!facts) throw new Refusal('access.not_found')
  return facts
}
