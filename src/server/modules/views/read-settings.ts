import type { List } from '../../../api/lists.ts'
import { ListSettings, type ViewState } from '../../../api/views.ts'
import { type Actor, type NamedState, namesWhat, resolveView, stateOf, storedView } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { Refusal } from '../../platform/errors.ts'

interface Opened {
  state: ViewState
  view: string | null
  unseen: string | null
}

/**
 * What a list opens with (LST-5): what the address names, else the view it names, else the reader's settings. All of it is
 * resolved for the reader (LST-12), and nothing is stored.
 *
 * @throws Refusal 404 for an address with a view that this reader is not offered
 */
export async function readSettings(tx: Tx, actor: Actor, list: List, named: NamedState): Promise<Opened> {
  const stored = await readStored(tx, list)
  const isNamed = namesWhat(named)
  const base = named.view === undefined ? stored : await viewedAs(tx, list, named.view, isNamed, stored)
  const address = stateOf(named)
  const whole = isNamed ? address && { ...layoutOf(base.state), ...address } : base.state
  const state = whole && named.columns !== undefined ? withColumns(whole, address) : whole
  const view = named.view ?? (isNamed ? null : base.view)
  return { ...resolveView(list, state, actor), view }
}

type Base = { state: ViewState | null; view: string | null }

/** The reader's settings; a view that is no longer offered leaves what was kept beside it. */
async function readStored(tx: Tx, list: List): Promise<Base> {
  const row = await tx.selectFrom('list_settings').select('settings').where('list', '=', list.key).executeTakeFirst()
  const { view = null, ...state } = ListSettings.safeParse(row?.settings).data ?? {}
  if (view === null) return { state, view }
  try {
    const current = await storedView(tx, list, view)
    return { state: Object.keys(state).length > 0 ? state : current, view }
  } catch (error) {
    if (error instanceof Refusal) return { state, view: null }
    throw error
  }
}

/** The view of an address. Columns of a view that was left changed are as they were left. */
async function viewedAs(tx: Tx, list: List, view: string, isNamed: boolean, stored: Base): Promise<Base> {
  const state = await storedView(tx, list, view)
  return { state: isNamed && stored.view === view ? stored.state : state, view }
}

function layoutOf(state: ViewState | null): ViewState {
  const { columns, pinned, limit } = state ?? {}
  return {
    ...(columns && { columns }),
    ...(pinned !== undefined && { pinned }),
    ...(limit !== undefined && { limit }),
  }
}

/** With the columns of an address, as wide as they were. */
function withColumns(state: ViewState, address: ViewState | null): ViewState {
  const columns = (address?.columns ?? []).map(({ key }) => state.columns?.find((one) => one.key === key) ?? { key })
  return { ...state, ...(columns.length > 0 && { columns }) }
}
