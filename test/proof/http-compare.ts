import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { decideCustomer, enter, type Request } from '../model/decide.ts'
import { type Dice, diceFor } from '../model/dice.ts'
import { ATTRIBUTES, type Customer, type World } from '../model/world.ts'
import type { LoadedWorld } from '../support/load-world.ts'
import type { Heard } from './decisions.ts'
import { type Disagreement, differences, sayOf } from './facts.ts'
import { type Ask, asking, signInAll } from './http-door.ts'
import { httpFacts } from './http-facts.ts'
import { CHANGEABLE, httpModelFacts, type Sample } from './http-model.ts'
import { created } from './http-writes.ts'
import { leaksIn, type Reply } from './leaks.ts'

interface Wanted {
  name: string
  seed: number
  requests: readonly Request[]
  /** asks for every record and attribute, not for a sample of them */
  thorough?: boolean
  heard?: (heard: Heard) => void
}

/** Asks the server what the model decides, request by request. Its writes change nothing that a rule of access looks at. */
export async function compareHttp(
  { server, owner }: { server: FastifyInstance; owner: pg.Client },
  loaded: LoadedWorld,
  { name, seed, requests, thorough = false, heard }: Wanted,
): Promise<Disagreement[]> {
  const { world, key } = loaded
  const dice = diceFor(seed)
  await signInAll(owner, loaded)
  const found: Disagreement[] = []
  for (const [index, request] of requests.entries()) {
    const sample = thorough ? everything(world, request, index) : sampleOf(dice, world, request)
    const model = httpModelFacts(world, request, sample)
    // an organisation is found by id and by handle
    const handle = index % 2 === 0 ? `${key}-${request.organization}`.toLowerCase() : null
    const replies: Reply[] = []
    const ask = asking(server, loaded, request, { handle, heard: (path, text) => replies.push({ path, text }) })
    const says = await httpFacts(ask, loaded, request, sample)
    if (request.across !== true && request.viewAs === undefined && says.get('enter') === '200') {
      for (const organization of sample.owners)
        says.set(`created ${organization}`, await createOnce(owner, ask, loaded, organization))
    }
    sayOf(says, 'leaked', leaksIn(replies, loaded, request))
    const sampled = new Set([...sample.touched].flatMap(({ id }) => [`search ${id}`, `palette ${id}`]))
    const covers = (about: string) => {
      if (/^(search|palette) /.test(about)) return sampled.has(about)
      return about.startsWith('form ') ? model.has('chooses') : about !== 'chooses'
    }
    heard?.({ request, channel: 'HTTP', model, says, covers })
    found.push(
      ...differences(model, says, covers).map((difference) => ({
        world: name,
        request,
        channel: 'HTTP',
        ...difference,
      })),
    )
  }
  return found
}

/** Creates a customer and takes it away again. @returns what it became to its maker, or that it was refused */
async function createOnce(owner: pg.Client, ask: Ask, loaded: LoadedWorld, organization: string): Promise<string> {
  const made = await created(ask, loaded, organization)
  if (!('id' in made)) return made.status < 500 ? 'refused' : String(made.status)
  const { rows } = await owner.query<{ contact: string | null; manager: string | null }>(
    'delete from customers where id = $1 returning contact_id as contact, manager_id as manager',
    [made.id],
  )
  return rows[0]?.manager ? 'manager' : rows[0]?.contact ? 'contact' : 'nobody'
}

/** Every list and record; written are those that are visible and some that are not, each time another attribute. */
function everything(world: World, request: Request, turn: number): Sample {
  const entry = enter(world, request)
  const isVisible = (customer: Customer) => entry.ok && decideCustomer(world, entry.actor, customer).visible
  const touched = new Set(world.customers.filter((one, index) => (index + turn) % 12 === 0 || isVisible(one)))
  const owners = world.organizations.filter(({ kind }) => kind !== 'customer').map(({ id }) => id)
  const written = (customer: Customer) => {
    const attribute = CHANGEABLE[(turn + world.customers.indexOf(customer)) % CHANGEABLE.length]
    return attribute === undefined ? [] : [attribute]
  }
  return { customers: world.customers, touched, attributes: ATTRIBUTES, written, imports: world.imports, owners }
}

const RECORDS = 2

/** Some records that are visible and some that are not, some attributes that are hidden and some that are not. */
export function sampleOf(dice: Dice, world: World, request: Request): Sample {
  const entry = enter(world, request)
  const split = Map.groupBy(dice.shuffled(world.customers), (customer) =>
    entry.ok && decideCustomer(world, entry.actor, customer).visible ? 'visible' : 'invisible',
  )
  const hidden = ATTRIBUTES.filter((attribute) => entry.ok && !entry.actor.readableInLists.includes(attribute))
  const attributes = [...new Set([...dice.shuffled(hidden).slice(0, 1), ...dice.shuffled(ATTRIBUTES).slice(0, 2)])]
  const customers = (['visible', 'invisible'] as const).flatMap((which) => (split.get(which) ?? []).slice(0, RECORDS))
  return {
    customers,
    touched: new Set(customers),
    attributes,
    written: () => attributes.filter((attribute) => CHANGEABLE.includes(attribute)),
    imports: dice.shuffled(world.imports).slice(0, 1),
    owners: [
      request.organization,
      ...dice
        .shuffled(world.organizations)
        .slice(0, 1)
        .map(({ id }) => id),
    ],
  }
}
