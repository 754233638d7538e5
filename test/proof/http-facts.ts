import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { lookup } from '../model/lookup.ts'
import type { Request } from '../model/decide.ts'
import { ATTRIBUTES, type Attribute, type Customer } from '../model/world.ts'
import type { LoadedWorld } from '../support/load-world.ts'
import { sheetOf, valuesOf } from '../support/workbook.ts'
import { customerRows } from '../support/world-customers.ts'
import { type Facts, sayOf } from './facts.ts'
import type { Answer, Ask } from './http-door.ts'
import type { Sample } from './http-model.ts'
import { sayOfWrites } from './http-writes.ts'

const Keys = z.record(z.string(), z.unknown())
const Can = z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), why: z.string() })])
const Items = z.object({ items: z.array(z.object({ id: z.string() }).and(Keys)), next: z.string().nullish() })
const Page = z.object({
  items: z.array(z.object({ id: z.string(), can: z.record(z.string(), Can) }).and(Keys)),
  columns: z.array(z.string()),
  next: z.string().nullable(),
})
type Query = Record<string, string>
const Found = z.object({ customers: Items })
const Detail = z.object({ writable: z.array(z.string()) }).and(Keys)
const Context = z.object({
  organization: z.object({ logo: z.object({ organization: z.object({ id: z.string() }) }).nullable() }),
})
const Overview = z.object({ customers: z.int().nullable(), prospects: z.int().nullable() })

/** What the server answers to one request of a world. Across, only what can be asked across. */
export async function httpFacts(ask: Ask, loaded: LoadedWorld, request: Request, sample: Sample): Promise<Facts> {
  const facts: Facts = new Map()
  const across = request.across === true
  const context = await ask('/context')
  facts.set('enter', String(context.status))
  if (context.status !== 200) return facts
  const { logo } = Context.parse(context.json).organization
  facts.set('logo', logo === null ? 'none' : (loaded.ids.nameOf(logo.organization.id) ?? 'unknown'))
  const query: Query = across ? { across: 'memberships' } : {}
  const list = await ask('/customers', { query: { ...query, limit: '200' } })
  facts.set('customers', String(list.status))
  if (across && list.status !== 200) return facts
  if (list.status === 200) {
    sayOfRows(facts, loaded, list)
    await sayOfList(facts, ask, loaded, query, sample)
    await sayOfExport(facts, ask, loaded, query, request)
  }
  for (const customer of sample.customers) await sayOfRecord(facts, ask, loaded, customer, query)
  for (const customer of sample.touched) await sayOfHistory(facts, ask, loaded, customer, query)
  if (!across) {
    for (const customer of sample.touched) await sayOfWrites(facts, ask, loaded, customer, sample)
    await sayOfOthers(facts, ask, loaded, request)
    for (const { id } of sample.imports)
      facts.set(`import ${id}`, String((await ask(`/imports/${loaded.ids.of('imports', id)}`)).status))
  }
  return facts
}

function sayOfRows(facts: Facts, { ids }: LoadedWorld, list: Answer): void {
  const { items, columns } = Page.parse(list.json)
  const name = (id: string) => ids.nameOf(id) ?? id
  sayOf(
    facts,
    'listed',
    items.map(({ id }) => name(id)),
  )
  sayOf(facts, 'column', columns.filter(isAttribute))
  for (const item of items) {
    for (const [action, can] of Object.entries(item.can))
      facts.set(`can ${action} ${name(item.id)}`, can.ok ? 'ok' : can.why)
    sayOf(
      facts,
      `leaked ${name(item.id)}`,
      Object.keys(item).filter((key) => isAttribute(key) && !columns.includes(key)),
    )
  }
}

async function sayOfList(
  facts: Facts,
  ask: Ask,
  { ids }: LoadedWorld,
  query: Query,
  { touched, attributes }: Sample,
): Promise<void> {
  const total = await ask('/customers/total', { query })
  facts.set('total', String(z.object({ value: z.int() }).parse(total.json).value))
  for (const attribute of attributes.filter((one) => one !== 'imported')) {
    facts.set(
      `sort ${attribute}`,
      String((await ask('/customers', { query: { ...query, sort: attribute, limit: '1' } })).status),
    )
  }
  if (facts.has('column status')) {
    const choices = await ask('/customers/choices/status', { query })
    const { items } = z.object({ items: z.array(z.object({ count: z.int() })) }).parse(choices.json)
    facts.set('choices', String(items.reduce((sum, { count }) => sum + count, 0)))
  }
  const overview = Overview.parse((await ask('/customers/overview', { query })).json)
  facts.set('overview', `${overview.customers} ${overview.prospects}`)
  for (const { id, values } of touched) {
    if (!values.email) continue
    const { items } = Items.parse((await ask('/customers', { query: { ...query, q: values.email } })).json)
    if (items.some((item) => ids.nameOf(item.id) === id)) facts.set(`search ${id}`, 'found')
    const { customers } = Found.parse((await ask('/search', { query: { ...query, q: values.email } })).json)
    if (customers.items.some((item) => ids.nameOf(item.id) === id)) facts.set(`palette ${id}`, 'found')
  }
}

async function sayOfExport(
  facts: Facts,
  ask: Ask,
  { world, ids }: LoadedWorld,
  query: Query,
  { organization }: Request,
): Promise<void> {
  const operator = ids.of('operators', lookup(world).organization(organization)?.operator ?? '')
  const own = customerRows(world, ids).filter((row) => row['operator_id'] === operator)
  const byNumber = new Map(own.map((row) => [row['number'], ids.nameOf(String(row['id'])) ?? '']))
  const csv = await ask('/customers.csv', { query: { ...query, columns: 'number' } })
  const rows = parse(csv.text, { bom: true, delimiter: ';', from_line: 2 })
  const xlsx = await ask('/customers.xlsx', { query: { ...query, columns: 'number' } })
  const cells = valuesOf(sheetOf(xlsx.bytes)).slice(1)
  const same = JSON.stringify(rows) === JSON.stringify(cells)
  const exported = same ? rows : [...rows, [`the workbook holds ${JSON.stringify(cells)}`]]
  sayOf(
    facts,
    'exported',
    exported.map(([number = '']) => byNumber.get(number) ?? number),
  )
}

const Renamable = z.object({ update: z.object({ ok: z.boolean() }) })

function isAttribute(key: string): key is Attribute {
  return ATTRIBUTES.some((attribute) => attribute === key)
}

async function sayOfRecord(
  facts: Facts,
  ask: Ask,
  { ids }: LoadedWorld,
  { id }: Customer,
  query: Query,
): Promise<void> {
  const detail = await ask(`/customers/${ids.of('customers', id)}`, { query })
  facts.set(`detail ${id}`, String(detail.status))
  if (detail.status === 200) {
    const body = Detail.parse(detail.json)
    for (const attribute of ATTRIBUTES) {
      const readable = attribute in body
      facts.set(
        `level ${id} ${attribute}`,
        readable ? (body.writable.includes(attribute) ? 'write' : 'read') : 'hidden',
      )
    }
  }
}

async function sayOfHistory(
  facts: Facts,
  ask: Ask,
  { ids }: LoadedWorld,
  { id }: Customer,
  query: Query,
): Promise<void> {
  const history = await ask(`/customers/${ids.of('customers', id)}/history`, { query: { ...query, limit: '100' } })
  facts.set(`history ${id}`, String(history.status))
  // the trigger's own entries are not the world's
  if (history.status === 200)
    sayOf(
      facts,
      'entry',
      Items.parse(history.json).items.flatMap((item) => ids.nameOf(item.id) ?? []),
    )
}

async function sayOfOthers(facts: Facts, ask: Ask, { ids }: LoadedWorld, { viewAs }: Request): Promise<void> {
  const name = (id: string) => ids.nameOf(id) ?? id
  const say = async (list: string, query: Query, answer: (item: Record<string, unknown>) => string) => {
    for (let cursor: string | null | undefined = ''; cursor !== undefined && cursor !== null; ) {
      const reply = await ask(`/${list}`, { query: { ...query, ...(cursor !== '' && { cursor }) } })
      facts.set(list, String(reply.status))
      if (reply.status !== 200) return
      const { items, next } = Items.parse(reply.json)
      // what was written by asking is not of the world
      for (const item of items)
        if (ids.listOf(item.id) !== undefined) facts.set(`${list} ${name(item.id)}`, answer(item))
      cursor = next
    }
  }
  await say('people', { limit: '200' }, () => 'visible')
  await say('audit', { limit: '200' }, (item) => (item['redacted'] === true ? 'redacted' : 'full'))
  await say('imports', {}, () => 'visible')
  await say('customers/views', {}, (item) => (Renamable.parse(item['can']).update.ok ? 'renamable' : 'visible'))
  await say('outbox', { limit: '100' }, () => 'visible')
  await say('roles', {}, () => 'visible')
  await say('organizations', {}, (item) => (viewAs === undefined ? String(item['entry']) : 'visible'))
  facts.delete('organizations')
  const tree = await ask('/organizations')
  facts.set('tenants', String(z.object({ tenants: z.int() }).parse(tree.json).tenants))
  if (viewAs !== undefined) return
  const form = await ask('/customers/form')
  facts.set('form', String(form.status))
  if (form.status !== 200) return
  const { owners } = z.object({ owners: z.array(z.object({ id: z.string() })) }).parse(form.json)
  sayOf(
    facts,
    'form',
    owners.map(({ id }) => name(id)),
    'offered',
  )
}
