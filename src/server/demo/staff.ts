import type { Visibility } from '../../api/shapes.ts'
import type { Draft } from './draft.ts'
import { rootOf } from './organizations.ts'
import type { Owner, Staff } from './owner.ts'
import { addMember, addPerson, type Member } from './people.ts'
import type { Region } from './addresses.ts'

/** The operator's people by what they do. */
interface Operator {
  staff: Staff
  administration: Member
  channelManagers: Member[]
  /** of the customers that the operator owns itself */
  owner: Owner
}

interface Names {
  domain: string
  region: Region
  administration: string
  channelManagers: readonly (readonly [name: string, visibility: Visibility])[]
  dataManagement: string
  support: string
}

/** The operator's staff, each built-in role at least once. */
export function addStaff(draft: Draft, names: Names): Operator {
  const root = rootOf(draft, names.domain)
  const join = (name: string, role: string, visibility: Visibility) =>
    addMember(draft, root, addPerson(draft, { name, domain: names.domain }), { roles: [role], visibility })
  const administration = join(names.administration, 'operator_administration', 'all')
  const channelManagers = names.channelManagers.map(([name, visibility]) => join(name, 'channel_manager', visibility))
  const keepers = [join(names.dataManagement, 'data_management', 'all')]
  join(names.support, 'support', 'all')
  const managers = channelManagers.map(({ person }) => person)
  const owner = {
    unit: root,
    region: names.region,
    contacts: channelManagers,
    editors: [administration],
    managers,
    keepers,
    since: 300,
  }
  return { staff: { root, managers, keepers }, administration, channelManagers, owner }
}
