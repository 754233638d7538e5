import type { Dice } from './dice.ts'
import { tenantOf } from './generate-tree.ts'
import { ATTRIBUTES, type Customer, type Membership, type Organization, type Share, type World } from './world.ts'

const COMPANIES = ['Adler Optik', 'Bader Bau', 'Deichmann Druck', 'Elbwerk', 'Fuchs Logistik', 'Gerber Feinkost']
const CITIES = ['Kiel', 'Jena', 'Ulm', 'Bonn', 'Trier']
const CUSTOMERS_PER_OPERATOR = 30

/** Customers of every owner, with contacts and managers who may no longer be members, and tenants of their own. */
export function customersOf(
  dice: Dice,
  operator: string,
  owners: Organization[],
  memberships: Membership[],
  cast: string[],
): { customers: Customer[]; tenants: Organization[] } {
  const tenants: Organization[] = []
  const customers = Array.from({ length: CUSTOMERS_PER_OPERATOR }, (_, index): Customer => {
    const owner = dice.chance(0.15) ? operator : dice.pick(owners).id
    const siblings = tenants.filter(({ parent }) => parent === owner)
    const parent = siblings.length > 0 && dice.chance(0.2) ? dice.pick(siblings).id : owner
    const tenant = dice.chance(0.45) ? tenantOf(dice, operator, String(index), parent) : null
    if (tenant !== null) tenants.push(tenant)
    return {
      id: `${operator}-customer-${String(index).padStart(2, '0')}`,
      operator,
      owner,
      contact: assigned(dice, near(owners, memberships, owner), cast),
      manager: assigned(dice, peopleOf(memberships, operator), cast),
      organization: tenant?.id ?? null,
      status: dice.chance(0.7) ? 'customer' : 'prospect',
      values: {
        number: `K-${1000 + index}`,
        name: `${dice.pick(COMPANIES)} ${index}`,
        externalId: dice.chance(0.5) ? `X-${operator}-${index}` : null,
        city: dice.pick(CITIES),
        email: dice.chance(0.7) ? `kontakt${index}@${operator}.example` : null,
        industry: dice.pick(['Handel', 'Bau', null]),
      },
    }
  })
  return { customers, tenants }
}

/** Mostly somebody entitled, sometimes nobody, sometimes somebody who should not stand there any more. */
function assigned(dice: Dice, entitled: string[], cast: string[]): string | null {
  if (dice.chance(0.2)) return null
  return entitled.length === 0 || dice.chance(0.2) ? dice.pick(cast) : dice.pick(entitled)
}

function peopleOf(memberships: Membership[], organization: string): string[] {
  return memberships.filter((membership) => membership.organization === organization).map(({ person }) => person)
}

/** Who has a membership at the organisation or at its parent. */
function near(organizations: Organization[], memberships: Membership[], id: string): string[] {
  const parent = organizations.find((organization) => organization.id === id)?.parent ?? id
  return [...peopleOf(memberships, id), ...peopleOf(memberships, parent)]
}

/** Shares in every state, of several givers to several grantees, with grantees next to, above and below the owner. */
export function sharesOf(
  dice: Dice,
  customers: Customer[],
  owners: Organization[],
  memberships: Membership[],
): Share[] {
  const partners = owners.filter(({ kind }) => kind === 'partner')
  const shares = dice.some(customers, 0.55).flatMap((customer) =>
    [0, 1].flatMap((turn): Share[] => {
      const grantee = dice.pick(partners).id
      const giver = dice.chance(0.9) ? customer.owner : customer.operator
      if (giver === grantee || grantee === customer.owner) return []
      return [
        {
          id: `${customer.id}-${turn === 0 ? 'first' : 'second'}-share`,
          operator: customer.operator,
          customer: customer.id,
          giver,
          grantee,
          level: dice.pick(['read', 'write']),
          contact: assigned(
            dice,
            near(owners, memberships, grantee),
            memberships.map(({ person }) => person),
          ),
          status: dice.chance(0.8) ? 'active' : 'withdrawn',
        },
      ]
    }),
  )
  const seen = new Set<string>()
  return shares.filter(({ customer, grantee }) => {
    const isNew = !seen.has(`${customer} ${grantee}`)
    seen.add(`${customer} ${grantee}`)
    return isNew
  })
}

/** Deputies of today, of the past and of days to come; the last and the first day count. */
export function deputiesOf(dice: Dice, operator: string, memberships: Membership[]): World['deputies'] {
  const people = dice.shuffled([...new Set(memberships.map(({ person }) => person))])
  return people.slice(1, 7).map((person, index) => {
    const [from, to] = dice.weighed([
      [4, ['2026-03-01', '2026-03-31']],
      [2, ['2026-03-16', '2026-03-20']],
      [2, ['2026-03-09', '2026-03-16']],
      [1, ['2026-02-01', '2026-03-15']],
      [1, ['2026-03-17', '2026-04-01']],
    ] as const)
    return { person, deputy: people[index] ?? person, operator, from, to }
  })
}

/** Saved views of members and of those who left, shared and private ones, everywhere in the tree; settings of every membership. */
export function viewsOf(
  dice: Dice,
  { organizations, memberships }: Pick<World, 'organizations' | 'memberships'>,
): Pick<World, 'views' | 'settings'> {
  const operatorOf = new Map(organizations.map(({ id, operator }) => [id, operator]))
  const people = [...new Set(memberships.map(({ person }) => person))]
  const places = new Map(memberships.map((one) => [`${one.person}-${one.organization}`, one]))
  return {
    views: dice.some(memberships, 0.4).map(({ organization, person }, index) => ({
      id: `view-${String(index).padStart(3, '0')}`,
      operator: operatorOf.get(organization) ?? '',
      organization,
      maker: dice.chance(0.8) ? person : dice.pick(people),
      shared: dice.chance(0.5),
    })),
    settings: [...places].map(([id, { organization, person }]) => ({
      id: `settings-${id}`,
      operator: operatorOf.get(organization) ?? '',
      organization,
      person,
    })),
  }
}

type Records = Pick<World, 'history' | 'audit' | 'imports' | 'mails'>

/** History, audit, imports and mails, everywhere in the tree. */
export function recordsOf(
  dice: Dice,
  operator: string,
  organizations: Organization[],
  customers: Customer[],
  cast: string[],
): Records {
  const anywhere = () => dice.pick(organizations).id
  const partners = organizations.filter(({ kind }) => kind !== 'customer')
  const times = <T>(count: number, make: (id: string) => T) =>
    Array.from({ length: count }, (_, index) => make(`${operator}-${String(index).padStart(2, '0')}`))
  return {
    history: times(40, (id) => ({
      id: `history-${id}`,
      customer: dice.pick(customers).id,
      attribute: dice.pick(ATTRIBUTES),
    })),
    audit: times(30, (id) => ({
      id: `audit-${id}`,
      operator,
      person: dice.pick(cast),
      home: dice.pick(partners).id,
      acting: dice.chance(0.75) ? dice.pick(partners).id : anywhere(),
      action: dice.pick(['customer.changed', 'working_as.entered', 'visibility.changed']),
      customer: dice.chance(0.7) ? dice.pick(customers).id : null,
    })),
    imports: times(12, (id) => ({
      id: `import-${id}`,
      operator,
      organization: dice.pick(partners).id,
      maker: dice.pick(cast),
    })),
    mails: times(4, (id) => ({ id: `mail-${id}`, operator, organization: anywhere() })),
  }
}
