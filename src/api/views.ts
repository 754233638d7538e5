import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Filter, longestFilter, Text } from './filters.ts'
import type { Permission } from './permissions.ts'
import { Allowed, Id, Name, Named } from './shapes.ts'

const narrowest = 40
const widest = 1_200

/** Columns of a list as somebody wants them (LST-4). */
const Layout = {
  /** shown, in this order; absent: as declared */
  columns: z
    .array(z.strictObject({ key: Text(60), width: z.int().min(narrowest).max(widest).optional() }))
    .min(1)
    .max(100)
    .optional(),
  /** how many of the first stay in sight while the others scroll; absent: as declared */
  pinned: z.int().min(0).max(3).optional(),
  /** rows per page */
  limit: z.int().min(10).max(200).optional(),
}

/** What a view shows, and how (LST-6). */
export const ViewState = z.strictObject({
  q: Text(200).optional(),
  filter: Filter.refine((filter) => JSON.stringify(filter).length <= longestFilter).optional(),
  /** as in a request: `-changedAt,name` */
  sort: Text(300).optional(),
  ...Layout,
})
export type ViewState = z.infer<typeof ViewState>

/** The settings of a list (LST-5). A search is not kept; a `view` alone is that view as it is. */
export const ListSettings = ViewState.omit({ q: true }).extend({ view: Id.optional() })
export type ListSettings = z.infer<typeof ListSettings>

/** A saved view, resolved for its reader: where it uses something hidden it has no state, and says so (LST-12). */
export const SavedView = z.strictObject({
  id: Id,
  revision: z.int(),
  name: z.string(),
  shared: z.boolean(),
  own: z.boolean(),
  organization: Named,
  state: ViewState.nullable(),
  unseen: z.string().nullable(),
  can: z.strictObject({ update: Allowed, share: Allowed, remove: Allowed }),
})
export type SavedView = z.infer<typeof SavedView>

interface Viewed {
  key: string
  path: string
  can: Permission
  across?: boolean
}

const viewId = { viewId: Id }
// typed alike, so that every list has the same endpoints; the shape itself does not know the key
const inScope = { across: z.enum(['memberships']).optional() }

const NewView = z.strictObject({ name: Name(60), shared: z.boolean(), state: ViewState })

/** The endpoints of settings and saved views of a list; they stand behind its own gate. */
export function viewEndpointsOf<Query extends z.ZodRawShape>(of: Viewed, query: Query) {
  return { ...settingEndpointsOf(of, query), ...savedViewEndpointsOf(of), ...singleViewEndpointsOf(of) }
}

function settingEndpointsOf<Query extends z.ZodRawShape>(of: Viewed, query: Query) {
  const { can, across = false } = of
  return {
    settings: endpoint({
      name: `${of.key}.settings`,
      method: 'get',
      can,
      across,
      path: `${of.path}/settings`,
      summary: `What the list of ${of.key} opens with: what is named here, else the view, else the reader's settings (LST-5)`,
      query,
      replies: {
        200: z.strictObject({
          state: ViewState,
          /** the saved view it came from */
          view: Id.nullable(),
          /** why there will be no rows (LST-12) */
          unseen: z.string().nullable(),
          columns: z.array(z.string()),
        }),
      },
    }),
    keepSettings: endpoint({
      name: `${of.key}.keepSettings`,
      method: 'put',
      can,
      path: `${of.path}/settings`,
      summary: `Keep the reader's settings of the list of ${of.key}, instead of those before (LST-5)`,
      body: ListSettings,
      replies: { 204: null },
    }),
  }
}

function savedViewEndpointsOf(of: Viewed) {
  const { can, across = false } = of
  return {
    views: endpoint({
      name: `${of.key}.views`,
      method: 'get',
      can,
      across,
      path: `${of.path}/views`,
      summary: `Saved views of ${of.key}: one's own, those of the organisation, those shared from above (LST-6)`,
      query: across ? inScope : ({} as typeof inScope),
      replies: { 200: z.strictObject({ items: z.array(SavedView), mayShare: Allowed }) },
    }),
    createView: endpoint({
      name: `${of.key}.createView`,
      method: 'post',
      can,
      path: `${of.path}/views`,
      summary: `Save a view of ${of.key}; sharing it needs views.share, and a name is given once (LST-6)`,
      body: NewView,
      replies: { 201: SavedView },
    }),
  }
}

function singleViewEndpointsOf(of: Viewed) {
  const one = { can: of.can, path: `${of.path}/views/:viewId`, params: viewId }
  return {
    updateView: endpoint({
      ...one,
      name: `${of.key}.updateView`,
      method: 'patch',
      summary: 'Rename, share or change a saved view where it belongs; needs If-Match',
      body: NewView.partial(),
      replies: { 200: SavedView },
    }),
    removeView: endpoint({
      ...one,
      name: `${of.key}.removeView`,
      method: 'delete',
      summary: 'Remove a saved view; for a day it can be restored',
      replies: { 204: null },
    }),
    restoreView: endpoint({
      ...one,
      name: `${of.key}.restoreView`,
      method: 'post',
      path: `${one.path}/restoration`,
      summary: 'Bring a removed view back',
      replies: { 204: null },
    }),
  }
}
