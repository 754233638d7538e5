import { type Actor, actorAt } from './actor.ts'
import { type Locked, openDoor } from './door.ts'
import { openAs } from './view-as.ts'
import type { Module, Permission, World } from './world.ts'

export type Request = {
  person: string
  organization: string
  /** lists across all memberships of the operator (ACC-10) */
  across?: boolean
  /** the person as whom `person` wants to see the organisation (ACC-19) */
  viewAs?: string
  /** the module of the route; without one, the route belongs to no module */
  module?: Module
  /** the permission the route asks for; reading customers, if only the module is named */
  can?: Permission
}

export type Refusal = {
  ok: false
  status: 404 | 403 | 400
  code: 'access.not_found' | 'access.permission_missing' | 'access.across_refused'
  because: Locked | 'module_closed' | 'permission_missing' | 'across_refused'
}

export type Entry = { ok: true; actor: Actor } | Refusal

/** ACC-1, ACC-3, ACC-5, ACC-10, ACC-19: resolves the actor of a request, or says 404, then 403, then 400. */
export function enter(world: World, request: Request): Entry {
  const found = request.viewAs === undefined ? own(world, request) : asSubject(world, request, request.viewAs)
  if (!found.ok) return found
  const refusal = gate(found.actor, request)
  if (refusal !== null) return refusal
  if (request.across === true && !found.actor.across) {
    return { ok: false, status: 400, code: 'access.across_refused', because: 'across_refused' }
  }
  return found
}

function own(world: World, { person, organization, across = false }: Request): Entry {
  const opening = openDoor(world, person, organization)
  if (!opening.ok) return notFound(opening.because)
  const { door } = opening
  return { ok: true, actor: actorAt(world, door, { across: across && !door.workingAs, viewer: null }) }
}

function asSubject(world: World, { person, organization }: Request, subject: string): Entry {
  const opened = openAs(world, person, subject, organization)
  if (opened === null) return notFound('view_as_refused')
  return { ok: true, actor: actorAt(world, opened.door, { across: false, viewer: opened.viewer }) }
}

/** ACC-5, ACC-7, ACC-10: what a route asks of *any* deciding membership in scope, before any row is looked at. */
export function gate(actor: Actor, { module, can }: Pick<Request, 'module' | 'can'>): Refusal | null {
  const open = actor.deciding.filter(({ modules }) => module === undefined || modules.has(module))
  if (module !== undefined && open.length === 0) return notFound('module_closed')
  const asked = can ?? (module === undefined ? undefined : 'customers.read')
  if (asked === undefined || open.some(({ permissions }) => permissions.has(asked))) return null
  return { ok: false, status: 403, code: 'access.permission_missing', because: 'permission_missing' }
}

function notFound(because: Refusal['because']): Refusal {
  return { ok: false, status: 404, code: 'access.not_found', because }
}
