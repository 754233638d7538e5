import { z } from 'zod'
import { type Endpoint, endpoint } from './endpoint.ts'
import { longestFilter } from './filters.ts'
import type { Permission } from './permissions.ts'
import { Id, IdsByComma } from './shapes.ts'
import { viewEndpointsOf } from './views.ts'

/** `many`: several references in one cell; filtered by, never sorted or searched by. */
export type ColumnType = 'text' | 'number' | 'date' | 'time' | 'choice' | 'reference' | 'many' | 'boolean'

/** One column of a list: server query, API description, table, filters and export all come from it (lists.md). */
export interface Column {
  key: string
  type: ColumnType
  /** the attribute that decides who may read it; absent: everybody who sees the row */
  attribute?: string
  searchable?: boolean
  sortable?: boolean
  filterable?: boolean
  /** of type choice: the values; words are `<list>.json` → `<column>.<value>` */
  choices?: readonly string[]
  width: number
  /** shown at first */
  visible: boolean
}

/** What the list says about its own limits (ACC-13). */
export const ListAccess = z.strictObject({
  limit: z.enum(['none', 'own', 'nothing', 'partly']),
  /** where it differs (`partly`): what the reader sees by each membership */
  organizations: z.array(z.strictObject({ id: Id, name: z.string(), sees: z.enum(['all', 'own', 'nothing']) })),
  administrators: z.array(z.string()),
  /** whether the reader may raise the own visibility */
  mayRaise: z.boolean(),
})
export type ListAccess = z.infer<typeof ListAccess>

/** So many rows can be asked for by their ids. */
export const mostIds = 100

const Ids = IdsByComma(mostIds)
  .optional()
  .meta({ description: `ids by comma, ${mostIds} at most: only these rows, where they match` })

const ownState = {
  q: z.string().max(200).optional(),
  filter: z
    .string()
    .max(longestFilter)
    .optional()
    .meta({ description: 'JSON, see ColumnFilter, or the compact form: status:in=customer,prospect;city:starts=Ham' }),
  view: Id.optional().meta({
    description:
      'a saved view (LST-6); a search, filter or sort beside it takes the place of its own, and so do columns',
  }),
}
const state = { ...ownState, across: z.enum(['memberships']).optional() }
const shownColumns = {
  sort: z
    .string()
    .max(300)
    .optional()
    .meta({ description: 'columns by comma, descending with a minus: -changed,name' }),
  columns: z.string().max(1000).optional().meta({ description: 'columns by comma; absent: all readable ones' }),
}

const asked = { state, pageState: { ...state, ...shownColumns } }
// typed alike, so that every list has the same endpoints; the shape itself does not know the key
const notAcross = { state: ownState, pageState: { ...ownState, ...shownColumns } } as typeof asked

export interface ListDeclaration<Row extends z.ZodType = z.ZodType> {
  key: string
  path: string
  can: Permission
  row: Row
  columns: readonly Column[]
  /** column and direction the list starts with */
  defaultSort: string
  across?: boolean
}

/** A declared list and the endpoints that come with it: page, total, choices, csv, xlsx; settings and saved views. */
export type List<Row extends z.ZodType = z.ZodType> = ListDeclaration<Row> &
  ReturnType<typeof endpointsOf<Row>> &
  ReturnType<typeof viewEndpointsOf<typeof asked.pageState>>

function endpointsOf<Row extends z.ZodType>(of: ListDeclaration<Row>) {
  const across = of.across ?? false
  const shared = { method: 'get', can: of.can, across } as const
  const query = across ? asked : notAcross
  return {
    page: endpoint({
      ...shared,
      name: `${of.key}.page`,
      path: of.path,
      summary: `List ${of.key}: search, filter, sort, page by cursor`,
      query: {
        ...query.pageState,
        limit: z.coerce.number().int().min(1).max(200).default(50),
        cursor: z.string().max(2000).optional(),
        ids: Ids,
      },
      replies: {
        200: z.strictObject({
          items: z.array(of.row),
          next: z.string().nullable(),
          access: ListAccess,
          columns: z.array(z.string()),
          /** why there are no rows: the view asked for uses something that this reader cannot see (LST-12) */
          unseen: z.string().optional(),
        }),
      },
    }),
    total: endpoint({
      ...shared,
      name: `${of.key}.total`,
      path: `${of.path}/total`,
      summary: `How many ${of.key} match; exact up to 10,000`,
      query: query.state,
      replies: { 200: z.strictObject({ value: z.int(), exact: z.boolean() }) },
    }),
    choices: endpoint({
      ...shared,
      name: `${of.key}.choices`,
      path: `${of.path}/choices/:column`,
      summary: `Values to filter ${of.key} by, of the rows in reach, with capped counts`,
      params: { column: z.string().max(60) },
      query: { ...query.state, search: z.string().max(100).optional() },
      replies: {
        200: z.strictObject({
          items: z.array(z.strictObject({ value: z.string().nullable(), label: z.string(), count: z.int() })),
        }),
      },
    }),
    ...filesOf(of, query.pageState),
  }
}

function filesOf(of: ListDeclaration, query: typeof asked.pageState) {
  const shared = { method: 'get', can: of.can, across: of.across ?? false, replies: { 200: null } } as const
  return {
    csv: endpoint({
      ...shared,
      name: `${of.key}.csv`,
      path: `${of.path}.csv`,
      summary: `Export ${of.key} as CSV (UTF-8 with BOM, semicolon)`,
      query,
      media: 'csv',
    }),
    xlsx: endpoint({
      ...shared,
      name: `${of.key}.xlsx`,
      path: `${of.path}.xlsx`,
      summary: `Export ${of.key} as a workbook: dates as dates, numbers as numbers, the header frozen and with filters`,
      query,
      media: 'xlsx',
    }),
  }
}

/** Declares a list once (lists.md). */
export function list<Row extends z.ZodType>(of: ListDeclaration<Row>): List<Row> {
  return { ...of, ...endpointsOf(of), ...viewEndpointsOf(of, (of.across ? asked : notAcross).pageState) }
}

/** All endpoints of a list. */
export function listEndpoints(of: List): Endpoint[] {
  const { settings, keepSettings, views, createView, updateView, removeView, restoreView } = of
  const ofViews = [settings, keepSettings, views, createView, updateView, removeView, restoreView]
  return [of.page, of.total, of.choices, of.csv, of.xlsx, ...ofViews]
}
