import pg from 'pg'
import { hashOf, type Readers } from '../world/load.ts'
import { ids } from '../world/ids.ts'
import { distributor, largest, type Plan } from '../world/plan.ts'
import { rareWord } from '../world/rows.ts'
import { median } from './lists.ts'

/** One query of access-sql.md in three forms, in one connection without HTTP, as rates. */
export interface Weighed {
  what: string
  hand: number
  /** shares of the hand-written rate */
  policy: number
  reach: number
}

interface Form {
  what: string
  reader: Readers['all']
  /** by hand, after `operator_id = $1` */
  own: string
  /** added to the reach view, as the list engine does */
  narrow: string
  values: unknown[]
  rest: string
  count?: boolean
  searched?: boolean
}

/** Policy and reach view against hand-written predicates. */
export async function weighPredicates(
  runtimeUrl: string,
  ownerUrl: string,
  plan: Plan,
  readers: Readers,
  seconds: number,
): Promise<Weighed[]> {
  const owner = new pg.Client(ownerUrl)
  const runtime = new pg.Client(runtimeUrl)
  await Promise.all([owner.connect(), runtime.connect()])
  const weighed: Weighed[] = []
  for (const form of formsFor(plan, readers)) weighed.push(await weigh(owner, runtime, form, seconds))
  await Promise.all([owner.end(), runtime.end()])
  return weighed
}

function formsFor(plan: Plan, { all, own, operator, distributor: reseller }: Readers): Form[] {
  const byName = 'order by c.name, c.id limit 50'
  const below = plan.partners
    .filter(({ index, above }) => index === distributor || above === distributor)
    .map(({ index }) => ids.partner(index))
  const mine = { own: 'c.owner_id = $2', narrow: 'c.owner_id = $1', values: [ids.partner(largest)] }
  const owned = {
    own: 'c.owner_id = $2 and c.contact_id = $3',
    narrow: 'c.owner_id = $1 and c.contact_id = $2',
    values: [ids.partner(largest), own.person],
  }
  const whole = { own: 'true', narrow: 'true', values: [] }
  return [
    { what: 'first page, all of 50,000', reader: all, ...mine, rest: byName },
    { what: 'first page, own', reader: own, ...owned, rest: byName },
    { what: 'first page, operator', reader: operator, ...whole, rest: byName },
    { what: 'by city, all of 50,000', reader: all, ...mine, rest: 'order by c.city, c.name, c.id limit 50' },
    {
      what: 'distributor, 301 partners',
      reader: reseller,
      own: 'c.owner_id = any ($2::uuid[])',
      narrow: 'c.owner_id = any ($1::uuid[])',
      values: [below],
      rest: byName,
    },
    ...['gmbh', rareWord].flatMap((word) => [
      {
        what: `search ${word}, partner`,
        reader: all,
        ...mine,
        rest: `and c.search like '%${word}%' ${byName}`,
        searched: true,
      },
      {
        what: `search ${word}, operator`,
        reader: operator,
        ...whole,
        rest: `and c.search like '%${word}%' ${byName}`,
        searched: true,
      },
    ]),
    { what: 'count, capped', reader: all, ...mine, rest: 'limit 10001', count: true },
  ]
}

async function weigh(owner: pg.Client, runtime: pg.Client, form: Form, seconds: number): Promise<Weighed> {
  const columns = 'c.id, c.number, c.name, c.status, c.city, c.phone, c.changed_at'
  const text = (from: string, where: string) => {
    const plain = `from ${from} c where ${where} ${form.rest}`
    return form.count ? `select count(*) from (select ${plain}) x` : `select ${columns} ${plain}`
  }
  // as the pages of Kontor are planned: once for all values, but for patterns
  const mode = form.searched ? 'force_custom_plan' : 'force_generic_plan'
  for (const client of [owner, runtime]) await client.query(`set plan_cache_mode = ${mode}`)
  await runtime.query('begin')
  await runtime.query('select access.enter($1, $2, $3, false, null)', [
    hashOf(form.reader.cookie),
    form.reader.organization,
    'customers',
  ])
  const run = {
    hand: () =>
      owner.query({
        ...name('hand', form),
        text: text('customers', `c.operator_id = $1 and ${form.own}`),
        values: [ids.operator, ...form.values],
      }),
    policy: () => runtime.query({ ...name('policy', form), text: text('customers', 'true') }),
    reach: () =>
      runtime.query({ ...name('reach', form), text: text('reach.customers', form.narrow), values: form.values }),
  }
  const rates = { hand: [] as number[], policy: [] as number[], reach: [] as number[] }
  for (let round = 0; round < 3; round += 1) {
    for (const kind of ['hand', 'policy', 'reach'] as const) rates[kind].push(await rateOf(run[kind], seconds / 3))
  }
  await runtime.query('commit')
  const hand = median(rates.hand)
  return { what: form.what, hand, policy: median(rates.policy) / hand, reach: median(rates.reach) / hand }
}

function name(kind: string, form: Form): { name?: string } {
  return form.searched ? {} : { name: `${kind} ${form.what}` }
}

async function rateOf(run: () => Promise<unknown>, seconds: number): Promise<number> {
  await run()
  const start = performance.now()
  let done = 0
  while (performance.now() - start < seconds * 1000) {
    await run()
    done += 1
  }
  return (done * 1000) / (performance.now() - start)
}
