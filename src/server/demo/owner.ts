import type { Region } from './addresses.ts'
import type { Draft } from './draft.ts'
import type { Unit } from './organizations.ts'
import type { Member, Person } from './people.ts'

/** The operator's people who have to do with partners. */
export interface Staff {
  root: Unit
  managers: readonly Person[]
  keepers: readonly Member[]
}

/** Who owns customers, and who is about them. */
export interface Owner {
  unit: Unit
  region: Region
  /** who can be partner contact; the first ones have more */
  contacts: readonly Member[]
  /** who changes customers and has the right to */
  editors: readonly Member[]
  /** account managers of the operator */
  managers: readonly Person[]
  /** data management of the operator */
  keepers: readonly Member[]
  /** how many days ago the partner brought its customers along */
  since: number
}

/** Who is about the customers of an organisation, of the members that are eligible there. */
export function ownerOf(draft: Draft, staff: Staff, unit: Unit, region: Region, members: readonly Member[]): Owner {
  const editing = ['administration', 'management', 'buyer']
  return {
    unit,
    region,
    contacts: members.filter(({ roles }) => !roles.includes('management')),
    editors: members.filter(
      ({ roles, visibility }) => visibility === 'all' && roles.some((role) => editing.includes(role)),
    ),
    managers: [draft.dice.pick(staff.managers)],
    keepers: staff.keepers,
    since: 250 + draft.dice.under(700),
  }
}
