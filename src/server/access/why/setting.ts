import type { Why, WhySetting } from '../../../api/why.ts'
import { insideOf } from './chain.ts'
import type { MembershipFacts, WhyFacts } from './facts.ts'
import type { Link, Unreadable } from './link.ts'

type Setting = NonNullable<Why['setting']>

/** What governs a link by what it said; the membership's own settings first. */
const ofLink: Record<string, WhySetting> = {
  'membership.inactive': 'organizationStatus',
  'deciding.inactive': 'organizationStatus',
  'workingAs.missing': 'roles',
  'workingAs.blocked': 'workAsBlock',
  'workingAs.customerUnseen': 'visibility',
  'tenant.foreign': 'customerOrganization',
  'share.asleep': 'share',
  // with `all` the contact of a share would not matter
  'share.contact': 'visibility',
  'module.closed': 'moduleAccess',
  'role.missing': 'roles',
  'visibility.none': 'visibility',
  'contact.no': 'contact',
  'manager.no': 'visibility',
  'assignment.no': 'visibility',
  'attribute.hidden': 'roles',
  'attribute.read': 'roles',
  'attribute.unique': 'visibility',
  'action.permissionMissing': 'roles',
  'action.attributeLocked': 'roles',
  'action.sharedReadOnly': 'shareLevel',
  'action.operatorKeeps': 'operatorKeeps',
  'action.viewAs': 'viewAs',
}

/** The one setting that governs the link that stopped it, and whether the asker may change it; null: nothing does. */
export function settingOf(
  stop: Link,
  facts: WhyFacts,
  { unreadable, mayAssign }: { unreadable: Unreadable; mayAssign: boolean },
): Setting | null {
  const { mayInvite, administrators } = facts.known
  const organization = stop.detail.organization ?? null
  const isOutside = stop.code === 'owner'
  if (isOutside || (stop.code === 'membership' && stop.said !== 'inactive')) {
    const mayChange = (isOutside ? mayInvite.owner : mayInvite.place) && organization !== null
    return { code: 'membership', organization, membership: null, mayChange, administrators: [] }
  }
  const code = ofLink[`${stop.code}.${stop.said}`]
  if (!code) return null
  if (code === 'roles' || code === 'visibility') return ofMembership(code, stop, facts, unreadable)
  const mayChange = code === 'contact' && mayAssign
  return { code, organization, membership: null, mayChange, administrators: code === 'contact' ? administrators : [] }
}

function ofMembership(code: WhySetting, stop: Link, facts: WhyFacts, unreadable: Unreadable): Setting {
  const { known, home, owner, ownerName } = facts
  const decider = stop.code === 'workingAs' ? home : (insideOf(facts)?.decider ?? home)
  const isTold = decider !== null && decider.id in known.memberships && !(unreadable.owner && decider.id !== home?.id)
  if (!isTold) return { code, organization: null, membership: null, mayChange: false, administrators: [] }
  return {
    code,
    organization: nameOf(decider, known.organizations, { id: owner, name: ownerName }, unreadable.owner),
    membership: decider.id,
    mayChange: known.memberships[decider.id] === true,
    administrators: known.administrators,
  }
}

function nameOf(
  { organization }: MembershipFacts,
  known: Record<string, string>,
  owner: { id: string; name: string },
  isOwnerHidden: boolean,
): Setting['organization'] {
  const name = known[organization] ?? (organization === owner.id && !isOwnerHidden ? owner.name : undefined)
  return name === undefined ? null : { id: organization, name }
}
