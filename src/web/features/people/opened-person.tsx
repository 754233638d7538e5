import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { type PersonRow, peopleList } from '../../../api/organizations.ts'
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
  const loaded = rows.find((row) => row.id === id)
  const asked = useCall(peopleList.page, { query: { ids: id } }, { enabled: loaded === undefined })
  const row = loaded ?? asked.data?.items[0]
  const failure = asked.error ?? (asked.isSuccess && t('nobody'))
  const why = row === undefined && !asked.isFetching && failure
  useEffect(() => {
    if (!why) return
    toast.failed(why)
    onClose()
  }, [why, onClose])
  return row && <PersonDialog key={row.id} row={row} onClose={onClose} />
}
