import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assignContact, contactCandidates, type Customer } from '../../../api/customers.ts'
import { useGo } from '../../lib/location.ts'
import { ApiProblem } from '../../lib/problem.ts'
import { refresh, useCall, useWrite } from '../../lib/query.ts'
import { useOrganization } from '../../lib/session.tsx'
import { Button } from '../../ui/button.tsx'
import { CloseButton, Dialog } from '../../ui/dialog.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import css from './assign.module.css'
import { ContactChoice, type ContactChoiceProps } from './contact-choice.tsx'
import { lastList } from './last-list.ts'

interface AssignContactDialogProps {
  customer: Customer
  onClose: () => void
}

/** Assigns the partner contact: a search over those who can become it (CUS-7). */
export function AssignContactDialog({ customer, onClose }: AssignContactDialogProps) {
  const { t } = useTranslation('customers')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState(customer.contact?.id ?? null)
  const { assign, error, busy } = useAssign(customer, onClose)
  const unchanged = chosen === (customer.contact?.id ?? null)
  return (
    <Dialog
      title={t('assign.title')}
      width={440}
      busy={busy}
      onClose={onClose}
      onSubmit={() => (unchanged ? onClose() : assign(chosen))}
      footer={
        <>
          <CloseButton>{t('assign.cancel')}</CloseButton>
          <Button kind="primary" size="form" type="submit" busy={busy}>
            {t('assign.confirm')}
          </Button>
        </>
      }
    >
      <ErrorSummary error={error} />
      <TextField
        name="search"
        label={t('assign.search')}
        value={search}
        data-autofocus
        autoComplete="off"
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <People customerId={customer.id} search={search} chosen={chosen} onChoose={setChosen} />
      <p className={css['note']}>{t('assign.note')}</p>
    </Dialog>
  )
}

function People({ customerId, search, ...rest }: Omit<ContactChoiceProps, 'found'> & { customerId: string }) {
  const [asked] = useDebouncedValue(search.trim(), 200)
  const query = asked === '' ? {} : { q: asked }
  const found = useCall(contactCandidates, { params: { customerId }, query }, { keep: true })
  return <ContactChoice search={search} found={found} {...rest} />
}

function useAssign(customer: Customer, onClose: () => void) {
  const { t } = useTranslation('customers')
  const go = useGo()
  const { handle } = useOrganization()
  const write = useWrite(assignContact)
  const say = (visible: boolean, name: string | undefined) => {
    if (visible)
      return name === undefined ? t('assign.cleared', { customer: customer.name }) : t('assign.done', { name })
    return name === undefined
      ? t('assign.goneNobody', { customer: customer.name })
      : t('assign.gone', { customer: customer.name, name })
  }
  const assign = (contact: string | null) =>
    write.mutate(
      { params: { customerId: customer.id }, revision: customer.revision, body: { contact } },
      {
        onSuccess: (reply) => {
          toast.done(say(reply.visible, reply.contact?.name))
          onClose()
          // the record is out of sight now: its page must not be read again
          if (!reply.visible) go(lastList(handle), { replace: true })
          void refresh('customers')
        },
        onError: (error) => {
          if (error instanceof ApiProblem && error.status === 409) void refresh('customers')
        },
      },
    )
  const conflict = write.error instanceof ApiProblem && write.error.status === 409
  return { assign, error: conflict ? new Error(t('assign.conflict')) : write.error, busy: write.isPending }
}
