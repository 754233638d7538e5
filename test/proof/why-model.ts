import type { WhyCode } from '../../src/api/why.ts'
import type { Visible } from '../model/customers.ts'
import { type Actor, decideCustomer, explain, gate, type WhyAnswer } from '../model/decide.ts'
import type { Attribute, Customer, World } from '../model/world.ts'

/** One question to `why`: of whom, acting where, about which record, and what with it (ACC-18). */
export interface Question {
  customer: Customer
  person: string
  /** null: as entered */
  place: string | null
  attribute?: Attribute
  action?: 'update' | 'assignContact' | 'changeStatus'
}

/** The link that each reason of the model is told by. */
const LINKS: Record<WhyAnswer['because'], WhyCode> = {
  owner_all: 'visibility',
  owner_contact: 'contact',
  owner_manager: 'manager',
  deputy_contact: 'deputy',
  deputy_manager: 'deputy',
  own_record: 'tenant',
  share_all: 'share',
  share_contact: 'share',
  share_deputy: 'share',
  other_operator: 'owner',
  not_own_record: 'tenant',
  out_of_scope: 'owner',
  share_asleep: 'share',
  membership_not_effective: 'deciding',
  module_closed: 'module',
  permission_missing: 'role',
  visibility_none: 'visibility',
  not_assigned: 'assignment',
  no_such_organization: 'membership',
  no_membership: 'membership',
  no_work_as: 'workingAs',
  tenant_without_customer: 'workingAs',
  tenant_customer_invisible: 'workingAs',
  tenant_blocks_work_as: 'workingAs',
  view_as_refused: 'membership',
}

/** Whose customer it is: links that are one where the asker may not read contact or account manager. */
export const ASSIGNED: readonly WhyCode[] = ['contact', 'manager', 'deputy', 'assignment']

/** What the model says the answer must come to; `403`, `404`: the asker's gate, whatever the record; `400`: the attribute is hidden from the asker. */
export function expectedAnswer(world: World, asker: Actor, question: Question): string {
  const { customer, attribute, action } = question
  const refusal = gate(asker, { module: 'customers', can: 'customers.read' })
  if (refusal !== null) return String(refusal.status)
  const told = explain(world, asker, question)
  const seen = decideCustomer(world, asker, customer)
  if (told === null || !seen.visible) return '404'
  if (attribute && seen.levels[attribute] === 'hidden') return '400'
  const isMerged = seen.levels.contact === 'hidden' || seen.levels.manager === 'hidden'
  const code = LINKS[told.because]
  if (!told.visible)
    return `stopped by ${told.isLocked && told.because === 'membership_not_effective' ? 'membership' : code}`
  const by = isMerged && ASSIGNED.includes(code) ? 'assignment' : code
  const stop = stopOf(told, attribute, action)
  return `visible by ${by}${attribute ? ` ${told.writes[attribute]}` : ''}${stop ? ` stopped by ${stop}` : ''}`
}

function stopOf({ can, writes }: Visible, attribute: Attribute | undefined, action: Question['action']) {
  const asked = action === 'update' && attribute === 'status' ? 'changeStatus' : action
  const { [asked ?? 'update']: answer } = can
  // the level of what is changed is told by its own link; another action hangs on an attribute that was not asked about
  const isLevel =
    !answer.ok && answer.why === 'access.attribute_read_only' && attribute !== undefined && action === 'update'
  if (asked !== undefined && !answer.ok && !isLevel) return 'action'
  return attribute && isLocked(writes[attribute], attribute, action) ? 'attribute' : null
}

const FIXED: readonly Attribute[] = ['number', 'owner', 'contact', 'manager', 'imported']

function isLocked(level: string, attribute: Attribute, action: Question['action']): boolean {
  return action === 'update' ? level !== 'write' || FIXED.includes(attribute) : level === 'hidden'
}
