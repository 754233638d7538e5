import type { QueryOf } from '../../../api/endpoint.ts'
import type { CustomerAction, customerWhy } from '../../../api/customer-why.ts'
import { type CustomerAttribute, customerAttributes } from '../../../api/customers.ts'
import type { Why } from '../../../api/why.ts'
import { type Actor, actorOf } from '../../access/index.ts'
import { isVisible, type Link, link, rowLinks, settingOf, stopOf, whyFacts } from '../../access/why/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { unwritable } from './customer-detail.ts'
import { customerCan, decisionOfCustomer } from './customer-row.ts'
import { findCustomer } from './find-customer.ts'
import { writeLevelsOf } from './write-levels.ts'

interface Asked {
  attribute: CustomerAttribute | null
  action: CustomerAction | null
}

type Row = { id: string; owner_id: string }

/**
 * Why somebody sees a customer, an attribute of it, or may do something with it (ACC-18).
 *
 * @throws Refusal 404 where the asker does not see it or may not ask; 400 for an attribute that is unknown or hidden from the asker
 */
export async function whyCustomer(tx: Tx, actor: Actor, id: string, query: QueryOf<typeof customerWhy>): Promise<Why> {
  const record = await findCustomer(tx, id)
  const { hidden } = decisionOfCustomer(actor, record)
  const person = query.person ?? actor.reader
  const question = { object: 'customers', module: 'customers', record: id, person, place: query.in ?? null } as const
  const facts = await whyFacts(tx, question)
  const asked = { attribute: readable(query.attribute, hidden), action: query.action ?? null }
  const is = (attribute: CustomerAttribute) => hidden.has(`customer.${attribute}`)
  const unreadable = { owner: is('owner'), contact: is('contact'), manager: is('manager') }
  const visible = isVisible(facts)
  const more = visible
    ? moreLinks(facts.entered?.status === 200 ? actorOf(facts.entered) : actor, record, asked, hidden)
    : null
  const links = [...rowLinks(facts, person, unreadable), ...(more?.links ?? [])]
  const stop = visible ? (more?.links.find(({ ok }) => ok === false) ?? null) : stopOf(links)
  const mayAssign = customerCan(actor, record).assignContact.ok
  const place = facts.known.organizations[facts.place]
  return {
    person: { id: person, name: facts.person },
    self: person === actor.person.id,
    organization: place === undefined ? null : { id: facts.place, name: place },
    visible,
    level: more?.level ?? null,
    allowed: stop === null,
    links,
    stoppedBy: stop?.code ?? null,
    setting: stop && settingOf(stop, facts, { unreadable, mayAssign }),
  }
}

/** @throws Refusal 400, alike for attributes that are hidden and that do not exist (ACC-15) */
function readable(given: string | undefined, hidden: ReadonlySet<string>): CustomerAttribute | null {
  if (given === undefined) return null
  const attribute = customerAttributes.find((key) => key === given && !hidden.has(`customer.${key}`))
  if (!attribute) throw new Refusal('request.invalid', { fields: [{ path: 'attribute', code: 'unknown' }] })
  return attribute
}

/** What the row's membership says of the action, and then of the attribute: the order in which a write asks (CUS-5). */
function moreLinks(of: Actor, row: Row, { attribute, action }: Asked, unreadable: ReadonlySet<string>) {
  const links: Link[] = []
  // a share carries no status, whatever its level
  const asked = action === 'update' && attribute === 'status' ? 'changeStatus' : action
  if (asked) {
    const { ok, why } = customerCan(of, row)[asked]
    const isLevel = action === 'update' && attribute !== null && why === 'access.attribute_locked'
    const locked = { assignContact: 'contact', changeStatus: 'status', update: null }[asked]
    const isNamed = why === 'access.attribute_locked' && locked !== null && !unreadable.has(`customer.${locked}`)
    // the level of what is changed is told by the link of the attribute; the others hang on an attribute of their own
    const detail = { action: isLevel ? action : asked, ...(isNamed && { attribute: locked }) }
    links.push(link('action', isLevel ? 'allowed' : saidOf(why), ok || isLevel, detail))
  }
  if (!attribute) return { links, level: null }
  const decision = decisionOfCustomer(of, row)
  const { hidden, readOnly } = writeLevelsOf(of, decision, row)
  const key = `customer.${attribute}`
  const level = hidden.has(key) ? 'hidden' : readOnly.has(key) ? 'read' : 'write'
  const writes = action === 'update'
  const isFixed = writes && level !== 'hidden' && unwritable.has(attribute)
  const isUnique = writes && level === 'read' && !decision.readOnly.has(key)
  const ok = writes ? level === 'write' && !isFixed : level !== 'hidden'
  links.push(link('attribute', isFixed ? 'fixed' : isUnique ? 'unique' : level, ok, { attribute }))
  return { links, level } as const
}

const said: Record<string, string> = {
  'access.permission_missing': 'permissionMissing',
  'access.shared_read_only': 'sharedReadOnly',
  'access.attribute_locked': 'attributeLocked',
  'access.operator_keeps': 'operatorKeeps',
  'access.view_as_read_only': 'viewAs',
}

function saidOf(why: string | undefined): string {
  if (why === undefined) return 'allowed'
  const word = said[why]
  if (!word) throw new Error(`${why} is no reason that can be explained`)
  return word
}
