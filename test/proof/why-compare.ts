import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { Why, type WhyCode } from '../../src/api/why.ts'
import { type Actor, enter, type Request } from '../model/decide.ts'
import { type Dice, diceFor } from '../model/dice.ts'
import { requestsOf } from '../model/requests.ts'
import { ATTRIBUTES, PERMISSIONS, type World } from '../model/world.ts'
import type { LoadedWorld } from '../support/load-world.ts'
import type { Disagreement } from './facts.ts'
import { type Ask, asking } from './http-door.ts'
import { channelsOf } from './why-channels.ts'
import { ASSIGNED, expectedAnswer, type Question } from './why-model.ts'
import { leaksIn, type Reply } from './leaks.ts'

const OVERSEER = 'overseer'
const ACTIONS = ['update', 'assignContact', 'changeStatus'] as const

/** The same world with somebody at each operator who sees every customer and manages everybody: who may ask about all. */
export function withOverseer(world: World): World {
  return {
    ...world,
    persons: [...world.persons, { id: OVERSEER, name: 'Overseer' }],
    roles: [
      ...world.roles,
      ...world.operators.map(({ id }) => ({
        id: `${OVERSEER}-${id}`,
        operator: id,
        audience: 'operator' as const,
        permissions: [...PERMISSIONS],
        attributes: {},
      })),
    ],
    memberships: [
      ...world.memberships,
      ...world.organizations
        .filter(({ kind }) => kind === 'operator')
        .map(({ id, operator }) => ({
          id: `${OVERSEER}-${id}`,
          person: OVERSEER,
          organization: id,
          roles: [`${OVERSEER}-${operator}`],
          visibility: 'all' as const,
          status: 'active' as const,
        })),
    ],
  }
}

export interface WhyCounts {
  visible: number
  stopped: number
  refused: number
}

interface Compared {
  found: Disagreement[]
  counts: WhyCounts
}

/**
 * Asks `why` in many requests of a world, about the asker and about others, and holds every answer against the model, the rows that
 * policies and reach view give that person, and what the server answers them (ACC-18).
 */
export async function compareWhy(
  { server, runtime }: { server: FastifyInstance; runtime: pg.Client },
  loaded: LoadedWorld,
  { name, seed, asked = 5 }: { name: string; seed: number; asked?: number },
): Promise<Compared> {
  const { world } = loaded
  const dice = diceFor(seed)
  const compared: Compared = { found: [], counts: { visible: 0, stopped: 0, refused: 0 } }
  const requests = requestsOf(world, seed)
  for (const request of dice.shuffled(requests).slice(0, asked)) {
    await compareOne(request)
    const operator = world.organizations.find(({ id }) => id === request.organization)?.operator
    const root = world.organizations.find((one) => one.kind === 'operator' && one.operator === operator)
    if (root && !request.viewAs) await compareOne({ person: OVERSEER, organization: root.id }, request)
  }
  return compared

  async function compareOne(request: Request, about: Request = request) {
    const entry = enter(world, request)
    if (!entry.ok) return
    const replies: Reply[] = []
    const ask = asking(server, loaded, request, { handle: null, heard: (path, text) => replies.push({ path, text }) })
    for (const question of questionsOf(dice, world, entry.actor, about)) {
      const expected = expectedAnswer(world, entry.actor, question)
      const said = await answered(ask, loaded, request, question)
      count(compared.counts, expected)
      const differs = said === expected ? [] : [{ channel: 'why', model: expected, says: said }]
      const others = /^\d/.test(said) ? [] : await channelsOf({ server, runtime }, loaded, { request, question, said })
      for (const one of [...differs, ...others])
        compared.found.push({ world: name, request, about: inWords(question), ...one })
    }
    for (const leak of leaksIn(replies, loaded, request))
      compared.found.push({ world: name, request, channel: 'why', about: leak, model: 'unnamed', says: 'named' })
  }
}

/** About oneself as entered, about whoever is asked about where they are, and about somebody anywhere. */
function questionsOf(dice: Dice, world: World, asker: Actor, about: Request): Question[] {
  const own = world.customers.filter(({ operator }) => operator === asker.operator)
  const more = (): Pick<Question, 'attribute' | 'action'> => ({
    ...(dice.chance(0.5) && { attribute: dice.pick(ATTRIBUTES) }),
    ...(dice.chance(0.5) && { action: dice.pick(ACTIONS) }),
  })
  const places = world.organizations.filter(({ operator }) => operator === asker.operator)
  return [
    ...dice
      .shuffled(own)
      .slice(0, 3)
      .map((customer) => ({ customer, person: asker.person, place: null, ...more() })),
    ...dice
      .shuffled(own)
      .slice(0, 4)
      .map((customer) => ({ customer, person: about.person, place: about.organization, ...more() })),
    ...dice
      .shuffled(own)
      .slice(0, 2)
      .map((customer) => ({
        customer,
        person: dice.pick(world.persons).id,
        place: dice.pick(places).id,
        ...more(),
      })),
  ]
}

async function answered(ask: Ask, { ids }: LoadedWorld, { across }: Request, question: Question): Promise<string> {
  const { customer, person, place, attribute, action } = question
  const reply = await ask(`/customers/${ids.of('customers', customer.id)}/why`, {
    query: {
      ...(across && { across: 'memberships' }),
      person: ids.of('persons', person),
      ...(place !== null && { in: ids.of('organizations', place) }),
      ...(attribute && { attribute }),
      ...(action && { action }),
    },
  })
  return reply.status === 200 ? inAnswer(reply.json) : String(reply.status)
}

/** What lets in, in the order in which the model asks. */
const LETTING: readonly WhyCode[] = ['tenant', 'share', 'manager', 'contact', 'deputy', 'assignment', 'visibility']

function inAnswer(json: unknown): string {
  const { visible, links, level, stoppedBy, allowed, setting } = Why.parse(json)
  const stop = links.find(({ ok, code }) => ok === false && code === stoppedBy)
  if (allowed !== (stop === undefined)) return 'allowed and stopped at once'
  // but for what nobody may set, one setting governs what stopped it
  if (stop && (setting === null) !== (stop.said === 'fixed')) return `stopped by ${stoppedBy} without a setting`
  if (!visible) {
    const isAssigned = stop && (ASSIGNED.includes(stop.code) || (stop.code === 'share' && stop.said === 'contact'))
    return `stopped by ${isAssigned ? 'assignment' : stoppedBy}`
  }
  const by = LETTING.find((code) => links.some((one) => one.code === code && one.ok === true))
  return `visible by ${by}${level ? ` ${level}` : ''}${stop ? ` stopped by ${stop.code}` : ''}`
}

function count(counts: WhyCounts, expected: string): void {
  counts[expected.startsWith('visible') ? 'visible' : expected.startsWith('stopped') ? 'stopped' : 'refused'] += 1
}

function inWords({ customer, person, place, attribute, action }: Question): string {
  return [`why ${customer.id} for ${person}`, place && `in ${place}`, attribute, action].filter(Boolean).join(' ')
}
