import { customerList } from '../../../api/customers.ts'
import type { ListAccess } from '../../../api/lists.ts'
import { useCall } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'

interface CustomerAccess {
  /** absent until it is known whether the reader sees any */
  limit: ListAccess['limit'] | undefined
  access: ListAccess | undefined
  /** why that cannot be told */
  error: Error | null
  retry: () => void
}

/** How far the reader sees customers, as their list says it: memberships further down decide too (ACC-10, ACC-13). */
export function useCustomerAccess(): CustomerAccess {
  const { visibility } = useOrganization()
  const list = useCall(customerList.page, { query: { limit: 1 } }, { enabled: visibility !== 'all' })
  const access = list.data?.access
  // some are seen by the membership here, whatever the others add
  const here = visibility === 'all' ? 'none' : visibility === 'own' ? 'own' : undefined
  const limit = access?.limit ?? here
  return { limit, access, error: limit === undefined ? list.error : null, retry: () => void list.refetch() }
}
