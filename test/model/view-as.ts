import { type Actor, actorAt, type Door } from './actor.ts'
import { openDoor } from './door.ts'
import { lookup } from './lookup.ts'
import { stopOf } from './owned.ts'
import { decidingFor } from './standing.ts'
import type { World } from './world.ts'

/** ACC-19: opens an organisation as another person sees it, for managers of people who see everything there. */
export function openAs(
  world: World,
  viewer: string,
  subject: string,
  id: string,
): { door: Door; viewer: Actor } | null {
  const own = openDoor(world, viewer, id)
  const seen = openDoor(world, subject, id)
  if (!own.ok || !seen.ok || seen.door.workingAs) return null
  if (!own.door.entering.permissions.has('people.manage')) return null
  if (!seesEverything(world, viewer, own.door)) return null
  return { door: seen.door, viewer: actorAt(world, own.door, { across: false, viewer: null }) }
}

function seesEverything(world: World, viewer: string, { organization }: Door): boolean {
  const seesAll = (owner: string) => {
    const standing = decidingFor(world, viewer, owner)
    return standing !== null && stopOf(standing) === null && standing.visibility === 'all'
  }
  if (organization.kind === 'customer') {
    const customer = lookup(world).customerOfTenant(organization.id)
    return customer !== undefined && seesAll(customer.owner)
  }
  return [...lookup(world).subtree(organization.id)]
    .filter((below) => lookup(world).organization(below)?.kind !== 'customer')
    .every(seesAll)
}
