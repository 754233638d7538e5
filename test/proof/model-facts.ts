import {
  type Actor,
  decideAudit,
  decideCustomer,
  decideHistory,
  decideOrganization,
  enter,
  gate,
  logoOf,
  mayBrand,
  mayChangeView,
  mayCreateFor,
  remembersRequest,
  type Request,
  rowsOfImport,
  seesDeputy,
  seesImport,
  seesImportMapping,
  seesImportRow,
  seesMail,
  seesMembership,
  seesModuleAccess,
  seesRole,
  seesSettings,
  seesShare,
  seesView,
} from '../model/decide.ts'
import { ATTRIBUTES, PERMISSIONS, type World } from '../model/world.ts'
import { loadedMemberships } from '../support/load-world.ts'
import { loadedDeputies } from '../support/world-records.ts'
import { type Facts, sayOf } from './facts.ts'

/** What the reference model says about a request: how it enters, what it sees, and what it may do with that. */
export function modelFacts(world: World, request: Request): Facts {
  const facts: Facts = new Map()
  const { person, organization, across, viewAs } = request
  const wanted = { person, organization, ...(viewAs !== undefined && { viewAs }) }
  const asked = enter(world, { ...wanted, ...(across !== undefined && { across }) })
  // where listing across is refused, the rest is as without it
  const isRefused = !asked.ok && asked.because === 'across_refused'
  const entry = isRefused ? enter(world, wanted) : asked
  facts.set('enter', entry.ok ? '200' : String(entry.status))
  if (!entry.ok) return facts
  if (isRefused) facts.set('across', 'refused')
  sayOfActor(facts, entry.actor)
  sayOfRows(facts, world, entry.actor)
  sayOfCustomers(facts, world, entry.actor)
  return facts
}

function sayOfActor(facts: Facts, actor: Actor): void {
  facts.set('home', actor.home.organization.id)
  facts.set('entering', actor.entering.membership.id)
  if (actor.workingAs) facts.set('working', 'as')
  sayOf(
    facts,
    'deciding',
    actor.deciding.map(({ membership }) => membership.id),
    'yes',
  )
  for (const can of PERMISSIONS) {
    const refusal = gate(actor, can.startsWith('customers.') ? { module: 'customers', can } : { can })
    facts.set(`gate ${can}`, String(refusal?.status ?? 200))
  }
  sayOf(facts, 'listed', actor.readableInLists)
}

function sayOfRows(facts: Facts, world: World, actor: Actor): void {
  const say = <Row extends { id: string }>(table: string, rows: Row[], isVisible: (row: Row) => boolean) =>
    sayOf(
      facts,
      table,
      rows.filter(isVisible).map(({ id }) => id),
    )
  say('organizations', world.organizations, (row) => decideOrganization(world, actor, row) === 'full')
  const memberships = loadedMemberships(world).filter((row) => seesMembership(world, actor, row))
  say('memberships', memberships, () => true)
  sayOf(
    facts,
    'membership_roles',
    memberships.flatMap(({ id, roles }) => roles.map((role) => `${id}:${role}`)),
  )
  say('roles', world.roles, (row) => seesRole(actor, row))
  say('history', world.history, (row) => decideHistory(world, actor, row).visible)
  say('audit', world.audit, (row) => decideAudit(world, actor, row) !== 'none')
  say('imports', world.imports, (row) => seesImport(world, actor, row))
  say('import_undos', world.imports, (row) => seesImport(world, actor, row))
  say('import_mappings', world.imports, (row) => seesImportMapping(world, actor, row))
  say('mails', world.mails, (row) => seesMail(actor, row))
  say('shares', world.shares, (row) => seesShare(world, actor, row))
  say('saved_views', world.views, (row) => seesView(world, actor, row))
  sayOf(facts, 'operators', [actor.operator])
  if (seesModuleAccess(world, actor)) sayOf(facts, 'module_access', [actor.operator])
  for (const row of loadedDeputies(world))
    if (seesDeputy(actor, row)) facts.set(`deputies ${row.person}:${row.deputy}`, 'visible')
  for (const row of world.imports)
    for (const customer of rowsOfImport(world, row))
      if (seesImportRow(world, actor, row, customer))
        facts.set(`import_rows ${row.id}:${customer?.id ?? 'nobody'}`, 'visible')
  const logo = logoOf(world, actor)
  if (logo !== null) facts.set(`logo ${logo}`, 'visible')
  for (const row of world.organizations) if (mayBrand(actor, row)) facts.set(`brandable ${row.id}`, 'yes')
  for (const row of world.views) if (mayChangeView(actor, row)) facts.set(`renamable ${row.id}`, 'yes')
  // the table keeps one row for a membership and a list; its key tells whose it is
  say('list_settings', world.settings, (row) => seesSettings(actor, row))
  // of every membership one request is remembered, under the id of its settings
  say('idempotency_keys', world.settings, (row) => remembersRequest(actor, row))
}

function sayOfCustomers(facts: Facts, world: World, actor: Actor): void {
  for (const customer of world.customers) {
    const decision = decideCustomer(world, actor, customer)
    if (!decision.visible) continue
    facts.set(`customers ${customer.id}`, 'visible')
    // policies know rows and shares; the permission to change is the application's to ask for
    if (!actor.readOnly && decision.share?.level !== 'read') facts.set(`changeable ${customer.id}`, 'yes')
    facts.set(`decided ${customer.id}`, decision.membership.id)
    facts.set(`share ${customer.id}`, decision.share?.level ?? 'none')
    for (const attribute of ATTRIBUTES) facts.set(`level ${customer.id} ${attribute}`, decision.levels[attribute])
  }
  for (const { id, kind } of world.organizations) {
    if (kind !== 'customer' && mayCreateFor(world, actor, id).ok) facts.set(`create ${id}`, 'yes')
  }
}
