import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { List } from '../../../api/lists.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Actor } from '../actor.ts'
import type { ListRequest } from './request.ts'

/** Where a page ended: the sort values of its last row as text, null where empty. */
export type Position = (string | null)[]

/** What a cursor belongs to (LST-7): it is stale as soon as list, organisation, sort, search, filter or readable attributes differ. */
export function fingerprint(list: List, request: ListRequest, actor: Actor, across: boolean): string {
  const of = [
    list.key,
    actor.organization.id,
    actor.person.id,
    actor.viewAs,
    across,
    request.words,
    request.ids,
    request.filter,
    request.sort.map((s) => [s.column.key, s.descending]),
    [...request.hidden].toSorted(),
  ]
  return createHash('sha256').update(JSON.stringify(of)).digest('base64url').slice(0, 22)
}

/** Signs a position. */
export function sealCursor(key: Buffer, print: string, position: Position): string {
  const body = Buffer.from(JSON.stringify(position)).toString('base64url')
  return `${body}.${sign(key, print, body)}`
}

/** @throws Refusal 400 lists.cursor_stale for a cursor that is not from this key and state */
export function openCursor(key: Buffer, print: string, cursor: string): Position {
  const [body = '', signature = ''] = cursor.split('.')
  const expected = Buffer.from(sign(key, print, body))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Refusal('lists.cursor_stale')
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Position
}

function sign(key: Buffer, print: string, body: string): string {
  return createHmac('sha256', key).update(`${print}.${body}`).digest('base64url').slice(0, 32)
}
