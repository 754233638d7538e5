import type { RawBuilder } from 'kysely'
import type { Column } from '../../../api/lists.ts'
import type { Language } from '../../../api/shapes.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Actor } from '../actor.ts'

/** Where a column of a list comes from. All SQL here is ours: nothing a reader sends becomes part of a statement. */
export interface ColumnSource {
  /** the value that is filtered by, and sorted by where there is no label */
  value: RawBuilder<unknown>
  /** what a reader sees of a reference; sorted and searched by it (LST-13: outside the speed promise) */
  label?: RawBuilder<unknown>
  /** of `many`, where `value` is an array of ids, null where it is empty: what a reader sees of one of them */
  labelOfOne?(id: RawBuilder<unknown>, language: Language): RawBuilder<unknown>
  /** whether it can be empty; keeps deep pages on one index */
  nullable: boolean
}

/** What a list engine needs beside the declaration: one per list, in the module that owns the rows. */
export type ListSource<Item> = Common<Item> & (Presented<Item> | Written<Item>)

interface Common<Item> {
  /** the reach view with its alias: reach.customers c */
  from: RawBuilder<unknown>
  /** a reach view of fewer arms, with the same alias, where the others give this reader nothing: planned in a third of the time */
  fewer?(actor: Actor): RawBuilder<unknown> | null
  id: RawBuilder<unknown>
  /** ends every sort, before the id (LST-3) */
  name: RawBuilder<unknown>
  /** the folded text that search looks at (LST-1) */
  search: RawBuilder<unknown>
  columns: Record<string, ColumnSource>
  /** the narrow predicate for speed; can only narrow (access-sql.md) */
  narrow?(actor: Actor): RawBuilder<unknown> | null
  /** what a cell of the export says; words come from the catalogue of the list */
  cell(item: Item, column: Column, language: Language): string | number | null
}

/** Items that are made here, of what SQL can't decide. */
export interface Presented<Item> {
  select: RawBuilder<unknown>
  /** rows of the page → items of the reply, in the same order */
  present(rows: Record<string, unknown>[], context: PresentContext): Promise<Item[]>
}

/**
 * Items that PostgreSQL writes as JSON and the server passes on as text: a third of the work. Only fields that the reader
 * may read become part of the statement, so nothing has to be stripped afterwards (ACC-15).
 */
export interface Written<Item> {
  /** the alias of `from`; the page, once it is cut, has the same one, so that names are looked up for its rows alone */
  alias: string
  /** members that are texts or null: written by one call, which is cheaper than a JSON object of typed members */
  texts: Members<Item>
  /** columns for the other members, by the member that they are for */
  beside: Members<Item>
  /** the other members, of the columns beside; those that the reader may not read are left out afterwards */
  rest(row: Record<string, unknown>, actor: Actor): Partial<Item>
}

type Members<Item> = Partial<Record<keyof Item & string, RawBuilder<unknown>>>

export interface PresentContext {
  tx: Tx
  actor: Actor
  language: Language
}
