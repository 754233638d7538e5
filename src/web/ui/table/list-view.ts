import type { ReactElement, ReactNode } from 'react'
import type { z } from 'zod'
import type { Filter } from '../../../api/filters.ts'
import type { List, ListAccess } from '../../../api/lists.ts'

/** What every row of a list has. */
export interface ListRow {
  id: string
}

/** The words of one list, from the catalogue of its feature. */
export interface ListWords {
  title: string
  /** what the search looks at: *Firma, Nummer, Ort …* */
  search: string
  column: (key: string) => string
  /** a value of a choice column */
  choice: (column: string, value: string) => string
  /** *412 Kunden und Interessenten*; `count` decides the form, `number` is shown */
  things: (count: number, number: string) => string
  /** *361 von 412 Kunden und Interessenten* */
  part: (number: string, total: string) => string
  /** *Kein Kunde passt zu diesen Filtern* */
  noMatch: string
}

/** A built-in view: a filter with a name. */
export interface Preset {
  key: string
  label: string
  filter: Filter
}

/** A row where the window is too narrow for columns: two lines of two facts. */
export interface RecordFacts {
  amount?: ReactNode
  place?: ReactNode
  status?: ReactNode
}

/** The rows that are chosen, for a bulk action (LST-8). */
export interface Selection<R> {
  rows: readonly R[]
  /** leaves only these chosen: what could not be done stays at hand */
  keep: (ids: readonly string[]) => void
  /** puts the focus back on the rows, once a dialog is closed */
  focus: () => void
}

type Cell<R> = (row: R, words: readonly string[]) => ReactNode

/** One declared list and how a feature wants it shown. */
export interface ListView<R extends ListRow> {
  list: List<z.ZodType<R>>
  words: ListWords
  /** columns that are more than their plain value */
  cells?: Partial<Record<string, Cell<R>>>
  /** the column that names the row and carries its link */
  nameColumn: string
  /** the column that takes what width is left; absent: the naming one */
  flexibleColumn?: string
  nameOf: (row: R) => string
  /** address of the row's page; null: it has none */
  hrefOf?: (row: R) => string | null
  record: (row: R, words: readonly string[]) => RecordFacts
  presets?: readonly Preset[]
  selectable?: boolean
  /** what can be done with the chosen rows, as `BulkAction`s in the bar */
  bulk?: (selection: Selection<R>) => ReactNode
  /** one line about the reader's limits; null: none (ACC-13) */
  hint?: (access: ListAccess, rows: readonly R[]) => ReactElement | null
  /** instead of rows, where the reader sees none because of visibility; null: something else is the reason */
  unseen?: (access: ListAccess) => ReactElement | null
  /** instead of rows, where there are none at all */
  nothing: ReactNode
  /** buttons of the head: quiet ones, the export, the primary last */
  actions?: (exporting: ReactNode) => ReactNode
  exportable?: boolean
  /** what a part of the address opens above the list */
  above?: (rows: readonly R[]) => ReactNode
}
