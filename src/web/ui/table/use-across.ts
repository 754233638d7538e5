import type { List } from '../../../api/lists.ts'
import { useSearchState } from '../../lib/location.ts'
import { useOrganization } from '../../lib/session.tsx'

type Asked = { across?: 'memberships' }

const on: Asked = { across: 'memberships' }
const off: Asked = {}

/** The part of every question to a list that spreads it over all own organisations of the operator (ACC-10); nothing where it may not. */
export function useAcross(list: Pick<List, 'defaultSort' | 'across'>): Asked {
  const [search] = useSearchState()
  const { across } = useOrganization()
  return list.across === true && across && search['across'] === 'memberships' ? on : off
}
