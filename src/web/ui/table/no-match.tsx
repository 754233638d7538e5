import { IconFilterX, IconSearchOff, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Column, List } from '../../../api/lists.ts'
import { Button } from '../button.tsx'
import { Empty } from '../empty.tsx'
import { useChipText } from './filter-chip.tsx'
import { type ListState, withColumnFilter } from './list-state.ts'
import type { ListWords } from './list-view.ts'
import type { ChangeList } from './use-list-state.ts'
import { useTotal, useTotalText } from './use-total.ts'

interface NoMatchProps {
  list: Pick<List, 'choices' | 'total' | 'defaultSort'>
  words: ListWords
  columns: readonly Column[]
  state: ListState
  change: ChangeList
}

/** Empty because of search or filters: says what would be there without, and takes it away (LST-11). */
export function NoMatch(props: NoMatchProps) {
  const { state, columns } = props
  // what was set last is most likely to be the reason
  const latest = Object.keys(state.filter).at(-1)
  const last = columns.find((column) => column.key === latest)
  return state.q === '' && last ? <NoFilterMatch {...props} column={last} /> : <NoSearchMatch {...props} />
}

function NoFilterMatch({ list, words, columns, state, change, column }: NoMatchProps & { column: Column }) {
  const { t } = useTranslation('lists')
  const say = useTotalText()
  const label = words.column(column.key)
  const value = useChipText({ list, column, words, state })
  const without = withColumnFilter(state.filter, column.key, null)
  const total = useTotal(list, { q: state.q, filter: without })
  const filter = `${label}: ${value}`
  const several = columns.filter((one) => state.filter[one.key] !== undefined).length > 1
  return (
    <Empty
      icon={IconFilterX}
      title={words.noMatch}
      actions={
        <>
          <Button icon={IconX} onClick={() => change({ filter: without })}>
            {t('removeFilter', { column: label })}
          </Button>
          {several && (
            <Button kind="quiet" onClick={() => change({ filter: {} })}>
              {t('resetAll')}
            </Button>
          )}
        </>
      }
    >
      {total &&
        (total.value === 0
          ? t('nothing.withoutNone', { filter })
          : t('nothing.without', { filter, count: total.value, number: say(total) }))}
    </Empty>
  )
}

function NoSearchMatch({ list, state, change }: NoMatchProps) {
  const { t } = useTranslation('lists')
  const say = useTotalText()
  const total = useTotal(list, { filter: state.filter })
  return (
    <Empty
      icon={IconSearchOff}
      title={t('nothing.searchTitle', { q: state.q })}
      actions={
        <>
          <Button icon={IconX} onClick={() => change({ q: '' })}>
            {t('clearSearch')}
          </Button>
          {Object.keys(state.filter).length > 0 && (
            <Button kind="quiet" onClick={() => change({ q: '', filter: {} })}>
              {t('resetAll')}
            </Button>
          )}
        </>
      }
    >
      {total &&
        (total.value === 0
          ? t('nothing.withoutSearchNone')
          : t('nothing.withoutSearch', { count: total.value, number: say(total) }))}
    </Empty>
  )
}
