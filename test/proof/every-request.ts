import type { Request } from '../model/decide.ts'
import { lookup } from '../model/lookup.ts'
import type { World } from '../model/world.ts'

/** Every person in every organisation; across where they have several memberships; as everybody who is a member there. */
export function everyRequest(world: World): Request[] {
  return world.persons.flatMap(({ id: person }) =>
    world.organizations.flatMap(({ id: organization }): Request[] => {
      const subjects = world.persons.filter(
        ({ id }) => id !== person && lookup(world).activeMembership(id, organization) !== undefined,
      )
      const isMember = lookup(world).activeMembershipsOf(person).length > 0
      return [
        { person, organization },
        ...(isMember ? [{ person, organization, across: true }] : []),
        ...(isMember ? subjects.map(({ id }) => ({ person, organization, viewAs: id })) : []),
      ]
    }),
  )
}
