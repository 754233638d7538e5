import { type CustomerDecision, decideCustomer, enter, type Request } from '../model/decide.ts'
import { type Dice, diceFor } from '../model/dice.ts'
import { ATTRIBUTES, type Customer, type World } from '../model/world.ts'

type Values = Customer['values']

/**
 * The same world but for what one request may not see: the contents of customers out of sight and what is hidden of those in
 * sight are others, some invisible ones are gone, and there are more of them. Nothing that the request may see differs.
 */
export function otherWorld(world: World, request: Request, seed: number): World {
  const dice = diceFor(seed)
  const seenOf = seeing(world, request)
  const gone = new Set<string>()
  const customers = world.customers.flatMap((customer): Customer[] => {
    const seen = seenOf(customer)
    if (seen.some(({ visible }) => visible)) return [{ ...customer, values: { ...customer.values, ...unread(seen) } }]
    const changed = { ...customer, values: { ...customer.values, ...disguise(dice, customer) } }
    if (customer.organization === null && dice.chance(0.2)) {
      gone.add(customer.id)
      return []
    }
    return dice.chance(0.3) ? [changed, twinOf(dice, changed)] : [changed]
  })
  return {
    ...world,
    customers,
    shares: world.shares.filter(({ customer }) => !gone.has(customer)),
    history: world.history.filter(({ customer }) => !gone.has(customer)),
  }
}

/** How a customer shows to the request, in every way in which its replies are made: across, some are about one organisation alone. */
function seeing(world: World, request: Request): (customer: Customer) => CustomerDecision[] {
  const { across, ...alone } = request
  const entries = [enter(world, alone), ...(across === true ? [enter(world, request)] : [])]
  return (customer) => entries.flatMap((entry) => (entry.ok ? decideCustomer(world, entry.actor, customer) : []))
}

/** Other values for what nobody reads here. */
function unread(seen: CustomerDecision[]): Values {
  const hidden = (attribute: (typeof ATTRIBUTES)[number]) =>
    seen.every((decision) => !decision.visible || decision.levels[attribute] === 'hidden')
  return Object.fromEntries(
    (['email', 'city', 'industry'] as const).filter(hidden).map((attribute) => [attribute, OTHER[attribute]]),
  )
}

const OTHER = { email: 'anders@anderswo.example', city: 'Anderswo', industry: 'education' } as const

function disguise(dice: Dice, { id }: Customer): Values {
  const name = `Verborgen ${dice.under(1000)} ${id}`
  return { ...OTHER, name, email: `${id}@verborgen.example`, externalId: dice.chance(0.5) ? `V-${id}` : null }
}

/** One more with the same owner and people, so as invisible as the first. */
function twinOf(dice: Dice, customer: Customer): Customer {
  const id = `${customer.id}-twin`
  const values = { ...customer.values, ...disguise(dice, { ...customer, id }), number: `T ${id}` }
  return { ...customer, id, organization: null, values }
}
