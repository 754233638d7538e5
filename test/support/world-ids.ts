import { createHash } from 'node:crypto'
import type { World } from '../model/world.ts'

/** The lists of a world whose rows have ids. */
export type Listed = Exclude<keyof World, 'today' | 'deputies'>

/** The UUIDs that a world's short ids stand for in one database, and the way back. */
export interface WorldIds {
  of(list: Listed, id: string): string
  /** the short id, or undefined for a row that the world does not know */
  nameOf(uuid: string): string | undefined
  listOf(uuid: string): Listed | undefined
}

/** Derives UUIDs from a key and the short ids, so that a failure can be loaded again under the same ids. */
export function idsFor(world: World, key: string): WorldIds {
  const names = new Map<string, string>()
  const lists = new Map<string, Listed>()
  const known = new Map<string, string>()
  const enter = (list: Listed, id: string, uuid: string) => {
    known.set(`${list} ${id}`, uuid)
    names.set(uuid, id)
    lists.set(uuid, list)
  }
  const listed: Listed[] = [
    'organizations',
    'roles',
    'persons',
    'memberships',
    'customers',
    'history',
    'audit',
    'imports',
    'mails',
    'views',
    'settings',
  ]
  for (const list of listed) {
    for (const { id } of world[list]) enter(list, id, uuidOf(`${key} ${list} ${id}`))
  }
  // an operator is its organisation
  for (const { id, operator, kind } of world.organizations) {
    if (kind !== 'operator') continue
    enter('operators', operator, uuidOf(`${key} organizations ${id}`))
    enter('organizations', id, uuidOf(`${key} organizations ${id}`))
  }
  // ids decide between equal shares, so these keep the order of the world's
  const prefix = uuidOf(`${key} shares`).slice(0, 24)
  const shares = world.shares.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1))
  for (const [index, id] of shares.entries()) enter('shares', id, prefix + index.toString(16).padStart(12, '0'))
  return {
    of: (list, id) => {
      const uuid = known.get(`${list} ${id}`)
      if (uuid === undefined) throw new Error(`the world has no ${id} among its ${list}`)
      return uuid
    },
    nameOf: (uuid) => names.get(uuid),
    listOf: (uuid) => lists.get(uuid),
  }
}

/** A well-formed UUID made of a hash. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
