import type { ColumnFilter } from '../../../api/filters.ts'
import type { Column, List } from '../../../api/lists.ts'
import type { ListState } from './list-state.ts'
import type { ListWords } from './list-view.ts'

/** What the filter of a column is given. */
export interface FilterProps {
  list: Pick<List, 'choices' | 'defaultSort'>
  column: Column
  words: ListWords
  state: ListState
  value: ColumnFilter | undefined
  /** null takes the filter away */
  onChange: (part: ColumnFilter | null) => void
  /** the form has done its work */
  onDone: () => void
}
