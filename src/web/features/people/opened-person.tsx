import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PersonRow, peopleList } from '../../../api/organizations.ts'
import { ApiProblem, isPassing } from '../../lib/problem.ts'
import { useCall } from '../../lib/query.ts'
import { toast } from '../../ui/toast.tsx'
import { PersonDialog } from './person-dialog.tsx'

interface OpenedPersonProps {
  /** of the membership that the address names */
  id: string
  /** the list as far as it is loaded */
  rows: readonly PersonRow[]
  onClose: () => void
}

/** The dialog that the address opens, of whoever is in sight: further down the list, or outside of its filters, too. */
export function OpenedPerson({ id, rows, onClose }: OpenedPersonProps) {
  const { t } = useTranslation('people')
  // as the server tells ids, however they are written
  const isMeant = (row: PersonRow) => row.id === id.toLowerCase()
  const loaded = rows.find(isMeant)
  const asked = useCall(peopleList.page, { query: { ids: id } }, { enabled: loaded === undefined, staleTime: 0 })
  const found = loaded ?? asked.data?.items.find(isMeant)
  // while it is asked for, the row that was there stays, and what is chosen in its dialog
  const [last, setLast] = useState(found)
  if (found !== undefined && found !== last) setLast(found)
  const row = found ?? last
  const isNobody = found === undefined && !asked.isFetching && (asked.isSuccess || isNoId(asked.error))
  useEffect(() => {
    if (!isNobody) return
    toast.failed(t('nobody'))
    onClose()
  }, [isNobody, onClose, t])
  const failure = row === undefined && isPassing(asked.error) ? asked.error : null
  useEffect(() => {
    if (failure !== null) toast.failed(failure)
  }, [failure])
  return row && <PersonDialog row={row} onClose={onClose} />
}

function isNoId(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 400
}
