import {
  type Actor,
  type CustomerDecision,
  decideAudit,
  decideCustomer,
  decideHistory,
  decideOrganization,
  decideWrite,
  enter,
  explain,
  gate,
  mayCreateFor,
  type Request,
  seesImport,
  seesMail,
  seesMembership,
  seesRole,
  seesSettings,
  seesView,
} from './decide.ts'
import type { Visible } from './customers.ts'
import { lookup } from './lookup.ts'
import type { Stop } from './owned.ts'
import { decidingFor, isEffective, type Levels } from './standing.ts'
import { ATTRIBUTES, type Customer, type World } from './world.ts'

/** The rules a run must have met, each allowing and each denying. */
const COUNTED = [
  'ACC-2',
  'ACC-3',
  'ACC-5',
  'ACC-7',
  'ACC-8a',
  'ACC-9',
  'ACC-10',
  'ACC-11',
  'ACC-11a',
  'ACC-12',
  'ACC-14',
  'ACC-15',
  'ACC-16',
  'ACC-17',
  'ACC-18',
  'ACC-19',
] as const

type Rule = (typeof COUNTED)[number]
type Outcome = 'allowed' | 'denied'
export type Tally = ({ rule: Rule } & Record<Outcome, number>)[]

/** An empty table: how often each rule decided, by outcome. */
export function tally(): Tally {
  return COUNTED.map((rule) => ({ rule, allowed: 0, denied: 0 }))
}

/** What a run has not proved: the rules that allowed or denied less often than `least`. */
export function shortfalls(table: Tally, least = 50): { rule: Rule; outcome: Outcome; count: number }[] {
  const outcomes: Outcome[] = ['allowed', 'denied']
  return table
    .flatMap((row) => outcomes.map((outcome) => ({ rule: row.rule, outcome, count: row[outcome] })))
    .filter(({ count }) => count < least)
}

/** Adds every decision of the model about these requests to the table, under the rules that were decisive. */
export function countWorld(table: Tally, world: World, requests: readonly Request[]): void {
  const add = (isAllowed: boolean, ...rules: Rule[]) => {
    for (const row of table) {
      if (rules.includes(row.rule)) row[isAllowed ? 'allowed' : 'denied'] += 1
    }
  }
  for (const request of requests) {
    const entry = countEntry(add, world, request)
    if (!entry.ok) continue
    const { actor } = entry
    for (const customer of world.customers) {
      if (customer.operator === actor.operator) countCustomer(add, world, actor, customer)
    }
    countLists(add, actor)
    countOtherRows(add, world, actor)
    countCreation(add, world, actor)
    countExplanations(add, world, actor)
  }
}

type Add = (isAllowed: boolean, ...rules: Rule[]) => void

function countEntry(add: Add, world: World, request: Request) {
  const entry = enter(world, request)
  if (!entry.ok) {
    if (entry.because === 'no_membership' && lookup(world).activeMembershipsOf(request.person).length > 0)
      add(false, 'ACC-2')
    if (entry.because === 'no_work_as' || entry.because.startsWith('tenant_')) add(false, 'ACC-3')
    if (entry.because === 'membership_not_effective') add(false, 'ACC-8a')
    if (entry.because === 'across_refused') add(false, 'ACC-10')
    return entry
  }
  const { actor } = entry
  if (lookup(world).activeMembershipsOf(actor.person).length > 1) add(true, 'ACC-2')
  if (actor.workingAs) add(true, 'ACC-3')
  if (actor.across) add(true, 'ACC-10')
  const refusal = gate(actor, { module: 'customers', can: 'customers.read' })
  add(refusal?.because !== 'module_closed', 'ACC-5')
  if (refusal?.because === 'permission_missing') add(false, 'ACC-7', 'ACC-10')
  return entry
}

const RULES_OF_STOP: Record<Stop, Rule[]> = {
  other_operator: ['ACC-12'],
  not_own_record: ['ACC-11', 'ACC-12'],
  out_of_scope: ['ACC-12'],
  share_asleep: ['ACC-8a', 'ACC-12'],
  membership_not_effective: ['ACC-8a', 'ACC-12'],
  module_closed: ['ACC-5', 'ACC-12'],
  permission_missing: ['ACC-7', 'ACC-12'],
  visibility_none: ['ACC-12'],
  not_assigned: ['ACC-12'],
}

function countCustomer(add: Add, world: World, actor: Actor, customer: Customer): void {
  const decision = decideCustomer(world, actor, customer)
  if (decision.visible) return countVisible(add, world, actor, customer, decision)
  add(false, ...RULES_OF_STOP[decision.because])
  const deciding = actor.scope.has(customer.owner) ? decidingFor(world, actor.person, customer.owner) : null
  if (deciding === null) return
  // a role that could change the row does not help where visibility is none
  if (decision.because === 'visibility_none' && deciding.permissions.has('customers.update')) add(false, 'ACC-9')
  if (deciding !== actor.home) add(false, 'ACC-10')
}

function countVisible(add: Add, world: World, actor: Actor, customer: Customer, decision: Visible): void {
  const { because, can, levels, membership, share } = decision
  const isByDeputy = because.startsWith('deputy_')
  add(true, 'ACC-12')
  if (because === 'own_record') add(true, 'ACC-11')
  if (share !== null || isByDeputy || !isEffective(world, customer.owner)) add(true, 'ACC-8a')
  if (membership.id !== actor.home.membership.id) add(true, 'ACC-10')
  if (!actor.readOnly) {
    for (const action of [can.update, can.assignContact, can.changeStatus]) {
      if (action.ok || action.why === 'access.permission_missing') add(action.ok, 'ACC-7')
    }
    // the row is visible although the role may do nothing with it
    if (!can.update.ok) add(true, 'ACC-9')
  }
  const roles = membership.roles.flatMap((id) => lookup(world).role(id) ?? [])
  for (const attribute of ATTRIBUTES) {
    if (roles.some(({ attributes }) => attribute in attributes)) add(levels[attribute] !== 'hidden', 'ACC-14')
  }
  if (can.update.ok) {
    for (const attribute of [...ATTRIBUTES, 'shoeSize']) add(decideWrite(decision, attribute).ok, 'ACC-16')
  }
  if (actor.viewer !== null) countViewed(add, decideCustomer(world, { ...actor, viewer: null }, customer), levels)
  for (const entry of lookup(world).historyOf(customer.id)) {
    add(decideHistory(world, actor, entry).shown, 'ACC-15')
  }
}

/** Attributes that the person reads, as who looks as them is shown them: what is hidden from the viewer stays hidden. */
function countViewed(add: Add, own: CustomerDecision, shown: Levels): void {
  if (!own.visible) return
  for (const attribute of ATTRIBUTES)
    if (own.levels[attribute] !== 'hidden') add(shown[attribute] !== 'hidden', 'ACC-19')
}

function countLists(add: Add, actor: Actor): void {
  for (const attribute of ATTRIBUTES) add(actor.readableInLists.includes(attribute), 'ACC-15')
}

function countOtherRows(add: Add, world: World, actor: Actor): void {
  for (const organization of world.organizations) {
    add(decideOrganization(world, actor, organization) !== 'none', 'ACC-11a')
  }
  for (const membership of world.memberships) add(seesMembership(world, actor, membership), 'ACC-11a')
  for (const role of world.roles) add(seesRole(actor, role), 'ACC-11a')
  for (const row of world.imports) add(seesImport(world, actor, row), 'ACC-11a')
  for (const view of world.views) add(seesView(world, actor, view), 'ACC-11a')
  for (const row of world.settings) add(seesSettings(actor, row), 'ACC-11a')
  for (const mail of world.mails) add(seesMail(actor, mail), 'ACC-11a')
  for (const entry of world.audit) {
    const decision = decideAudit(world, actor, entry)
    add(decision !== 'none', 'ACC-11a')
    if (decision !== 'none' && entry.customer !== null) add(decision === 'full', 'ACC-17')
  }
}

function countCreation(add: Add, world: World, actor: Actor): void {
  for (const owner of actor.scope) {
    const creation = mayCreateFor(world, actor, owner)
    if (creation.ok) add(true, 'ACC-7', 'ACC-8a')
    else if (creation.because === 'permission_missing') add(false, 'ACC-7')
    else if (creation.because === 'visibility_none') add(false, 'ACC-8a')
  }
}

/** Of some customers in sight, about everybody where they are a member: answers that say visible, and those that don't or are refused. */
function countExplanations(add: Add, world: World, actor: Actor): void {
  const seen = world.customers.filter((customer) => decideCustomer(world, actor, customer).visible).slice(0, 3)
  for (const customer of seen) {
    for (const { person, organization } of world.memberships) {
      add(explain(world, actor, { customer, person, place: organization })?.visible === true, 'ACC-18')
    }
  }
}
