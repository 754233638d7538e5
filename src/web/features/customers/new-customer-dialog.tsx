import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { ResultOf } from '../../../api/endpoint.ts'
import { createCustomer, customerForm, type CustomerStatus } from '../../../api/customers.ts'
import { useGo } from '../../lib/location.ts'
import { ApiProblem, messagesByField } from '../../lib/problem.ts'
import { useCall, useWrite } from '../../lib/query.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useDiscardQuestion } from '../../ui/discard-question.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Fields, SelectField } from '../../ui/field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import { changeOf, emptyForm, type FormKey, formKeys, type FormValues } from './customer-form.ts'
import css from './form.module.css'
import { MasterFields } from './master-fields.tsx'
import { missingProblem } from './missing-problem.ts'

interface NewCustomerDialogProps {
  status: CustomerStatus
  onClose: () => void
}

type Form = ResultOf<typeof customerForm>

const keys = formKeys.filter((key) => key !== 'externalId' && key !== 'customerSince')

/** New customer or prospect (CUS-2): what is required comes from the server, nothing typed is lost. */
export function NewCustomerDialog({ status, onClose }: NewCustomerDialogProps) {
  const { t } = useTranslation('customers')
  const [owner, setOwner] = useState<string | null>(null)
  const form = useCall(customerForm, { query: owner === null ? {} : { owner } }, { keep: true })
  const title = t(status === 'customer' ? 'new.customer' : 'new.prospect')
  if (form.data)
    return (
      <NewCustomerForm
        status={status}
        title={title}
        form={form.data}
        owner={owner}
        onOwner={setOwner}
        onClose={onClose}
      />
    )
  return (
    <Dialog title={title} onClose={onClose}>
      {form.error ? (
        <Failure error={form.error} title={t('new.unavailable')} onRetry={() => void form.refetch()} />
      ) : (
        <Skeleton height={320} />
      )}
    </Dialog>
  )
}

interface NewCustomerFormProps extends NewCustomerDialogProps {
  title: string
  form: Form
  owner: string | null
  onOwner: (owner: string) => void
}

function NewCustomerForm({ status, title, form, owner, onOwner, onClose }: NewCustomerFormProps) {
  const { t } = useTranslation('customers')
  const { values, set, contact, setContact, dirty, error, busy, submit } = useNewCustomer(status, form, owner, onClose)
  const { leave, question } = useDiscardQuestion(dirty)
  const labels = Object.fromEntries(
    [...keys, 'contact' as const, 'owner' as const].map((key) => [key, t(`field.${key}`)]),
  )
  const errors = messagesByField(error)
  return (
    <Dialog
      title={title}
      onClose={() => leave(onClose)}
      onSubmit={submit}
      footer={
        <>
          <span className={css['legend']}>
            <i>*</i> {t('form.required')}
          </span>
          <Button kind="quiet" size="form" onClick={() => leave(onClose)}>
            {t('form.cancel')}
          </Button>
          <Button kind="primary" size="form" type="submit" busy={busy}>
            {t(status === 'customer' ? 'new.saveCustomer' : 'new.saveProspect')}
          </Button>
        </>
      }
    >
      <ErrorSummary error={error} labels={labels} />
      <Fields>
        <MasterFields values={values} onChange={set} errors={errors} required={form.required} keys={keys} />
        <ContactField form={form} value={contact} onChange={setContact} error={errors['contact']} />
        {form.owners.length > 1 && (
          <SelectField
            name="owner"
            label={t('field.owner')}
            span={8}
            searchable
            data={form.owners.map(({ id, name }) => ({ value: id, label: name }))}
            value={owner ?? form.owners[0]?.id ?? null}
            error={errors['owner']}
            onChange={(value) => value !== null && onOwner(value)}
          />
        )}
      </Fields>
      {question}
    </Dialog>
  )
}

interface ContactFieldProps {
  form: Form
  value: string | null
  onChange: (contact: string | null) => void
  error: string | undefined
}

function ContactField({ form, value, onChange, error }: ContactFieldProps) {
  const { t } = useTranslation('customers')
  if (form.contacts.length === 0) return null
  const chosen = form.contacts.find(({ id }) => id === value)
  return (
    <SelectField
      name="contact"
      label={t('field.contact')}
      span={4}
      searchable={form.contacts.length > 6}
      clearable
      clearButtonProps={{ 'aria-label': t('form.nobody') }}
      placeholder={t('form.nobody')}
      data={form.contacts.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      error={error}
      leftSection={chosen && <Avatar name={chosen.name} />}
      {...(form.mayAssign ? {} : { description: t('new.contactSelf') })}
      onChange={onChange}
    />
  )
}

function useNewCustomer(status: CustomerStatus, form: Form, owner: string | null, onClose: () => void) {
  const { t } = useTranslation('customers')
  const go = useGo()
  const { handle } = useOrganization()
  const { person } = useMe()
  const [values, setValues] = useState<FormValues>(emptyForm)
  const self = form.contacts.some(({ id }) => id === person.id) ? person.id : null
  const [chosen, setContact] = useState<string | null | undefined>(undefined)
  // who was chosen may not belong to the owner chosen afterwards
  const contact =
    chosen === undefined || !form.contacts.some(({ id }) => id === chosen) ? (chosen === null ? null : self) : chosen
  const [missing, setMissing] = useState<ApiProblem | null>(null)
  const write = useWrite(createCustomer, 'customers')
  const set = (key: FormKey, value: string) =>
    setValues((before) => ({ ...before, [key]: value, ...(key === 'country' ? { state: '' } : {}) }))
  const submit = () => {
    const problem = missingProblem(form.required, keys, values, (key) =>
      t('form.missing', { field: t(`field.${key}`) }),
    )
    setMissing(problem)
    if (problem || write.isPending) return
    const filled = keys.filter((key) => values[key].trim() !== '')
    const body = {
      ...changeOf(values, filled),
      name: values.name.trim(),
      status,
      contact,
      ...(owner === null ? {} : { owner }),
    }
    write.mutate(
      { body },
      {
        onSuccess: ({ id, visible }) => {
          toast.done(t(visible ? 'new.created' : 'new.createdUnseen', { name: body.name }))
          // the question about typed text must be gone before the page changes
          flushSync(onClose)
          if (visible) go(paths.customer(handle, id))
        },
      },
    )
  }
  const dirty = keys.some((key) => values[key] !== emptyForm[key]) || chosen !== undefined
  return { values, set, contact, setContact, dirty, error: missing ?? write.error, busy: write.isPending, submit }
}
