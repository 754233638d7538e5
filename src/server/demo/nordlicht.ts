import { addAhlers } from './ahlers.ts'
import { fillUp } from './customers.ts'
import type { CustomerRow, Draft } from './draft.ts'
import { foerdekontorLogo } from './logos.ts'
import { addOstsee } from './ostsee.ts'
import type { Owner, Staff } from './owner.ts'
import { addPartner } from './partners.ts'
import { addMember, addPerson, landAt, listSignIn, type Member, type Person } from './people.ts'
import { addScenario } from './scenario.ts'
import { share } from './share.ts'
import { addStaff } from './staff.ts'
import { addKnownTenant, addTenants } from './tenants.ts'
import { shareView } from './views.ts'
import { nordlichtPartners } from './words/partners.ts'

/** Nordlicht Software AG, the vendor of `product.md`: 12 partners, 900 customers. Returns the consultant who works for Hanse too. */
export function fillNordlicht(draft: Draft): Person {
  const operator = addStaff(draft, {
    domain: 'nordlicht.example',
    region: 'hamburg',
    administration: 'Friederike Sommer',
    channelManagers: [
      ['Lennart Voß', 'all'],
      ['Wiebke Johannsen', 'own'],
      ['Tjark Behrends', 'own'],
    ],
    dataManagement: 'Torben Ihde',
    support: 'Mareike Claasen',
  })
  const { staff } = operator
  const [lennart] = operator.channelManagers
  if (!lennart) throw new Error('Nordlicht has no channel manager')
  const { hamburg, bremen } = addAhlers(draft, staff, lennart)
  const consultant = addPerson(draft, { name: 'Miriam Falkenhagen', domain: 'falkenhagen-beratung.example' })
  const foerde = addFoerdekontor(draft, staff, consultant)
  const ostsee = addOstsee(draft, staff)
  addScenario(draft, staff)
  const others = nordlichtPartners.map((plan) => {
    const partner = addPartner(draft, staff, plan)
    fillUp(draft, partner, plan.customers)
    return partner
  })
  addSuspended(draft, staff)
  fillUp(draft, operator.owner, 3)

  addKnownTenant(draft, hamburg, 'Brinkmann Logistik GmbH & Co. KG', 'Merle Brinkmann')
  const tenants = [
    [hamburg, 5],
    [bremen, 3],
    [foerde, 4],
    [ostsee, 3],
    ...others.map((other) => [other, 2] as const),
  ] as const
  for (const [owner, count] of tenants) addTenants(draft, owner, count)
  shareSome(draft, { hamburg, foerde, ostsee, isarkontor: others[1] ?? foerde })
  shareView(draft, staff.root, lennart.person, 'Neue Interessenten', {
    filter: { status: { in: ['prospect'] }, createdAt: { last: 90 } },
    sort: '-createdAt',
  })
  listSignIn(draft, lennart)
  listSignIn(draft, operator.administration)
  return consultant
}

/** A cooperative with people of every role; a consultant works here and for a reseller of Hanse. */
function addFoerdekontor(draft: Draft, staff: Staff, consultant: Person): Owner {
  const partner = addPartner(draft, staff, {
    name: 'Fördekontor IT eG',
    domain: 'foerdekontor',
    edition: 'basic',
    region: 'kiel',
    country: 'DE',
    people: 7,
    logo: foerdekontorLogo,
  })
  const member = addMember(draft, partner.unit, consultant, { roles: ['collaboration'], visibility: 'own' })
  landAt(draft, consultant, partner.unit)
  const owner = { ...partner, contacts: [...partner.contacts, member] }
  fillUp(draft, owner, 90)
  listSignIn(draft, member)
  return owner
}

/** A partner that may not take part at the moment: its people see nothing, its customers are seen above (ACC-8a). */
function addSuspended(draft: Draft, staff: Staff): void {
  const partner = addPartner(draft, staff, {
    name: 'Kröger Bürotechnik GmbH',
    domain: 'kroeger-buerotechnik',
    edition: 'standard_free',
    region: 'luebeck',
    country: 'DE',
    people: 3,
    status: 'suspended',
  })
  fillUp(draft, partner, 24)
}

function shareSome(draft: Draft, owners: { hamburg: Owner; foerde: Owner; ostsee: Owner; isarkontor: Owner }): void {
  const { hamburg, foerde, ostsee, isarkontor } = owners
  const of = (owner: Owner, from: number, count: number) => customersOf(draft, owner).slice(from, from + count)
  const give = (giver: Owner, grantee: Owner, customers: CustomerRow[], level: 'read' | 'write', contact?: Member) => {
    const [by] = giver.editors
    if (by) share(draft, giver.unit, grantee.unit, { customers, level, by, ...(contact && { contact }) })
  }
  // with a contact, who sees them with `own` too; without one only those see them who see all
  give(hamburg, foerde, of(hamburg, 20, 2), 'read', foerde.contacts.at(-1))
  give(hamburg, foerde, of(hamburg, 30, 2), 'write', foerde.contacts[0])
  give(ostsee, hamburg, of(ostsee, 12, 2), 'read', hamburg.contacts[1])
  give(foerde, ostsee, of(foerde, 8, 1), 'write')
  give(isarkontor, foerde, of(isarkontor, 5, 1), 'read')
}

function customersOf({ rows }: Draft, { unit }: Owner): CustomerRow[] {
  return rows.customers.filter((row) => row.owner_id === unit.id)
}
