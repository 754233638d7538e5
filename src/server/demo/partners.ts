import type { Edition, Visibility } from '../../api/shapes.ts'
import type { Region } from './addresses.ts'
import { tongueOf } from './companies.ts'
import type { Draft } from './draft.ts'
import type { DemoLogo } from './logos.ts'
import { addUnit } from './organizations.ts'
import { addMember, addPerson, type Member, newName } from './people.ts'
import { type Owner, ownerOf, type Staff } from './owner.ts'

/** A partner as the lists of partners say it. */
export interface PartnerPlan {
  name: string
  domain: string
  edition: Edition
  region: Region
  country: string
  /** how many people work with the portal there */
  people: number
  status?: 'active' | 'suspended'
  logo?: DemoLogo
}

// who a partner engages first; every role and every visibility is there soon
const posts: readonly { roles: string[]; visibility: Visibility }[] = [
  { roles: ['administration'], visibility: 'all' },
  { roles: ['buyer'], visibility: 'own' },
  { roles: ['collaboration'], visibility: 'own' },
  { roles: ['management'], visibility: 'all' },
  { roles: ['licensing'], visibility: 'none' },
  { roles: ['collaboration', 'licensing'], visibility: 'all' },
  { roles: ['buyer'], visibility: 'all' },
]

/** A partner with its people, who share the customers among them. */
export function addPartner(draft: Draft, staff: Staff, plan: PartnerPlan): Owner & { members: Member[] } {
  const unit = addUnit(draft, { above: staff.root, ...plan, domain: `${plan.domain}.example` })
  const tongue = tongueOf(plan.country)
  const members = posts.slice(0, plan.people).map((post) => {
    const person = addPerson(draft, {
      name: newName(draft, tongue),
      domain: unit.domain,
      language: tongue === 'de' ? 'de' : 'en',
    })
    return addMember(draft, unit, person, post)
  })
  return { ...ownerOf(draft, staff, unit, plan.region, members), members }
}
