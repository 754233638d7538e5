import type { Actor } from './actor.ts'
import { decideCustomer } from './customers.ts'
import { lookup } from './lookup.ts'
import { moduleAccessOf } from './modules.ts'
import { stopOf } from './owned.ts'
import { decideOrganization, standingAt } from './organizations.ts'
import type {
  AuditEntry,
  Customer,
  Deputy,
  HistoryEntry,
  Import,
  ListSettings,
  Mail,
  Membership,
  ModuleAccess,
  Role,
  SavedView,
  Share,
  World,
} from './world.ts'

/** ACC-11a: one's own memberships of the operator, and those of visible organisations with `people.read`. */
export function seesMembership(world: World, actor: Actor, { person, organization }: Membership): boolean {
  if (lookup(world).organization(organization)?.operator !== actor.operator) return false
  if (person === actor.person) return true
  return standingAt(world, actor, organization)?.permissions.has('people.read') === true
}

const AUDIENCES = {
  operator: ['operator', 'partner', 'customer'],
  partner: ['partner', 'customer'],
  customer: ['customer'],
}

/** ACC-11a: roles of the own operator, for the audiences at and below the kind of the acting organisation. */
export function seesRole(actor: Actor, { operator, audience }: Role): boolean {
  return operator === actor.operator && AUDIENCES[actor.organization.kind].includes(audience)
}

/** ACC-11a, ACC-15: a history entry goes with its record; it is shown if the record and the attribute can be read. */
export function decideHistory(world: World, actor: Actor, entry: HistoryEntry): { visible: boolean; shown: boolean } {
  const customer = lookup(world).customer(entry.customer)
  const decision = customer === undefined ? null : decideCustomer(world, actor, customer)
  if (decision === null || !decision.visible) return { visible: false, shown: false }
  return { visible: true, shown: decision.levels[entry.attribute] !== 'hidden' }
}

export type AuditDecision = 'full' | 'redacted' | 'none'

/** ACC-11a, ACC-17: entries of visible organisations with `audit.read`, without the record where that is invisible. */
export function decideAudit(world: World, actor: Actor, entry: AuditEntry): AuditDecision {
  if (entry.operator !== actor.operator) return 'none'
  if (standingAt(world, actor, entry.acting)?.permissions.has('audit.read') !== true) return 'none'
  if (entry.customer === null) return 'full'
  const customer = lookup(world).customer(entry.customer)
  return customer !== undefined && decideCustomer(world, actor, customer).visible ? 'full' : 'redacted'
}

/** ACC-11a: imports, for their maker and for `imports.read`; the module of what they import gates them. */
export function seesImport(world: World, actor: Actor, { operator, organization, maker }: Import): boolean {
  if (operator !== actor.operator) return false
  const standing = standingAt(world, actor, organization)
  if (standing === null || !standing.modules.has('customers')) return false
  return maker === actor.person || standing.permissions.has('imports.read')
}

/** Of whom the rows of a file are, beside one that is nobody's yet: some customers of the operator, other ones in every import. */
export function rowsOfImport({ customers, imports }: World, { id, operator }: Import): (Customer | null)[] {
  const turn = imports.findIndex((row) => row.id === id)
  return [null, ...customers.filter((row, index) => row.operator === operator && index % 5 === turn % 5)]
}

/** A row goes with its import and its customer; one of nobody's is for the maker, and who sees all customers there. */
export function seesImportRow(world: World, actor: Actor, row: Import, customer: Customer | null): boolean {
  if (!seesImport(world, actor, row)) return false
  if (customer !== null) return decideCustomer(world, actor, customer).visible
  const standing = standingAt(world, actor, row.organization)
  return row.maker === actor.person || (standing !== null && stopOf(standing) === null && standing.visibility === 'all')
}

/** What an organisation remembers for its imports is for those who may import there, and look at nobody's portal. */
export function seesImportMapping(world: World, actor: Actor, { operator, organization }: Import): boolean {
  if (operator !== actor.operator || actor.readOnly) return false
  const standing = standingAt(world, actor, organization)
  return standing !== null && standing.modules.has('customers') && standing.permissions.has('customers.import')
}

/** ACC-11a: mails, for operator administration acting in the operator organisation. */
export function seesMail(actor: Actor, { operator }: Mail): boolean {
  const isOperator = actor.organization.kind === 'operator'
  return isOperator && operator === actor.operator && actor.entering.permissions.has('mails.read')
}

/** ACC-11a: a share goes with its record, and is only for those who see one of its two sides in full. */
export function seesShare(world: World, actor: Actor, { customer, giver, grantee }: Share): boolean {
  const record = lookup(world).customer(customer)
  if (record === undefined || !decideCustomer(world, actor, record).visible) return false
  return [giver, grantee].some((id) => {
    const side = lookup(world).organization(id)
    return side !== undefined && decideOrganization(world, actor, side) === 'full'
  })
}

/** ACC-11a, LST-6: views of the home membership, those shared in its organisation and, for partners, those from above. */
export function seesView(world: World, actor: Actor, { operator, organization, maker, shared }: SavedView): boolean {
  if (operator !== actor.operator) return false
  const home = actor.home.organization
  if (organization === home.id) return shared || maker === actor.person
  return shared && home.kind === 'partner' && isAbove(world, organization, home.id)
}

function isAbove(world: World, organization: string, below: string): boolean {
  return lookup(world)
    .path(below)
    .slice(1)
    .some(({ id }) => id === organization)
}

/** LST-6: the own views of the home membership, and shared ones of its organisation with `views.share`. */
export function mayChangeView(actor: Actor, { operator, organization, maker, shared }: SavedView): boolean {
  if (actor.readOnly || operator !== actor.operator || organization !== actor.home.organization.id) return false
  return actor.home.permissions.has('views.share')
    ? shared || maker === actor.person
    : maker === actor.person && !shared
}

/** LST-5: the settings of the home membership, and nobody else's. */
export function seesSettings(actor: Actor, { operator, organization, person }: ListSettings): boolean {
  return operator === actor.operator && organization === actor.home.organization.id && person === actor.person
}

/** A request is remembered for who sent it, in every organisation of the operator. */
export function remembersRequest(actor: Actor, { operator, person }: ListSettings): boolean {
  return operator === actor.operator && person === actor.person
}

/** Which modules are open to whom is for those who act in the operator organisation. */
export function seesModuleAccess(world: World, { organization, operator }: Actor): boolean {
  if (organization.kind !== 'operator') return false
  // a matrix that opens nothing to anybody has no rows
  const isRow = ({ roles }: ModuleAccess) => roles === '*' || roles.length > 0
  return world.operators.some((one) => one.id === operator && moduleAccessOf(world, one).some(isRow))
}

/** A deputy's dates are for both sides. */
export function seesDeputy(actor: Actor, { operator, person, deputy }: Deputy): boolean {
  return operator === actor.operator && [person, deputy].includes(actor.person)
}
