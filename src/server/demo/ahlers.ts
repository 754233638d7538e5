import type { Region } from './addresses.ts'
import { addCustomer, fillUp } from './customers.ts'
import { type Draft, idAt } from './draft.ts'
import { changed } from './history.ts'
import { ahlersLogo } from './logos.ts'
import { addUnit, type Unit } from './organizations.ts'
import { type Owner, ownerOf, type Staff } from './owner.ts'
import { addMember, addPerson, landAt, listSignIn, type Member, type Person } from './people.ts'
import { shareView } from './views.ts'
import { ahlersBremen, ahlersHamburg, type KnownCustomer } from './words/known-customers.ts'

const domain = 'ahlers.example'

/**
 * Ahlers Systemhaus GmbH, the partner with three sites: Jana Petersen sees all of two and her own of the third, and every
 * other way to belong somewhere is there too.
 */
export function addAhlers(draft: Draft, staff: Staff, channelManager: Member): { hamburg: Owner; bremen: Owner } {
  const partner = addUnit(draft, {
    name: 'Ahlers Systemhaus GmbH',
    above: staff.root,
    edition: 'standard_paid',
    domain,
    // its sites have none of their own, and show it too
    logo: ahlersLogo,
  })
  const site = (name: string) => addUnit(draft, { name, above: partner, site: true })
  const sites = { hamburg: site('Ahlers Hamburg'), bremen: site('Ahlers Bremen'), luebeck: site('Ahlers Lübeck') }
  const { everywhere, jana } = headOffice(draft, partner, sites)
  const people = atSites(draft, sites, jana.home.person)

  const [henrike] = everywhere
  const owner = (unit: Unit, region: Region, members: Member[]) =>
    // the head office changes customers of every site and is contact of some; their account manager is the one of the pictures
    ({
      ...ownerOf(draft, staff, unit, region, [...members, ...everywhere]),
      contacts: members,
      managers: [channelManager.person],
    })
  const hamburg = owner(sites.hamburg, 'hamburg', [jana.home, people.soeren, people.kemal, ...everywhere])
  const bremen = owner(sites.bremen, 'bremen', [people.birte, people.henning, ...(henrike ? [henrike] : [])])
  const luebeck = owner(sites.luebeck, 'luebeck', [people.inken, people.ole])

  addBrinkmann(draft, hamburg, { jana: jana.home, before: people.soeren, channelManager, partner })
  addKnown(draft, hamburg, ahlersHamburg)
  fillUp(draft, hamburg, 180)
  addKnown(draft, bremen, ahlersBremen)
  // somebody entered this one twice: a case for *possible duplicates*
  addCustomer(draft, bremen, { name: 'Landbaeckerei Thiessen', city: 'Zeven', industry: 'food', contact: people.birte })
  fillUp(draft, bremen, 110)
  for (let own = 0; own < 12; own += 1) addCustomer(draft, luebeck, { contact: jana.luebeck })
  fillUp(draft, luebeck, 50)

  shareView(draft, partner, jana.home.person, 'Bremen und umzu', {
    filter: { city: { starts: 'Bremen' }, status: { in: ['customer'] } },
    sort: '-changedAt',
  })
  beAway(draft, people.birte, people.henning)
  listSignIn(draft, jana.home)
  listSignIn(draft, people.soeren)
  listSignIn(draft, people.ole)
  return { hamburg, bremen }
}

/** Customers that are known by name, with those contacts among the owner's that are named. */
export function addKnown(draft: Draft, owner: Owner, customers: readonly KnownCustomer[]): void {
  for (const { contact, ...known } of customers) {
    addCustomer(draft, owner, {
      status: 'customer',
      ...known,
      contact: contact === null ? null : (owner.contacts.find(({ person }) => person.name === contact) ?? null),
    })
  }
}

function headOffice(draft: Draft, partner: Unit, sites: { hamburg: Unit; bremen: Unit; luebeck: Unit }) {
  const join = (name: string, role: string) => {
    const person = addPerson(draft, { name, domain })
    return addMember(draft, partner, person, { roles: [role], visibility: 'all' })
  }
  const home = join('Jana Petersen', 'administration')
  const { person } = home
  addMember(draft, sites.hamburg, person, { roles: ['administration'], visibility: 'all' })
  addMember(draft, sites.bremen, person, { roles: ['administration'], visibility: 'all' })
  const luebeck = addMember(draft, sites.luebeck, person, { roles: ['buyer'], visibility: 'own' })
  landAt(draft, person, partner)
  const everywhere = [join('Henrike Oßwald', 'administration'), join('Malte Thießen', 'management')]
  return { jana: { home, luebeck }, everywhere }
}

function atSites(draft: Draft, sites: { hamburg: Unit; bremen: Unit; luebeck: Unit }, inviter: Person) {
  const join = (unit: Unit, name: string, roles: string[], visibility: 'all' | 'own' | 'none') =>
    addMember(draft, unit, addPerson(draft, { name, domain }), { roles, visibility })
  invite(draft, sites.hamburg, 'Levke Mommsen', inviter)
  return {
    soeren: join(sites.hamburg, 'Sören Lassen', ['collaboration'], 'own'),
    kemal: join(sites.hamburg, 'Kemal Yıldız', ['buyer'], 'own'),
    birte: join(sites.bremen, 'Birte Krämer', ['buyer'], 'own'),
    henning: join(sites.bremen, 'Henning Ahrens', ['licensing', 'collaboration'], 'own'),
    inken: join(sites.luebeck, 'Inken Matthiesen', ['administration'], 'all'),
    ole: join(sites.luebeck, 'Ole Brandt', ['licensing'], 'none'),
  }
}

/** Somebody who has not accepted yet: the mail waits in the outbox. */
function invite(draft: Draft, unit: Unit, name: string, by: Person): void {
  const { dice, clock, operatorId, rows } = draft
  const person = addPerson(draft, { name, domain, status: 'invited' })
  const member = addMember(draft, unit, person, { roles: ['collaboration'], visibility: 'own', status: 'invited', by })
  const at = clock.daysAgo(3)
  rows.mails.push({
    operator_id: operatorId,
    id: idAt(dice, at),
    organization_id: unit.id,
    person_id: person.id,
    template: 'invitation',
    params: { membershipId: member.id },
    status: 'kept',
    created_at: at,
  })
  rows.audit.push({
    operator_id: operatorId,
    at,
    person_id: by.id,
    home_id: unit.id,
    acting_id: unit.id,
    object_type: 'membership',
    object_id: member.id,
    id: idAt(dice, at),
    person_name: by.name,
    action: 'membership.invited',
    object_name: name,
    details: { roles: ['collaboration'], visibility: 'own' },
  })
}

/** PPL-7: on holiday, and somebody sees the own customers meanwhile. */
function beAway({ clock, operatorId, rows }: Draft, who: Member, deputy: Member): void {
  rows.deputies.push({
    operator_id: operatorId,
    person_id: who.person.id,
    deputy_id: deputy.person.id,
    from_on: clock.day(-4),
    to_on: clock.day(12),
    created_by: who.person.id,
  })
}

/** The customer of the pictures: its contact changed today, and the operator corrected its number while working as the partner. */
function addBrinkmann(
  draft: Draft,
  owner: Owner,
  { jana, before, channelManager, partner }: { jana: Member; before: Member; channelManager: Member; partner: Unit },
): void {
  const row = addCustomer(draft, owner, {
    name: 'Brinkmann Logistik GmbH & Co. KG',
    industry: 'logistics',
    status: 'customer',
    street: 'Am Sandtorkai 48',
    postalCode: '20457',
    city: 'Hamburg',
    phone: '+49 40 33128-0',
    customerSince: '2019-03-14',
    contact: jana,
    unchanged: true,
  })
  row.manager_id = channelManager.person.id
  changed(draft, row, ['phone', '040 / 33 12 8', '+49 40 33128-0'], {
    at: draft.clock.daysAgo(12),
    by: channelManager,
    actingIn: partner,
  })
  changed(draft, row, ['contact', before.person.id, jana.person.id], { at: draft.clock.hoursAgo(2), by: jana })
}
