import type { InsideFacts, MembershipFacts, WhyFacts } from './facts.ts'
import type { Link, Unreadable } from './link.ts'

/** Under `own`: contact, account manager, deputy, each as its arm said; in one where the asker may not read whose they are (ACC-15). */
export function assigned(
  facts: WhyFacts,
  { arms, owned, inCustomer }: InsideFacts,
  decider: MembershipFacts,
  person: string,
  unreadable: Unreadable,
): Link[] {
  const isAsked = owned && !inCustomer && decider.visibility === 'own' && decider.kind !== 'customer'
  if (!isAsked) return []
  const deputised = arms.deputy === true || arms.deputy_manager === true
  const hit = arms.contact === true || arms.manager === true || deputised
  const said = (yes: boolean | undefined) => ({ said: yes ? 'yes' : 'no', ok: yes ? true : hit ? null : false })
  if (unreadable.contact || unreadable.manager) return [{ code: 'assignment', ...said(hit), detail: {} }]
  const contact = named(facts.contact, facts.contactName)
  const manager = named(facts.manager, facts.managerName)
  const isStaff = decider.kind === 'operator'
  // operator staff are contacts of what the operator itself owns, and account managers everywhere
  const counts = !isStaff || facts.owner === decider.organization
  const asContact: Link = counts
    ? { code: 'contact', ...said(arms.contact), detail: { person: contact } }
    : { code: 'contact', said: 'notCounted', ok: null, detail: { person: contact } }
  const asManager: Link = { code: 'manager', ...said(arms.manager), detail: { person: manager } }
  const absent = arms.deputy === true ? contact : manager
  const asDeputy: Link = {
    code: 'deputy',
    ...said(deputised),
    detail: deputised && absent?.id !== person ? { person: absent } : {},
  }
  return isStaff ? [asManager, asContact, asDeputy] : [asContact, asDeputy]
}

function named(id: string | null, name: string | null) {
  return id === null ? null : { id, name: name ?? '' }
}
