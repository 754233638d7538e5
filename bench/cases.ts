import { detail, page, type Query, total } from './raw/queries.ts'
import { ids } from './world/ids.ts'
import type { Reader, Readers } from './world/load.ts'
import { distributor, largest, median, type Plan } from './world/plan.ts'
import { rareWord } from './world/rows.ts'

/** One line of the table: what Kontor is asked, and what the raw route runs. */
export interface Case {
  key: string
  what: string
  reader: Reader
  /** below `/api/v1/o/{organization}` */
  path: string
  raw: Query
  /** the smallest share of raw requests per second that is promised */
  promise: number
}

/** Where a deep page begins: the cursor for Kontor, the values of the last row for raw. */
export interface Deep {
  cursor: string
  name: string
  id: string
}

const list = 0.6
const search = 0.7

/** What is measured over HTTP. */
export function casesFor(plan: Plan, readers: Readers, deep: Deep, customer: string): Case[] {
  const { all, operator } = readers
  const mine = { where: 'c.owner_id = $2', values: [ids.operator, ids.partner(largest)] }
  const whole = { where: 'true', values: [ids.operator] }
  const totalOf = (key: string, what: string, reader: Reader, { where, values }: Scope): Case => ({
    key,
    what,
    reader,
    path: '/customers/total',
    raw: total(where, values),
    promise: list,
  })
  return [
    ...sorts(mine).map(([sort, raw]) =>
      pageCase(`all-${sort}`, `first page, all of 50,000, by ${sort}`, all, `sort=${sort}`, raw),
    ),
    ...sorts(whole).map(([sort, raw]) =>
      pageCase(`operator-${sort}`, `first page, operator of all, by ${sort}`, operator, `sort=${sort}`, raw),
    ),
    ...narrower(plan, readers, mine),
    pageCase('deep', 'deep page, all of 50,000', all, `cursor=${encodeURIComponent(deep.cursor)}`, {
      where: `${mine.where} and (c.name, c.id) > ($3, $4)`,
      values: [...mine.values, deep.name, deep.id],
      order: byName,
    }),
    ...filters(all, mine, operator, whole),
    ...searches(all, mine, 'partner of 50,000'),
    ...searches(operator, whole, 'operator'),
    totalOf('total', 'total, all of 50,000', all, mine),
    totalOf('operator-total', 'total, operator', operator, whole),
    {
      key: 'detail',
      what: 'detail',
      reader: all,
      path: `/customers/${customer}`,
      raw: detail([...mine.values, customer]),
      promise: 0.3,
    },
  ]
}

const byName = 'c.name, c.id'

/** Readers of less than a whole organisation, and of several. */
function narrower(plan: Plan, { own, distributor: group, median: small }: Readers, mine: Scope): Case[] {
  const below = plan.partners.filter(({ index, above }) => index === distributor || above === distributor)
  return [
    pageCase('own', 'first page, own', own, '', {
      where: 'c.owner_id = $2 and c.contact_id = $3',
      values: [...mine.values, own.person],
      order: byName,
    }),
    pageCase('distributor', 'first page, distributor of 301', group, '', {
      where: 'c.owner_id = any ($2::uuid[])',
      values: [ids.operator, below.map(({ index }) => ids.partner(index))],
      order: byName,
    }),
    pageCase('median', 'first page, partner of 100', small, '', {
      where: mine.where,
      values: [ids.operator, ids.partner(median)],
      order: byName,
    }),
  ]
}

/** A word in twenty names, a town, and a word in most names. */
function searches(reader: Reader, scope: Scope, who: string): Case[] {
  return [rareWord, 'luneburg', 'gmbh'].map((word) => {
    const where = `${scope.where} and c.search like $${scope.values.length + 1}`
    const raw = { where, values: [...scope.values, `%${word}%`], order: byName, unnamed: true }
    return pageCase(
      `search-${who}-${word}`.replaceAll(/[^a-z-]/g, ''),
      `search ${word}, ${who}`,
      reader,
      `q=${word}`,
      raw,
      search,
    )
  })
}

interface Scope {
  where: string
  values: unknown[]
}
type Page = Parameters<typeof page>[0]

function pageCase(key: string, what: string, reader: Reader, query: string, raw: Page, promise = list): Case {
  return { key, what, reader, path: `/customers${query && `?${query}`}`, raw: page(raw), promise }
}

function sorts(scope: Scope): [string, Page][] {
  const by = (order: string): Page => ({ ...scope, order })
  return [
    ['name', by('c.name, c.id')],
    ['number', by('c.number, c.name, c.id')],
    ['city', by('c.city, c.name, c.id')],
    ['-createdAt', by('c.created_at desc, c.name desc, c.id desc')],
    ['-changedAt', by('c.changed_at desc, c.name desc, c.id desc')],
  ]
}

function filters(all: Reader, mine: Scope, operator: Reader, whole: Scope): Case[] {
  const asked = (filter: object) => `filter=${encodeURIComponent(JSON.stringify(filter))}`
  const filtered = (scope: Scope, condition: string, value: unknown): Page => ({
    where: `${scope.where} and ${condition.replace('?', `$${scope.values.length + 1}`)}`,
    values: [...scope.values, value],
    order: byName,
  })
  const city = { city: { equals: 'Lüneburg' } }
  const status = { status: { in: ['prospect'] } }
  return [
    pageCase('filter-city', 'filter city, all of 50,000', all, asked(city), filtered(mine, 'c.city = ?', 'Lüneburg')),
    pageCase(
      'operator-filter-city',
      'filter city, operator',
      operator,
      asked(city),
      filtered(whole, 'c.city = ?', 'Lüneburg'),
    ),
    pageCase(
      'filter-status',
      'filter status, all of 50,000',
      all,
      asked(status),
      filtered(mine, 'c.status = ?', 'prospect'),
    ),
    pageCase(
      'operator-filter-status',
      'filter status, operator',
      operator,
      asked(status),
      filtered(whole, 'c.status = ?', 'prospect'),
    ),
    pageCase(
      'filter-since',
      'filter range, all of 50,000',
      all,
      asked({ customerSince: { from: '2025-01-01' } }),
      filtered(mine, 'c.customer_since >= ?', '2025-01-01'),
    ),
    pageCase('filter-starts', 'filter starts, all of 50,000', all, asked({ name: { starts: 'Müll' } }), {
      ...filtered(mine, `text_collapse(text_fold(c.name)) like ? and c.search like '%mull%'`, 'mull%'),
      unnamed: true,
    }),
  ]
}
