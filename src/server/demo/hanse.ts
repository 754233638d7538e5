import { fillUp } from './customers.ts'
import type { Draft } from './draft.ts'
import { addPartner } from './partners.ts'
import { addMember, listSignIn, type Person } from './people.ts'
import { addStaff } from './staff.ts'
import { addTenants } from './tenants.ts'
import { hanseResellers } from './words/partners.ts'

/** Hanse Distribution GmbH, the distributor of `product.md`: 25 resellers of all editions, 2,000 customers. */
export function fillHanse(draft: Draft, consultant: Person): void {
  const operator = addStaff(draft, {
    domain: 'hanse-distribution.example',
    region: 'bremen',
    administration: 'Carsten Wedekind',
    channelManagers: [
      ['Swantje Hinrichs', 'all'],
      ['Emre Arslan', 'own'],
      ['Britta Ostermann', 'own'],
    ],
    dataManagement: 'Jutta Kienast',
    support: 'Leif Paulsen',
  })
  const resellers = hanseResellers.map((plan) => {
    const reseller = addPartner(draft, operator.staff, plan)
    // the consultant whom Nordlicht knows too
    if (plan === hanseResellers[0]) {
      const member = addMember(draft, reseller.unit, consultant, { roles: ['buyer'], visibility: 'own' })
      reseller.contacts = [...reseller.contacts, member]
    }
    fillUp(draft, reseller, plan.customers)
    addTenants(draft, reseller, plan.edition.startsWith('tenant') ? 3 : 1)
    return { edition: plan.edition, members: reseller.members }
  })
  fillUp(draft, operator.owner, 4)
  // the first of each edition: one whose module is open, one whose is not (ACC-5)
  for (const edition of ['basic', 'standard_free']) {
    const [administrator] = resellers.find((reseller) => reseller.edition === edition)?.members ?? []
    if (administrator) listSignIn(draft, administrator)
  }
}
