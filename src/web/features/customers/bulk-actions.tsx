import { IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CustomerRow } from '../../../api/customers.ts'
import { mostAtOnce } from '../../../api/shapes.ts'
import { useFormat } from '../../lib/use-format.ts'
import { BulkAction } from '../../ui/table/bulk-action.tsx'
import { useWhy } from '../../ui/table/use-why.ts'

interface BulkActionsProps {
  rows: readonly CustomerRow[]
  onAssign: () => void
}

/** What can be done with several customers at once (CUS-7): what `can` allows for one of them at least. */
export function BulkActions({ rows, onAssign }: BulkActionsProps) {
  const { t } = useTranslation('customers')
  const format = useFormat()
  const why = useWhy()
  const [first] = rows
  const possible = rows.some(({ can }) => can.assignContact.ok)
  const locked =
    rows.length > mostAtOnce
      ? t('bulk.tooMany', { number: format.number(mostAtOnce) })
      : possible || !first
        ? undefined
        : why(first.can.assignContact)
  return <BulkAction icon={IconUserCheck} label={t('actions.assign')} keys="p" locked={locked} onClick={onAssign} />
}
