import type { Filter } from '../../../api/filters.ts'
import type { List } from '../../../api/lists.ts'
import { useCall } from '../../lib/query.ts'
import { useFormat } from '../../lib/use-format.ts'
import { useTranslation } from 'react-i18next'
import { listParams } from './list-state.ts'
import { useAcross } from './use-across.ts'

export interface Total {
  value: number
  exact: boolean
}

/** How many rows match: fetched apart from the rows and capped (LST-7). */
export function useTotal(
  list: Pick<List, 'total' | 'defaultSort' | 'across'>,
  asked: { q?: string; filter?: Filter },
  enabled = true,
): Total | null {
  const across = useAcross(list)
  const query = {
    ...listParams({ q: asked.q ?? '', filter: asked.filter ?? {}, sort: [] }, list.defaultSort),
    ...across,
  }
  return useCall(list.total, { query }, { enabled }).data ?? null
}

/** A total as text: *412*, or *mehr als 10.000* where counting stopped. */
export function useTotalText(): (total: Total) => string {
  const { t } = useTranslation('lists')
  const format = useFormat()
  return ({ value, exact }) => (exact ? format.number(value) : t('moreThan', { number: format.number(value) }))
}
