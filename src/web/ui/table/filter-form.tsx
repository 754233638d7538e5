import type { Column, ColumnFilter, List } from '../../../api/lists.ts'
import { ChoiceFilter } from './choice-filter.tsx'
import { DateFilter } from './date-filter.tsx'
import type { ListState } from './list-state.ts'
import type { ListWords } from './list-view.ts'
import { NumberFilter } from './number-filter.tsx'
import { TextFilter } from './text-filter.tsx'
import { YesNoFilter } from './yes-no-filter.tsx'

export interface FilterFormProps {
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

/** The filter of one column, by its type (LST-2). */
export function FilterForm(props: FilterFormProps) {
  switch (props.column.type) {
    case 'choice':
    case 'reference':
      return <ChoiceFilter {...props} />
    case 'date':
    case 'time':
      return <DateFilter {...props} />
    case 'boolean':
      return <YesNoFilter {...props} />
    case 'number':
      return <NumberFilter {...props} />
    default:
      return <TextFilter {...props} />
  }
}
