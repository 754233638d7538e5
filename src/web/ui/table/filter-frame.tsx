import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnFilter } from '../../../api/filters.ts'
import { Button } from '../button.tsx'
import css from './filter.module.css'
import type { FilterProps } from './filter-props.ts'

interface FilterFrameProps {
  of: FilterProps
  /** what is filled in; null: no filter */
  part: () => ColumnFilter | null
  children: ReactNode
}

/** The form of a filter: applied as a whole, or taken away (LST-2). */
export function FilterFrame({ of, part, children }: FilterFrameProps) {
  const { t } = useTranslation('lists')
  const set = (to: ColumnFilter | null) => {
    of.onChange(to)
    of.onDone()
  }
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault()
        set(part())
      }}
    >
      <p className={css['caption']}>{of.words.column(of.column.key)}</p>
      {children}
      <div className={css['actions']}>
        <Button kind="primary" type="submit">
          {t('apply')}
        </Button>
        {of.value !== undefined && (
          <Button kind="quiet" onClick={() => set(null)}>
            {t('clear')}
          </Button>
        )}
      </div>
    </form>
  )
}
