import { type Actor, decideCustomer, decideOrganization, enter, type Request } from '../model/decide.ts'
import { lookup } from '../model/lookup.ts'
import type { World } from '../model/world.ts'
import type { LoadedWorld } from '../support/load-world.ts'

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

export interface Reply {
  path: string
  text: string
}

/** Ids of customers and organisations that stand in a reply although they are out of sight, even by name (ACC-17). */
export function leaksIn(replies: readonly Reply[], { world, ids }: LoadedWorld, request: Request): string[] {
  const actors = actorsOf(world, request)
  const isSeen = (list: string | undefined, id: string) => {
    if (list === 'customers') return actors.some((actor) => seesCustomer(world, actor, id))
    return list !== 'organizations' || actors.some((actor) => seesName(world, actor, id))
  }
  const found = replies.flatMap(({ path, text }) =>
    [...new Set(text.match(UUID))].flatMap((uuid) => {
      const [list, name] = [ids.listOf(uuid), ids.nameOf(uuid) ?? '']
      // the audit names the home of whoever acted, wherever that is (ACC-3)
      const isNamedByAudit = list === 'organizations' && path.startsWith('/audit')
      return isSeen(list, name) || isNamedByAudit ? [] : [`${name} in ${path.replace(UUID, '...')}`]
    }),
  )
  return [...new Set(found)]
}

/** Across, some replies are about the acting organisation alone. */
function actorsOf(world: World, { person, organization, across, viewAs }: Request): Actor[] {
  const wanted = { person, organization, ...(viewAs !== undefined && { viewAs }) }
  const entries = [enter(world, wanted), ...(across === true ? [enter(world, { ...wanted, across })] : [])]
  return entries.flatMap((entry) => (entry.ok ? entry.actor : []))
}

function seesCustomer(world: World, actor: Actor, id: string): boolean {
  const customer = lookup(world).customer(id)
  return customer !== undefined && decideCustomer(world, actor, customer).visible
}

/** The owner of a visible customer is an attribute of it. */
function seesName(world: World, actor: Actor, id: string): boolean {
  const organization = lookup(world).organization(id)
  if (organization !== undefined && decideOrganization(world, actor, organization) !== 'none') return true
  return lookup(world)
    .customersOwnedBy(id)
    .some((customer) => decideCustomer(world, actor, customer).visible)
}
