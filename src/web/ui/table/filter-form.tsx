import { ChoiceFilter } from './choice-filter.tsx'
import { DateFilter } from './date-filter.tsx'
import type { FilterProps } from './filter-props.ts'
import { NumberFilter } from './number-filter.tsx'
import { TextFilter } from './text-filter.tsx'
import { YesNoFilter } from './yes-no-filter.tsx'

/** The filter of one column, by its type (LST-2). */
export function FilterForm(props: FilterProps) {
  switch (props.column.type) {
    case 'choice':
    case 'reference':
    case 'many':
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
