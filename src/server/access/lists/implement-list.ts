import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { List } from '../../../api/lists.ts'
import type { Language } from '../../../api/shapes.ts'
import { inOnePacket, runLast, type Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'
import { words } from '../../platform/i18n.ts'
import type { Services } from '../../platform/services.ts'
import type { Actor } from '../actor.ts'
import { type ActorContext, type Implementation, implement } from '../implement.ts'
import { csvFile, type ExportFile, xlsxFile } from './export.ts'
import { fingerprint, openCursor, type Position, sealCursor } from './cursor.ts'
import { itemsOf, selectOf, valuesOf } from './items.ts'
import { limitsOf } from './limits.ts'
import { keysOf, type PageOf, type PageRow, positionOf, readPage } from './page.ts'
import { type ListRequest, readListRequest } from './request.ts'
import { askedFor } from './resolve-view.ts'
import type { ColumnSource, ListSource } from './source.ts'
import { all, anyValuePlansAlike, conditionsOf, dayOf } from './where.ts'

/** Totals are exact up to here (LST-7); sorting by a joined column refuses more than five times as many (LST-13). */
const countedUpTo = 10_000
const joinedSortUpTo = 50_000

interface Asked {
  actor: Actor
  tx: Tx
  services: Services
  query: {
    q?: string | undefined
    filter?: string | undefined
    sort?: string | undefined
    columns?: string | undefined
    ids?: string | undefined
    view?: string | undefined
    across?: string | undefined
  }
}

/**
 * Implements a declared list: page, total, filter choices and CSV, all from one declaration and one source (lists.md).
 *
 * @param source reads a reach view; see `ListSource`
 */
export function implementList<Row extends z.ZodType>(
  list: List<Row>,
  source: ListSource<z.input<Row>>,
): Implementation[] {
  const ask = async (context: Asked, without?: string): Promise<Prepared> => {
    const { actor, services } = context
    const { query, unseen } = await askedFor(context.tx, list, context.query, actor)
    const request = readListRequest(list, query, actor)
    const conditions = conditionsOf(list, source, request, actor, services.now(), without)
    return {
      request,
      from: source.fewer?.(actor) ?? source.from,
      conditions: unseen === null ? conditions : [sql`false`],
      unseen,
      plansAlike: anyValuePlansAlike(request, narrowOwners(source, actor)),
    }
  }
  // rows are typed by their source; that they are what the reply says is no more to be told for a row that is any
  const { page }: List = list
  return [
    implement(page, async (context) => answerPage(list, source, context, await ask(context))),
    implement(list.total, async (context) => {
      const asked = await ask(context)
      const counted = countOf(asked, countedUpTo + 1)
      const [row] = await runLast(context.tx, counted, asked.plansAlike)
      const value = row?.n ?? 0
      return { status: 200, body: { value: Math.min(value, countedUpTo), exact: value <= countedUpTo } }
    }),
    implement(list.choices, (context) => answerChoices<Row>(source, context, (without) => ask(context, without))),
    implement(list.csv, async (context) => answerExport(list, source, context, await ask(context), csvFile)),
    implement(list.xlsx, async (context) => answerExport(list, source, context, await ask(context), xlsxFile)),
  ]
}

type Prepared = {
  request: ListRequest
  from: RawBuilder<unknown>
  conditions: RawBuilder<unknown>[]
  unseen: string | null
  /** whether one plan serves all values */
  plansAlike: boolean
}

async function answerPage<Row extends z.ZodType>(
  list: List<Row>,
  source: ListSource<z.input<Row>>,
  context: ActorContext<List['page']>,
  prepared: Prepared,
) {
  const { actor, tx, query, services } = context
  const { request, unseen } = prepared
  const print = fingerprint(list, request, actor, query.across !== undefined)
  const after = query.cursor ? openCursor(services.signingKey, print, query.cursor) : null
  await refuseLongJoins(tx, source, prepared)
  const page = { ...pageOf(list, source, prepared), last: 'texts' in source }
  // asked first: the page may end the transaction
  const [access, rows] = await inOnePacket(tx, () =>
    Promise.all([limitsOf(tx, actor, list), readPage(tx, page, after, query.limit + 1)]),
  )
  const shown = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? shown.at(-1) : undefined
  const { items, written } = await itemsOf(list, source, request, shown, { tx, actor, language: actor.person.language })
  const around = {
    next: last ? sealCursor(services.signingKey, print, positionOf(last, page.keys)) : null,
    access,
    columns: request.readable.map((c) => c.key),
    ...(unseen !== null && { unseen }),
  }
  if (written !== undefined)
    return { status: 200 as const, json: `{"items":${written},${JSON.stringify(around).slice(1)}` }
  return { status: 200 as const, body: { items, ...around } }
}

function pageOf<Item>(
  list: List,
  source: ListSource<Item>,
  { request, from, conditions, plansAlike }: Prepared,
): PageOf {
  return {
    from,
    conditions,
    keys: keysOf(source, request.sort),
    ...selectOf(list, source, request),
    prepared: plansAlike,
    last: false,
  }
}

/** The owners that the narrow predicate of a reader names. */
function narrowOwners<Item>(source: ListSource<Item>, actor: Actor): readonly string[] {
  return source.narrow?.(actor) ? [...actor.reach.allIds, ...actor.reach.ownIds] : []
}

function countOf({ from, conditions }: Prepared, upTo: number): RawBuilder<{ n: number }> {
  return sql`select count(*)::int as n from (select from ${from} where ${all(conditions)} limit ${sql.lit(upTo)}) counted`
}

/** LST-13: a joined column can't be sorted by an index, so its rows in reach are limited. */
async function refuseLongJoins<Item>(tx: Tx, source: ListSource<Item>, prepared: Prepared): Promise<void> {
  if (!prepared.request.sort.some((s) => source.columns[s.column.key]?.label)) return
  const { rows } = await countOf(prepared, joinedSortUpTo + 1).execute(tx)
  if ((rows[0]?.n ?? 0) > joinedSortUpTo) throw new Refusal('lists.narrow_first')
}

/** The 200 most frequent values of a column among the rows in reach, under the other filters (LST-13). */
async function answerChoices<Row extends z.ZodType>(
  source: ListSource<z.input<Row>>,
  context: ActorContext<List<Row>['choices']>,
  ask: (without: string) => Promise<Prepared>,
) {
  const key = context.params.column
  const { request, from: view, conditions } = await ask(key)
  const column = request.readable.find((c) => c.key === key && c.filterable)
  const from = source.columns[key]
  if (!column || !from || !['text', 'choice', 'reference', 'many'].includes(column.type)) {
    throw new Refusal('lists.unknown_column', { vars: { name: key }, fields: [{ path: 'column', code: 'unknown' }] })
  }
  const one = oneOf(from, context.actor.person.language)
  const search = context.query.search?.normalize('NFC').trim()
  const wanted = search
    ? sql`text_search(coalesce(v.label, '')) like '%' || text_collapse(text_fold(${search.replaceAll(/[\\%_]/g, '\\$&')})) || '%'`
    : sql`true`
  const { rows } = await sql<{ value: string | null; label: string | null; count: number }>`
    select value, label, count from (
      select value, min(label) as label, count(*)::int as count from (
        select ${one.value}::text as value, ${one.label}::text as label from ${view} ${one.join} where ${all(conditions)} limit ${joinedSortUpTo}) each
      group by value) v
    where ${wanted} order by count desc, label limit 200`.execute(context.tx)
  return {
    status: 200 as const,
    body: { items: rows.map((r) => ({ value: r.value, label: r.label ?? '', count: r.count })) },
  }
}

/** What a choice is made of: the value of a row, or each of the several that it has. */
function oneOf(from: ColumnSource, language: Language) {
  if (!from.labelOfOne) return { value: from.value, label: from.label ?? from.value, join: sql`` }
  const value = sql`one.value`
  const join = sql`left join lateral unnest(${from.value}) one(value) on true`
  return { value, label: from.labelOfOne(value, language), join }
}

async function answerExport<Row extends z.ZodType>(
  list: List<Row>,
  source: ListSource<z.input<Row>>,
  context: ActorContext<List<Row>['csv']>,
  prepared: Prepared,
  file: ExportFile,
) {
  const { person, operator } = context.actor
  const { language } = person
  await refuseLongJoins(context.tx, source, prepared)
  const batches = allItems(list, source, context, prepared)
  // what fails at once is answered as a problem, not as half a file
  const first = await batches.next()
  const of = { list, source, request: prepared.request, language, timeZone: operator.timeZone }
  return {
    status: 200 as const,
    stream: file.write(of, startingWith(first, batches)),
    type: file.type,
    fileName: `${words(language, list.key)('file')}-${dayOf(context.services.now(), operator.timeZone)}.${file.ending}`,
  }
}

async function* startingWith<T>(first: IteratorResult<T, unknown>, rest: AsyncIterable<T>): AsyncIterable<T> {
  if (!first.done) yield first.value
  yield* rest
}

async function* allItems<Item>(
  list: List,
  source: ListSource<Item>,
  context: Asked,
  prepared: Prepared,
): AsyncGenerator<Item[], void> {
  const { tx, actor } = context
  const { request } = prepared
  const page = pageOf(list, source, prepared)
  const batch = 1_000
  let after: Position | null = null
  for (;;) {
    const rows: PageRow[] = await readPage(tx, page, after, batch)
    if (rows.length > 0)
      yield await valuesOf(list, source, request, rows, { tx, actor, language: actor.person.language })
    const last = rows.at(-1)
    after = last ? positionOf(last, page.keys) : null
    if (rows.length < batch) return
  }
}
