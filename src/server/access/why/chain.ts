import type { Named } from '../../../api/shapes.ts'
import { assigned } from './assigned.ts'
import type { InsideFacts, MembershipFacts, WhyFacts } from './facts.ts'
import { type Link, link, type Unreadable } from './link.ts'

/** The part of the chain that decides the row (ACC-18): from the door to the arm that lets it in, or to what stops it. */
export function rowLinks(facts: WhyFacts, person: string, unreadable: Unreadable): Link[] {
  const names = namesOf(facts, unreadable)
  const door = doorLinks(facts, names)
  const inside = insideOf(facts)
  if (!inside) return door
  const { decider } = inside
  const links = inside.inCustomer
    ? [tenantLink(inside)]
    : ownerLinks(inside, facts, (id) => (unreadable.owner ? null : names.organization(id)))
  if (!decider) return [...door, ...links]
  const isNearer = decider.id !== facts.home?.id
  // where the owner may not be read, whose membership decides would tell it
  const isTold = isNearer && (!unreadable.owner || !decider.effective)
  const deciding = isTold
    ? [
        link(
          'deciding',
          decider.effective ? 'active' : 'inactive',
          decider.effective,
          names.membership(decider, unreadable.owner),
        ),
      ]
    : []
  return [
    ...door,
    ...links,
    ...deciding,
    ...membershipLinks(inside, decider),
    ...assigned(facts, inside, decider, person, unreadable),
  ]
}

/** The facts of somebody who gets in; null where they don't. */
export function insideOf(facts: WhyFacts): InsideFacts | null {
  return 'arms' in facts && facts.arms ? (facts as WhyFacts & InsideFacts) : null
}

/** Whether the row is visible to the person: one arm is enough. */
export function isVisible(facts: WhyFacts): boolean {
  return Object.values(facts.arms ?? {}).includes(true)
}

/** The row comes as a customer organisation's own record, whatever else there is (ACC-11). */
function isOwnRecord({ arms, inCustomer }: InsideFacts): boolean {
  if (inCustomer) return true
  const others = Object.entries(arms).some(([arm, reads]) => reads && arm !== 'tenant' && arm !== 'shared')
  return arms.tenant === true && !others
}

interface Names {
  organization: (id: string | null) => Named | null
  membership: (membership: MembershipFacts, isRedacted?: boolean) => Link['detail']
}

function namesOf({ known, owner, ownerName }: WhyFacts, unreadable: Unreadable): Names {
  const organization = (id: string | null) => {
    const name =
      id === null ? undefined : (known.organizations[id] ?? (id === owner && !unreadable.owner ? ownerName : undefined))
    return id === null || name === undefined ? null : { id, name }
  }
  return {
    organization,
    membership: (membership, isRedacted = false) => ({
      organization: isRedacted
        ? null
        : organization(membership.effective ? membership.organization : membership.inactive),
      roles: isRedacted || !(membership.id in known.memberships) ? [] : membership.roles,
    }),
  }
}

function doorLinks({ door, home, place }: WhyFacts, names: Names): Link[] {
  const organization = names.organization(place)
  if (door === 'none' || door === 'invited' || !home)
    return [link('membership', door === 'invited' ? door : 'none', false, { organization })]
  if (door === 'inactive') return [link('membership', 'inactive', false, names.membership(home))]
  const membership = link('membership', 'active', true, names.membership(home))
  if (door === 'member') return [membership]
  const said = {
    home: 'home',
    work_as_missing: 'missing',
    blocked: 'blocked',
    customer_unseen: 'customerUnseen',
  } as const
  return [membership, link('workingAs', said[door], door === 'home', { organization })]
}

function tenantLink({ own }: InsideFacts): Link {
  return link('tenant', own ? 'own' : 'foreign', own)
}

/** @param nameOf names nobody where the owner may not be read: the giver of a share is most often the owner */
function ownerLinks(inside: InsideFacts, facts: WhyFacts, nameOf: Names['organization']): Link[] {
  const { owned, shares } = inside
  const detail = { organization: nameOf(facts.owner) }
  if (isOwnRecord(inside))
    return [link('owner', owned ? 'inside' : 'outside', null, detail), link('tenant', 'own', true)]
  if (owned) return [link('owner', 'inside', true, detail)]
  const [share] = shares
  const outside = link('owner', 'outside', share ? null : false, detail)
  if (!share) return [outside]
  const { sharer } = facts.known
  const from = {
    organization: nameOf(share.giver),
    ...(sharer !== null && share.contact && { person: { id: share.contact, name: sharer } }),
  }
  if (share.said === 'asleep') return [outside, link('share', 'asleep', false, from)]
  // what closes it is told by the links of the membership
  if (share.said === 'membership') return [outside, link('share', 'closed', null, from)]
  return [outside, link('share', share.said, share.said !== 'contact', from)]
}

function membershipLinks(inside: InsideFacts, decider: MembershipFacts): Link[] {
  const { open, reads, visibility } = decider
  const links = [link('module', open ? 'open' : 'closed', open), link('role', reads ? 'reads' : 'missing', reads)]
  return isOwnRecord(inside)
    ? [...links, link('visibility', 'notAsked', null)]
    : [...links, link('visibility', visibility, visibility !== 'none')]
}

/** The first link that stops. A share whose contact somebody else is stops last: before it, the membership is asked. */
export function stopOf(links: readonly Link[]): Link | null {
  const stops = links.filter(({ ok }) => ok === false)
  return stops.find(({ code, said }) => !(code === 'share' && said === 'contact')) ?? stops[0] ?? null
}
