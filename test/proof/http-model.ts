import type { Permission } from '../../src/api/permissions.ts'
import {
  type Actor,
  type Can,
  decideAudit,
  decideCustomer,
  decideHistory,
  decideOrganization,
  decideWrite,
  enter,
  gate,
  logoOf,
  mayChangeView,
  mayCreateFor,
  type Request,
  seesImport,
  seesMail,
  seesMembership,
  seesRole,
  seesView,
} from '../model/decide.ts'
import { lookup } from '../model/lookup.ts'
import { decidingFor } from '../model/standing.ts'
import { ATTRIBUTES, type Attribute, type Customer, type Import, type World } from '../model/world.ts'
import { loadedMemberships } from '../support/load-world.ts'
import { type Facts, sayOf } from './facts.ts'

/** What one request asks for one by one. */
export interface Sample {
  customers: readonly Customer[]
  /** those of them whose history is read, that are searched for and written */
  touched: ReadonlySet<Customer>
  /** that are sorted by */
  attributes: readonly Attribute[]
  /** that are written on a customer */
  written: (customer: Customer) => readonly Attribute[]
  imports: readonly Import[]
  /** organisations for which a customer is created */
  owners: readonly string[]
}

/** Attributes that no change of master data names (CUS-5): others write them, or nobody. */
const UNCHANGEABLE: readonly Attribute[] = ['number', 'owner', 'contact', 'manager', 'imported']

const WORDS: Record<string, string> = {
  'access.share_read_only': 'access.shared_read_only',
  'access.share_excludes': 'access.shared_read_only',
  'access.attribute_read_only': 'access.attribute_locked',
}

export const CHANGEABLE = ATTRIBUTES.filter((attribute) => !UNCHANGEABLE.includes(attribute))

/** What the server must answer to one request, by the model. Across, only what can be asked across. */
export function httpModelFacts(world: World, request: Request, sample: Sample): Facts {
  const facts: Facts = new Map()
  const { person, organization, across, viewAs } = request
  const wanted = { person, organization, ...(viewAs !== undefined && { viewAs }) }
  const entry = enter(world, wanted)
  facts.set('enter', entry.ok ? '200' : '404')
  if (!entry.ok) return facts
  facts.set('logo', logoOf(world, entry.actor) ?? 'none')
  const crossed = across === true ? enter(world, { ...wanted, across }) : entry
  if (!crossed.ok) return facts.set('customers', listGate(entry.actor) ?? '400')
  const { actor } = crossed
  const refused = listGate(actor)
  facts.set('customers', refused ?? '200')
  if (across === true && refused !== null) return facts
  sayOfRecords(facts, world, actor, sample, across === true)
  if (refused === null) sayOfList(facts, world, actor, sample)
  if (across !== true) sayOfOthers(facts, world, actor, sample)
  return facts
}

const listGate = (actor: Actor) => gateOf(actor, 'customers.read')

function gateOf(actor: Actor, can: Permission): string | null {
  const refusal = gate(actor, can.startsWith('customers.') ? { module: 'customers', can } : { can })
  return refusal === null ? null : String(refusal.status)
}

function sayOfList(facts: Facts, world: World, actor: Actor, { attributes }: Sample): void {
  const visible = world.customers.filter((customer) => decideCustomer(world, actor, customer).visible)
  sayOf(
    facts,
    'listed',
    visible.map(({ id }) => id),
  )
  sayOf(
    facts,
    'exported',
    visible.map(({ id }) => id),
  )
  facts.set('total', String(visible.length))
  const columns = actor.readableInLists.filter((attribute) => attribute !== 'imported')
  sayOf(facts, 'column', columns)
  for (const attribute of attributes.filter((one) => one !== 'imported')) {
    facts.set(`sort ${attribute}`, columns.includes(attribute) ? '200' : '400')
  }
  if (columns.includes('status')) facts.set('choices', String(visible.length))
  const count = (status: string) =>
    columns.includes('status') ? visible.filter((one) => one.status === status).length : null
  facts.set('overview', `${count('customer')} ${count('prospect')}`)
  for (const { id, values } of visible) {
    if (!values.email || !columns.includes('email')) continue
    facts.set(`search ${id}`, 'found')
    facts.set(`palette ${id}`, 'found')
  }
  for (const customer of visible) {
    const decision = decideCustomer(world, actor, customer)
    if (!decision.visible) continue
    for (const [action, can] of Object.entries(decision.can)) facts.set(`can ${action} ${customer.id}`, word(can))
  }
}

function word(can: Can): string {
  return can.ok ? 'ok' : (WORDS[can.why] ?? can.why)
}

function sayOfRecords(
  facts: Facts,
  world: World,
  actor: Actor,
  { customers, touched, written }: Sample,
  across: boolean,
): void {
  const reading = listGate(actor)
  const writing = gateOf(actor, 'customers.update') ?? (actor.readOnly ? '403' : null)
  const assigning = gateOf(actor, 'customers.assign_contact') ?? (actor.readOnly ? '403' : null)
  for (const customer of customers) {
    const decision = decideCustomer(world, actor, customer)
    const { id } = customer
    facts.set(`detail ${id}`, reading ?? (decision.visible ? '200' : '404'))
    if (reading === null && decision.visible) {
      for (const attribute of ATTRIBUTES)
        facts.set(`level ${id} ${attribute}`, shown(decision.writes[attribute], attribute, decision.can.update.ok))
    }
    if (!touched.has(customer)) continue
    facts.set(`history ${id}`, reading ?? (decision.visible ? '200' : '404'))
    if (reading === null && decision.visible) {
      const entries = lookup(world).historyOf(id)
      sayOf(
        facts,
        'entry',
        entries.filter((entry) => decideHistory(world, actor, entry).shown).map((entry) => entry.id),
      )
    }
    if (across) continue
    for (const attribute of written(customer)) {
      const write = decideWrite(decision, attribute)
      // a share never carries the status
      const isExcluded = attribute === 'status' && decision.visible && decision.share !== null
      facts.set(`write ${id} ${attribute}`, writing ?? (isExcluded ? '403' : write.ok ? '200' : String(write.status)))
    }
    facts.set(`candidates ${id}`, gateOf(actor, 'customers.assign_contact') ?? (decision.visible ? '200' : '404'))
    facts.set(`assign ${id}`, assigning ?? (decision.visible ? (decision.can.assignContact.ok ? '200' : '403') : '404'))
  }
}

/** A detail tells what can be written by name, and what is hidden by leaving it out. */
function shown(level: string, attribute: Attribute, mayUpdate: boolean): string {
  const isWritable = level === 'write' && mayUpdate && !UNCHANGEABLE.includes(attribute)
  return level === 'hidden' ? 'hidden' : isWritable ? 'write' : 'read'
}

function sayOfOthers(facts: Facts, world: World, actor: Actor, { imports, owners }: Sample): void {
  const say = <Row extends { id: string }>(
    list: string,
    can: Permission,
    rows: Row[],
    answer: (row: Row) => string | null,
  ) => {
    const refused = gateOf(actor, can)
    facts.set(list, refused ?? '200')
    for (const row of refused === null ? rows : []) {
      const said = answer(row)
      if (said !== null) facts.set(`${list} ${row.id}`, said)
    }
  }
  const seen = (isSeen: boolean) => (isSeen ? 'visible' : null)
  const isInSight = (id: string) => {
    const organization = lookup(world).organization(id)
    return organization !== undefined && decideOrganization(world, actor, organization) === 'full'
  }
  const isVisible = (customer: Customer | undefined) =>
    customer !== undefined && decideCustomer(world, actor, customer).visible
  say('people', 'people.read', loadedMemberships(world), (row) =>
    seen(row.status !== 'ended' && isInSight(row.organization) && seesMembership(world, actor, row)),
  )
  say('audit', 'audit.read', world.audit, (row) => {
    const decision = decideAudit(world, actor, row)
    return decision === 'none' ? null : decision
  })
  say('imports', 'customers.import', world.imports, (row) => seen(seesImport(world, actor, row)))
  say('customers/views', 'customers.read', world.views, (row) =>
    mayChangeView(actor, row) ? 'renamable' : seen(seesView(world, actor, row)),
  )
  for (const row of imports)
    facts.set(`import ${row.id}`, gateOf(actor, 'customers.import') ?? (seesImport(world, actor, row) ? '200' : '404'))
  say('outbox', 'mails.read', world.mails, (row) => seen(seesMail(actor, row)))
  say('roles', 'roles.read', world.roles, (row) => seen(seesRole(actor, row)))
  const full = world.organizations.filter((row) => decideOrganization(world, actor, row) === 'full')
  // tenants come by their customers; the acting one stands among the organisations anyway
  const tenants = full.filter(({ id }) => isVisible(lookup(world).customerOfTenant(id)))
  facts.set('tenants', String(tenants.length))
  for (const { id, kind } of full) {
    if (kind !== 'customer' || id === actor.organization.id)
      facts.set(`organizations ${id}`, actor.readOnly ? 'visible' : entryOf(world, actor, id))
  }
  if (actor.readOnly) return
  sayOfForm(facts, world, actor)
  for (const owner of owners) facts.set(`created ${owner}`, createdFor(world, actor, owner))
}

/** How the reader gets into an organisation of the switcher. */
function entryOf(world: World, actor: Actor, organization: string): string {
  const entry = enter(world, { person: actor.person, organization })
  if (!entry.ok) return 'none'
  return entry.actor.workingAs ? 'work_as' : 'member'
}

function sayOfForm(facts: Facts, world: World, actor: Actor): void {
  const refused = gateOf(actor, 'customers.create')
  facts.set('form', refused ?? '200')
  if (refused !== null) return
  // where the owner cannot be written there is nothing to choose
  if (!actor.writableInLists.includes('owner')) return
  facts.set('chooses', 'owner')
  for (const { id } of world.organizations) {
    if (mayCreateFor(world, actor, id).ok) facts.set(`form ${id}`, 'offered')
  }
}

/** What becomes of creating a customer: whose it is under `own`, or that it is refused, whatever the status. */
function createdFor(world: World, actor: Actor, owner: string): string {
  const creation = mayCreateFor(world, actor, owner)
  const levels = decidingFor(world, actor.person, owner)?.levels
  const isWritable = levels?.name === 'write' && levels.status === 'write' && levels.owner === 'write'
  if (gateOf(actor, 'customers.create') !== null || !creation.ok || !isWritable) return 'refused'
  return creation.becomes ?? 'nobody'
}
