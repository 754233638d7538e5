import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PersonRow, removeMember, successorCandidates } from '../../../api/organizations.ts'
import { useCall, useWrite } from '../../lib/query.ts'
import { useFormat } from '../../lib/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { CloseButton, Dialog } from '../../ui/dialog.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Failure } from '../../ui/failure.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import css from './people.module.css'

interface RemoveDialogProps {
  row: PersonRow
  onClose: () => void
  onRemoved: () => void
}

const nobody = 'nobody'

/** Removes somebody and asks who takes over, or withdraws an invitation (PPL-7). */
export function RemoveDialog({ row, onClose, onRemoved }: RemoveDialogProps) {
  const { t } = useTranslation('people')
  const invited = row.status === 'invited'
  const found = useCall(successorCandidates, { params: { membershipId: row.id } }, { enabled: !invited, staleTime: 0 })
  const [successor, setSuccessor] = useState<string | null>(null)
  const write = useWrite(removeMember, 'people', 'customers', 'organizations')
  // where nothing is assigned, nobody needs to take over
  const needless = invited || found.data?.customers === 0
  const [asked, setAsked] = useState(false)
  const remove = () => {
    setAsked(true)
    if ((!needless && successor === null) || write.isPending) return
    write.mutate(
      { params: { membershipId: row.id }, body: { successor: needless || successor === nobody ? null : successor } },
      {
        onSuccess: () => {
          toast.done(t(invited ? 'remove.withdrawn' : 'remove.done', { name: row.name }))
          onRemoved()
        },
      },
    )
  }
  return (
    <Dialog
      title={t(invited ? 'remove.withdrawTitle' : 'remove.title', { name: row.name })}
      width={480}
      busy={write.isPending}
      onClose={onClose}
      onSubmit={remove}
      footer={
        <>
          <CloseButton>{t('form.cancel')}</CloseButton>
          <Button kind="danger" size="form" type="submit" busy={write.isPending}>
            {t(invited ? 'remove.withdraw' : 'remove.confirm')}
          </Button>
        </>
      }
    >
      <ErrorSummary error={write.error} labels={{ successor: t('remove.successor') }} />
      <p>
        {invited ? t('remove.whatInvited') : t('remove.what', { name: row.name, organization: row.organization.name })}
      </p>
      {!invited && found.isPending && <Skeleton height={34} />}
      {found.error && <Failure error={found.error} title={t('remove.failed')} onRetry={() => void found.refetch()} />}
      {found.data && (
        <Takeover
          customers={found.data.customers}
          people={found.data.items}
          value={successor}
          missing={asked && successor === null}
          onChange={setSuccessor}
        />
      )}
    </Dialog>
  )
}

interface TakeoverProps {
  /** null: not for this reader to know */
  customers: number | null
  people: readonly { id: string; name: string }[]
  value: string | null
  /** removal was pressed before anybody was chosen */
  missing: boolean
  onChange: (successor: string | null) => void
}

function Takeover({ customers, people, value, missing, onChange }: TakeoverProps) {
  const { t } = useTranslation('people')
  const format = useFormat()
  if (customers === 0) return <p className={css['gap']}>{t('remove.countNone')}</p>
  return (
    <div className={css['gap']}>
      <SelectField
        name="successor"
        label={t('remove.successor')}
        searchable
        required
        value={value}
        error={missing && t('remove.missing')}
        data={[
          ...people.map(({ id, name }) => ({ value: id, label: name })),
          { value: nobody, label: t('remove.nobody') },
        ]}
        onChange={onChange}
      />
      <p className={css['hint']}>
        {customers === null
          ? t('remove.unknown')
          : t('remove.count', { count: customers, number: format.number(customers) })}
      </p>
    </div>
  )
}
