import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { Request } from '../model/decide.ts'
import type { World } from '../model/world.ts'
import { loadWorld } from '../support/load-world.ts'
import { idsFor } from '../support/world-ids.ts'
import { type Ask, asking, signInAll } from './http-door.ts'
import { httpFacts } from './http-facts.ts'
import type { Sample } from './http-model.ts'
import { otherWorld } from './other-world.ts'
import { requested } from './report.ts'

interface Side {
  server: FastifyInstance
  owner: pg.Client
}

interface Wanted {
  world: World
  request: Request
  seed: number
  /** what is asked for, visible or not */
  sample: Sample
}

/**
 * Asks two portals the same, whose worlds differ only in what the request may not see (quality.md).
 *
 * @returns the replies that differ, times and the ids of new rows aside; empty where the worlds can't be told apart
 */
export async function tellApart([one, other]: [Side, Side], wanted: Wanted): Promise<string[]> {
  const { world, request, seed } = wanted
  const first = await repliesOf(one, world, wanted)
  const second = await repliesOf(other, otherWorld(world, request, seed), wanted)
  const differing = first.flatMap((reply, index) => {
    const there = second[index]
    return there === reply ? [] : [`${requested(request)}:\n  ${reply.slice(0, 400)}\n  ${there?.slice(0, 400)}`]
  })
  return first.length === second.length ? differing : [...differing, `${requested(request)}: other questions followed`]
}

async function repliesOf({ server, owner }: Side, shown: World, { world, request, seed, sample }: Wanted) {
  const key = `two${seed}`
  const loaded = await loadWorld(owner, shown, key, idsFor(withBoth(world, shown), key))
  await signInAll(owner, loaded)
  const replies: string[] = []
  const heard = (path: string, text: string) => void replies.push(`${path} ${normal(text)}`)
  const ask: Ask = asking(server, loaded, request, { handle: null, heard })
  await httpFacts(ask, loaded, request, sample)
  return replies
}

/** Rows of both, so that one that is gone can still be asked for. */
function withBoth(world: World, shown: World): World {
  const known = new Set(world.customers.map(({ id }) => id))
  return { ...world, customers: [...world.customers, ...shown.customers.filter(({ id }) => !known.has(id))] }
}

const TIMES = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g
// of rows that were written while asking
const NEW_IDS = /[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g

const REQUEST = /"requestId":"[^"]*"/

function normal(text: string): string {
  return text.replace(TIMES, 'time').replace(NEW_IDS, 'id').replace(REQUEST, '')
}
