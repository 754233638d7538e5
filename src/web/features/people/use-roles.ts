import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ResultOf } from '../../../api/endpoint.ts'
import { listRoles } from '../../../api/organizations.ts'
import { useCall } from '../../lib/query.ts'
import { useFormat } from '../../lib/use-format.ts'

type Roles = ResultOf<typeof listRoles>
type Role = Roles['items'][number]

/** The roles that can be given here (ACC-7). */
export function useRoles(): UseQueryResult<Roles> {
  return useCall(listRoles, {}, { staleTime: 60_000 })
}

/** What a role permits, as a sentence (ACC-6). */
export function usePermits(): (role: Role) => string {
  const { t } = useTranslation(['people', 'permissions'])
  const format = useFormat()
  return ({ permissions }) =>
    t('people:form.permits', { permissions: format.list(permissions.map((one) => t(`permissions:${one}`))) })
}
