import type { Visibility } from '../../api/shapes.ts'
import type { Region } from './addresses.ts'
import { addKnown } from './ahlers.ts'
import { fillUp } from './customers.ts'
import type { Draft } from './draft.ts'
import { addUnit, type Unit } from './organizations.ts'
import { type Owner, ownerOf, type Staff } from './owner.ts'
import { addMember, addPerson, type Member, type Person } from './people.ts'
import { type KnownCustomer, ostseeRostock, ostseeSchwerin, ostseeStralsund } from './words/known-customers.ts'

const domain = 'ostsee-systemhaus.example'

/** The partner that Lennart Voß works as in the pictures: three sites, people of the partner and of two sites at once. */
export function addOstsee(draft: Draft, staff: Staff): Owner {
  const partner = addUnit(draft, {
    name: 'Ostsee Systemhaus GmbH',
    above: staff.root,
    edition: 'standard_paid',
    domain,
  })
  const site = (name: string) => addUnit(draft, { name, above: partner, site: true })
  const person = (name: string) => addPerson(draft, { name, domain })
  const join = (unit: Unit, who: Person, role: string, visibility: Visibility) =>
    addMember(draft, unit, who, { roles: [role], visibility })
  const sites = {
    rostock: site('Ostsee Rostock'),
    stralsund: site('Ostsee Stralsund'),
    schwerin: site('Ostsee Schwerin'),
  }

  const hinnerk = join(partner, person('Hinnerk Stahl'), 'administration', 'all')
  join(partner, person('Antje Wulff'), 'management', 'none')
  const frauke = join(partner, person('Frauke Lindner'), 'buyer', 'all')
  const lukasz = join(partner, person('Łukasz Nowak'), 'collaboration', 'own')
  const doerte = person('Dörte Quandt')
  const inStralsund = join(sites.stralsund, doerte, 'buyer', 'own')
  const inSchwerin = join(sites.schwerin, doerte, 'management', 'all')

  const fill = (
    unit: Unit,
    region: Region,
    contacts: Member[],
    known: readonly KnownCustomer[],
    count: number,
  ): Owner => {
    const owner = { ...ownerOf(draft, staff, unit, region, [...contacts, hinnerk]), contacts }
    addKnown(draft, owner, known)
    fillUp(draft, owner, count)
    return owner
  }
  const rostock = fill(sites.rostock, 'rostock', [frauke, lukasz], ostseeRostock, 60)
  fill(sites.stralsund, 'stralsund', [inStralsund, frauke], ostseeStralsund, 36)
  fill(sites.schwerin, 'schwerin', [inSchwerin, lukasz, frauke], ostseeSchwerin, 30)
  return rostock
}
