import { customerAttributes, neverHidden } from '../../api/customers.ts'
import { moduleOf, type Permission } from '../../api/permissions.ts'
import type { Edition, Language, OrganizationKind, Visibility } from '../../api/shapes.ts'

/** What one membership decides in the scope of a request (ACC-10). */
export interface Decision {
  id: string
  organization: string
  kind: OrganizationKind
  effective: boolean
  /** what it comes to: none where the membership is not effective, its module is closed, or it may not read customers */
  visibility: Visibility
  open: boolean
  permissions: ReadonlySet<string>
  hidden: ReadonlySet<string>
  readOnly: ReadonlySet<string>
  roles: string[]
}

/** A share that lets a row in whose owner is out of scope, and the grantee's membership that decides it. */
interface SharedRow {
  level: 'read' | 'write'
  membership: string
  grantee: string
}

interface Reach {
  everything: boolean
  managesEverywhere: boolean
  allIds: string[]
  ownIds: string[]
  manageIds: string[]
  tenantIds: string[]
  deputised: boolean
  /** by customer */
  shared: Record<string, SharedRow>
  /** customer → membership: rows that are visible across as own records alone (ACC-11) */
  ownRecords: Record<string, string>
}

/** Owner → membership, where it is not the one under `*`. */
type Decided = Record<string, string>

/** Who acts, where, and with what rights; made by `access.enter` at the start of each transaction (ACC-1). */
export interface Actor {
  person: { id: string; name: string; language: Language; timeZone: string }
  operator: {
    id: string
    name: string
    preset: 'vendor' | 'marketplace'
    currency: string
    timeZone: string
    requiredCustomerFields: string[]
    partnerEdits: boolean
  }
  organization: {
    id: string
    handle: string
    name: string
    kind: OrganizationKind
    site: boolean
    edition: Edition | null
  }
  /** where the rights come from; differs from the organisation while working as (ACC-3) */
  home: { id: string; handle: string; name: string }
  workingAs: boolean
  viewAs: string | null
  /** the person whose rows these are: seen as somebody, that person (ACC-19) */
  reader: string
  /** the membership that decides the organisation itself: at or nearest above it */
  entry: Decision
  /** the memberships that decide something in this scope */
  decisions: Decision[]
  decided: Decided
  /** ACC-19: the memberships of whoever sees this as somebody else; what they hide stays hidden */
  viewer: { decisions: Decision[]; decided: Decided } | null
  reach: Reach
}

type Described = Omit<Decision, 'permissions' | 'hidden' | 'readOnly'> & {
  permissions: string[]
  /** null: no role at all */
  hidden: string[] | null
  readOnly: string[] | null
}

/** What `access.enter` answers. */
export type Entered =
  | { status: 401 | 404; code: 'session.missing' | 'access.organization_not_found' }
  | (Omit<Actor, 'reader' | 'entry' | 'decisions' | 'decided' | 'viewer' | 'reach'> & {
      status: 200
      entry: string
      acrossRefused: boolean
      memberships: Described[]
      viewer: { memberships: Described[]; decided: Decided } | null
      reach: Reach & { decided: Decided }
    })

/** Reads the answer of `access.enter` into an actor. */
export function actorOf(entered: Extract<Entered, { status: 200 }>): Actor {
  const { memberships, entry, viewer, reach: reached, ...rest } = entered
  const decisions = memberships.map(decisionOf)
  const { decided, ...reach } = reached
  return {
    ...rest,
    reader: entered.viewAs ?? entered.person.id,
    entry: byId(decisions, entry),
    decisions,
    decided,
    viewer: viewer && { decisions: viewer.memberships.map(decisionOf), decided: viewer.decided },
    reach,
  }
}

// a membership without roles hides what can be hidden, and lets write nothing (ACC-14)
const everyAttribute: ReadonlySet<string> = new Set(customerAttributes.map((key) => `customer.${key}`))
const hidable: ReadonlySet<string> = new Set(
  customerAttributes.filter((key) => !neverHidden.includes(key)).map((key) => `customer.${key}`),
)

function decisionOf({ permissions, hidden, readOnly, ...rest }: Described): Decision {
  return {
    ...rest,
    permissions: new Set(permissions),
    hidden: hidden ? new Set(hidden) : hidable,
    readOnly: readOnly ? new Set(readOnly) : everyAttribute,
  }
}

function byId(decisions: Decision[], id: string | undefined): Decision {
  const found = decisions.find((decision) => decision.id === id)
  if (!found) throw new Error('a deciding membership is missing')
  return found
}

/** Whether any membership in scope whose module is open holds the permission: the gate of a route (ACC-10). */
export function may(actor: Actor, permission: Permission): boolean {
  const gated = moduleOf(permission) !== null
  return actor.decisions.some((d) => (d.open || !gated) && d.permissions.has(permission))
}

/** A customer as far as it takes to know who decides it. */
interface Decidable {
  id: string
  ownerId: string
}

/**
 * The membership that decides a visible row: the nearest above its owner, or else the customer's own, or else the
 * grantee's (ACC-10). Seen as somebody, it also hides what the viewer's own membership hides there (ACC-19).
 */
export function decisionFor(actor: Actor, row: Decidable): Decision {
  const { ownRecords, shared } = actor.reach
  const decision = byId(
    actor.decisions,
    ownRecords[row.id] ?? shared[row.id]?.membership ?? decider(actor.decided, row.ownerId),
  )
  if (!actor.viewer) return decision
  const { decisions, decided } = actor.viewer
  const { hidden } = byId(decisions, decider(decided, shared[row.id]?.grantee ?? row.ownerId))
  return { ...decision, hidden: new Set([...decision.hidden, ...hidden]) }
}

function decider(decided: Decided, organization: string): string | undefined {
  return decided[organization] ?? decided['*']
}

/** The level of the share that a visible row came by; null where it came by its owner, or is the reader's own record. */
export function shareLevelOf(actor: Actor, row: Decidable): 'read' | 'write' | null {
  const { ownRecords, shared } = actor.reach
  return row.id in ownRecords ? null : (shared[row.id]?.level ?? null)
}

/** The attributes that a list must not show: those hidden from any membership that decides in scope (ACC-10). */
export function hiddenInLists(actor: Actor): ReadonlySet<string> {
  const deciding = [...actor.decisions, ...(actor.viewer?.decisions ?? [])]
  const [first] = deciding
  return first && deciding.length === 1 ? first.hidden : new Set(deciding.flatMap(({ hidden }) => [...hidden]))
}
