import type { Actor } from './actor.ts'
import { type Cans, cansOf, writesOf } from './can.ts'
import { judgeDeputised } from './deputies.ts'
import { lookup } from './lookup.ts'
import { type Arm, judgeOwned, type Stop, stopOf, type Verdict } from './owned.ts'
import { judgeShares } from './shares.ts'
import { decidingFor, type Levels, levelsBy, type Standing } from './standing.ts'
import type { Attribute, Customer, Membership, Permission, Share, World } from './world.ts'

/** A row that is not visible does not exist (ACC-12): it answers 404 and carries nothing. */
type Invisible = { visible: false; because: Stop }

export type Visible = {
  visible: true
  because: Arm
  /** the membership that decides this row (ACC-10) */
  membership: Membership
  /** the share that lets it in, if it is not owned in scope */
  share: Share | null
  permissions: ReadonlySet<Permission>
  /** what the role lets read and write */
  levels: Levels
  /** the same, less what writing could tell of other customers */
  writes: Levels
  can: Cans
}

export type CustomerDecision = Invisible | Visible

/** What reached a row: the standing that decides it, and the share if it came by one. */
type Found = { because: Arm; standing: Standing; share: Share | null }

/** Rows, actions and attributes of one customer for one actor. */
export function decideCustomer(world: World, actor: Actor, customer: Customer): CustomerDecision {
  const found = find(world, actor, customer)
  if (typeof found === 'string') return { visible: false, because: found }
  const { because, standing, share } = found
  const levels = seenLevels(world, actor, customer, found)
  return {
    visible: true,
    because,
    membership: standing.membership,
    share,
    permissions: standing.permissions,
    levels,
    writes: writesOf(standing, levels, share),
    can: cansOf({ readOnly: actor.readOnly, permissions: standing.permissions, levels, share }),
  }
}

/** The owner's membership comes first, then the customer's own, then the grantee's: never two of them (ACC-10). */
function find(world: World, actor: Actor, customer: Customer): Found | Stop {
  if (customer.operator !== actor.operator) return 'other_operator'
  if (actor.organization.kind === 'customer' && !actor.across) return findOwnRecord(world, actor, customer)
  const isOwned = actor.scope.has(customer.owner)
  const first = isOwned ? findOwned(world, actor, customer) : 'out_of_scope'
  if (typeof first !== 'string') return first
  const own = actor.across ? findOwnRecord(world, actor, customer) : 'not_own_record'
  if (typeof own !== 'string') return own
  // a share adds nothing where the owner is in scope: `none` at the owner beats it
  return isOwned ? first : judgeShares(world, actor, customer)
}

function findOwned(world: World, actor: Actor, customer: Customer): Found | Stop {
  const standing = decidingFor(world, actor.person, customer.owner)
  if (standing === null) return 'out_of_scope'
  const owned: Verdict = judgeOwned(standing, customer)
  const verdict = owned.because === 'not_assigned' ? judgeDeputised(world, actor, standing, customer) : owned
  return verdict.visible ? { because: verdict.because, standing, share: null } : verdict.because
}

/** ACC-11: a customer organisation sees exactly its own record, whatever the visibility of its memberships. */
function findOwnRecord(world: World, actor: Actor, customer: Customer): Found | Stop {
  const standing = ownStanding(world, actor, customer)
  if (standing === null) return 'not_own_record'
  const stop = stopOf(standing)
  if (stop !== null && stop !== 'visibility_none') return stop
  return { because: 'own_record', standing, share: null }
}

function ownStanding(world: World, actor: Actor, { organization }: Customer): Standing | null {
  if (organization === null) return null
  if (organization === actor.organization.id) return actor.entering
  const membership = actor.across ? lookup(world).activeMembership(actor.person, organization) : undefined
  return membership === undefined ? null : decidingFor(world, actor.person, organization)
}

/** ACC-14, ACC-19: the levels of the row's membership; what is hidden from somebody who views as it stays hidden. */
function seenLevels(world: World, { viewer }: Actor, customer: Customer, { because, standing, share }: Found): Levels {
  if (viewer === null) return standing.levels
  const anchor = share?.grantee ?? customer.owner
  const seen = because === 'own_record' ? viewer.entering : decidingFor(world, viewer.person, anchor)
  const isHidden = (attribute: Attribute) => seen === null || seen.levels[attribute] === 'hidden'
  return levelsBy((attribute) => (isHidden(attribute) ? 'hidden' : standing.levels[attribute]))
}

/** The rows that a list of customers holds, before filters. */
export function listCustomers(world: World, actor: Actor): Customer[] {
  return world.customers.filter((customer) => decideCustomer(world, actor, customer).visible)
}
