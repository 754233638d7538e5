import type { Dice } from './dice.ts'
import type { Membership, Organization, Role, Visibility } from './world.ts'

type Draft = [organization: string, roles: string[], visibility: Visibility, status?: Membership['status']]

/** What one person holds at one operator. Each line is a way in which two memberships can contradict each other. */
const CASTS: readonly Draft[][] = [
  [['', ['operators'], 'all']],
  // an account manager who also sits at a partner, where the nearer membership decides
  [
    ['', ['channel'], 'own'],
    ['ahlers-jena', ['collaboration'], 'all'],
  ],
  // none at a site beats all at its parent, and all two levels below beats none above
  [
    ['ahlers', ['administration'], 'all'],
    ['ahlers-kiel', ['management'], 'none'],
    ['ahlers-kiel-werft', ['narrow'], 'own'],
  ],
  [
    ['ahlers', ['administration'], 'none'],
    ['ahlers-kiel', ['buyer', 'narrow'], 'all'],
    ['brandt-partner', ['other'], 'own'],
  ],
  // effective nowhere but at one partner, with the suspended ones deciding as none
  [
    ['cordes', ['administration'], 'all'],
    ['cordes-ulm', ['management'], 'all'],
    ['brandt', ['administration'], 'all'],
    ['dorn-trier', ['administration'], 'all'],
  ],
  // memberships that do not count
  [
    ['ahlers', ['administration'], 'all', 'invited'],
    ['brandt', ['management'], 'all', 'ended'],
    ['ahlers-kiel', ['collaboration'], 'own'],
  ],
  // a home above, a nearer membership without working-as in between
  [
    ['', ['support'], 'all'],
    ['dorn', ['licensing', 'blind'], 'own'],
    ['dorn-trier', ['buyer'], 'all'],
  ],
  [
    ['brandt', ['administration'], 'all'],
    ['brandt-partner-bonn', ['buyer'], 'own'],
  ],
  // looks at the portal as people do who read more than they
  [['', ['restricted'], 'all']],
]

/** The cast of an operator: the contradictions above first, then members by chance. */
export function membershipsOf(dice: Dice, roles: Role[], organizations: Organization[], cast: string[]): Membership[] {
  const operator = organizations[0]?.id ?? ''
  const drafted = cast.flatMap((person, index) => {
    const draft = CASTS[index] ?? []
    return draft.map(([name, keys, visibility, status]): Membership => {
      const organization = name === '' ? operator : `${operator}-${name}`
      return {
        id: `${person}-at-${organization}`,
        person,
        organization,
        roles: keys.map((key) => `${operator}-${key}`),
        visibility: dice.chance(0.85) ? visibility : dice.pick(['all', 'own', 'none']),
        status: status ?? 'active',
      }
    })
  })
  const random = cast.flatMap((person) =>
    dice.some(organizations, 0.09).map(({ id, kind }): Membership => {
      const audience = roles.filter((role) => role.audience === kind).map((role) => role.id)
      return randomMembership(dice, person, id, audience)
    }),
  )
  return withoutDoubles([...drafted, ...random])
}

/** Members of tenants: some tenants have none, some have people of the partner among them. */
export function tenantMembershipsOf(
  dice: Dice,
  operator: string,
  roles: Role[],
  tenants: Organization[],
  cast: string[],
): Membership[] {
  const audience = roles
    .filter((role) => role.operator === operator && role.audience === 'customer')
    .map(({ id }) => id)
  const members = dice
    .some(tenants, 0.5)
    .flatMap(({ id }) => dice.some(cast, 0.2).map((person) => randomMembership(dice, person, id, audience)))
  return withoutDoubles(members)
}

function randomMembership(dice: Dice, person: string, organization: string, audience: string[]): Membership {
  const roles = dice.chance(0.04) ? [] : [...new Set([dice.pick(audience), ...dice.some(audience, 0.15)])]
  return {
    id: `${person}-at-${organization}`,
    person,
    organization,
    roles,
    visibility: dice.pick(['all', 'own', 'own', 'none']),
    status: dice.weighed([
      [8, 'active' as const],
      [1, 'invited' as const],
      [1, 'ended' as const],
    ]),
  }
}

function withoutDoubles(memberships: Membership[]): Membership[] {
  const byId = new Map(memberships.toReversed().map((membership) => [membership.id, membership]))
  return memberships.filter((membership) => byId.get(membership.id) === membership)
}
