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
  /** whether it can be empty; keeps deep pages on one index */
  nullable: boolean
}

/** What a list engine needs beside the declaration: one per list, in the module that owns the rows. */
export interface ListSource<Item> {
  /** the reach view with its alias: reach.customers c */
  from: RawBuilder<unknown>
  id: RawBuilder<unknown>
  /** ends every sort, before the id (LST-3) */
  name: RawBuilder<unknown>
  /** the folded text that search looks at (LST-1) */
  search: RawBuilder<unknown>
  columns: Record<string, ColumnSource>
  /** the narrow predicate for speed; can only narrow (access-sql.md) */
  narrow?(actor: Actor): RawBuilder<unknown> | null
  /** columns of the page's inner select */
  select: RawBuilder<unknown>
  /** rows of the page → items of the reply, in the same order; joins names here, after the cut */
  present(rows: Record<string, unknown>[], context: PresentContext): Promise<Item[]>
  /** what a cell of the export says; words come from the catalogue of the list */
  cell(item: Item, column: Column, language: Language): string | number | null
}

export interface PresentContext {
  tx: Tx
  actor: Actor
  language: Language
}
