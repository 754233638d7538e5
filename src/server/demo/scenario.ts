import { addCustomer } from './customers.ts'
import type { Draft } from './draft.ts'
import { addUnit } from './organizations.ts'
import { ownerOf, type Staff } from './owner.ts'
import { addMember, addPerson, listSignIn } from './people.ts'

/**
 * The scenario of ACC-9 as the first source tells it, in a partner with these three customers and nothing else: User 1 sees
 * all and is the contact of B; User 2 sees none, though contact of A; User 3 sees C alone.
 */
export function addScenario(draft: Draft, staff: Staff): void {
  const unit = addUnit(draft, {
    name: 'Dreiklang IT GmbH',
    above: staff.root,
    edition: 'standard_free',
    domain: 'dreiklang.example',
  })
  const join = (login: string, name: string, role: string, visibility: 'all' | 'own' | 'none') =>
    addMember(draft, unit, addPerson(draft, { name, login, domain: unit.domain }), { roles: [role], visibility })
  const first = join('user1', 'Ulla Brandt', 'administration', 'all')
  const second = join('user2', 'Uwe Marquardt', 'administration', 'none')
  const third = join('user3', 'Ute Siemers', 'collaboration', 'own')
  const owner = ownerOf(draft, staff, unit, 'hannover', [first, second, third])
  const add = (externalId: string, name: string, contact: typeof first) =>
    addCustomer(draft, owner, { name, externalId, contact, status: 'customer', industry: 'industry', city: 'Hannover' })
  add('A', 'Albrecht Feinmechanik GmbH', second)
  add('B', 'Borchert Pumpen GmbH & Co. KG', first)
  add('C', 'Carstens Metallbau KG', third)
  for (const member of [first, second, third]) listSignIn(draft, member)
}
