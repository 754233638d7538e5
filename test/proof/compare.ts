import type pg from 'pg'
import type { Request } from '../model/decide.ts'
import { requestsOf } from '../model/requests.ts'
import type { LoadedWorld } from '../support/load-world.ts'
import type { Heard } from './decisions.ts'
import { doorFacts } from './door-facts.ts'
import { type Disagreement, differences, type Facts } from './facts.ts'
import { modelFacts } from './model-facts.ts'
import { sqlFacts, TABLES } from './sql-facts.ts'

const ROWS = [...Object.keys(TABLES), 'logo', 'changeable']
const REACHED = ['customers', 'organizations', 'memberships', 'audit', 'imports', 'saved_views']
const DOOR = ['enter', 'across', 'working', 'home', 'entering', 'deciding', 'gate', 'listed']
const OF_VISIBLE_ROWS = ['decided', 'share', 'level']

const subjectOf = (about: string) => about.split(' ')[0] ?? ''

interface Wanted {
  name: string
  seed: number
  requests?: readonly Request[]
  /** tries to create customers in every request, not in some */
  always?: boolean
  heard?: (heard: Heard) => void
}

/** Asks every channel of the database about every request of a world, or about those given. */
export async function compareWorld(runtime: pg.Client, loaded: LoadedWorld, wanted: Wanted): Promise<Disagreement[]> {
  const { name, seed, requests = requestsOf(loaded.world, seed) } = wanted
  const found: Disagreement[] = []
  for (const [index, request] of requests.entries()) {
    const before = index % 6 === 0 ? requests[index - 1] : undefined
    const inserting = wanted.always === true || index % 8 === 0
    const differing = await compareRequest(runtime, loaded, { request, before, inserting, heard: wanted.heard }).catch(
      // an answer that can't be read is none that the model gives
      (error: Error) => [{ channel: 'enter', about: 'answer', model: 'can be read', says: error.message }],
    )
    found.push(...differing.map((difference) => ({ world: name, request, ...difference })))
  }
  return found
}

interface Asked {
  request: Request
  before: Request | undefined
  inserting: boolean
  heard: Wanted['heard']
}

async function compareRequest(runtime: pg.Client, loaded: LoadedWorld, { request, before, inserting, heard }: Asked) {
  const model = modelFacts(loaded.world, request)
  const { entered, policies, reach } = await sqlFacts(runtime, loaded, request, { before, inserting })
  const found: Omit<Disagreement, 'world' | 'request'>[] = []
  const note = (channel: string, says: Facts, covers: (about: string) => boolean) => {
    heard?.({ request, channel, model, says, covers })
    found.push(...differences(model, says, covers).map((difference) => ({ channel, ...difference })))
  }
  note('policies', policies, (about) =>
    [...ROWS, ...(inserting ? ['create', 'renamable', 'brandable'] : [])].includes(subjectOf(about)),
  )
  note('reach', reach, (about) => REACHED.includes(subjectOf(about)))
  note('enter', doorFacts(loaded, entered), (about) => {
    const [subject = '', id] = about.split(' ')
    return DOOR.includes(subject) || (OF_VISIBLE_ROWS.includes(subject) && model.has(`customers ${id}`))
  })
  return found
}
