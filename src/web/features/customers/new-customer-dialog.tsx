import type { SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { BodyInputOf, ResultOf } from '../../../api/endpoint.ts'
import { createCustomer, customerForm, type CustomerStatus } from '../../../api/customers.ts'
import type { Named } from '../../../api/shapes.ts'
import { useGo } from '../../lib/location.ts'
import { ApiProblem } from '../../lib/problem.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useCall, useWrite } from '../../lib/query.ts'
import { useMe, useOrganization } from '../../lib/session.tsx'
import { paths } from '../../paths.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { CloseButton, Dialog } from '../../ui/dialog.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Fields, RequiredMark } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { toast } from '../../ui/toast.tsx'
import { changeOf, emptyForm, type FormKey, formKeys, type FormValues } from './customer-form.ts'
import { DuplicateNote } from './duplicate-note.tsx'
import { MasterFields } from './master-fields.tsx'
import { missingProblem } from './missing-problem.ts'
import { useDuplicates } from './use-duplicates.ts'
import { WaitingFields } from './waiting-fields.tsx'

interface NewCustomerDialogProps {
  status: CustomerStatus
  onClose: () => void
}

type Form = ResultOf<typeof customerForm>

const keys = formKeys.filter((key) => key !== 'externalId' && key !== 'customerSince')
// what tells whether the customer exists already is said below these, not below the fold
const telling: readonly FormKey[] = ['name', 'email']
const rest = keys.filter((key) => !telling.includes(key))

/** New customer or prospect (CUS-2): what is required comes from the server, nothing typed is lost. */
export function NewCustomerDialog({ status, onClose }: NewCustomerDialogProps) {
  const { t } = useTranslation('customers')
  const [owner, setOwner] = useState<string | null>(null)
  const [typed, setTyped] = useState({ owner: '', contact: '' })
  const [asked] = useDebouncedValue(typed, 200)
  const query = {
    ...(owner !== null && { owner }),
    ...(asked.owner !== '' && { q: asked.owner }),
    ...(asked.contact !== '' && { contact: asked.contact }),
  }
  const form = useCall(customerForm, { query }, { keep: true })
  const onSearch = (field: 'owner' | 'contact', text: string) =>
    setTyped((before) => ({ ...before, [field]: text.trim().slice(0, 100) }))
  const title = t(status === 'customer' ? 'new.customer' : 'new.prospect')
  if (form.data)
    return (
      <NewCustomerForm
        status={status}
        title={title}
        form={form.data}
        owner={owner}
        onOwner={setOwner}
        onSearch={onSearch}
        onClose={onClose}
      />
    )
  return (
    <Dialog title={title} onClose={onClose}>
      {form.error ? (
        <Failure error={form.error} title={t('new.unavailable')} onRetry={() => void form.refetch()} />
      ) : (
        <WaitingFields />
      )}
    </Dialog>
  )
}

interface NewCustomerFormProps extends NewCustomerDialogProps {
  title: string
  form: Form
  owner: string | null
  onOwner: (owner: string) => void
  /** what is typed to find further owners or contacts */
  onSearch: (field: 'owner' | 'contact', text: string) => void
}

const saveWords = { customer: 'new.saveCustomer', prospect: 'new.saveProspect' } as const

function NewCustomerForm({ status, title, form, owner, onOwner, onSearch, onClose }: NewCustomerFormProps) {
  const { t } = useTranslation('customers')
  const { values, set, contact, setContact, dirty, error, busy, submit, duplicates } = useNewCustomer(
    status,
    form,
    owner,
    onClose,
  )
  const labels = Object.fromEntries(
    [...keys, 'contact' as const, 'owner' as const].map((key) => [key, t(`field.${key}`)]),
  )
  const errors = useFieldErrors(error, { ...values, contact, owner })
  const master = { values, onChange: set, errors, required: form.required }
  return (
    <Dialog
      title={title}
      dirty={dirty}
      busy={busy}
      onClose={onClose}
      onSubmit={submit}
      footer={
        <>
          <RequiredMark />
          <CloseButton>{t('form.cancel')}</CloseButton>
          <Button kind="primary" size="form" type="submit" busy={busy}>
            {t(duplicates.items.length > 0 ? 'duplicates.anyway' : saveWords[status])}
          </Button>
        </>
      }
    >
      <ErrorSummary error={error} standing={errors} labels={labels} />
      <Fields>
        <MasterFields {...master} keys={telling} />
        <DuplicateNote {...duplicates} />
        <MasterFields {...master} keys={rest} />
        <ContactField
          form={form}
          value={contact}
          onChange={setContact}
          onSearch={(text) => onSearch('contact', text)}
          error={errors['contact']}
        />
        <OwnerField
          form={form}
          value={owner}
          onChange={onOwner}
          onSearch={(text) => onSearch('owner', text)}
          error={errors['owner']}
        />
      </Fields>
    </Dialog>
  )
}

/** Where there are more than the form brings, the server searches what is typed; what is chosen stays among the options. */
function useSearch(shown: readonly Named[], more: boolean, value: Named | null, onSearch: (text: string) => void) {
  const [searches, setSearches] = useState(more)
  if (more && !searches) setSearches(true)
  const options = value === null || shown.some(({ id }) => id === value.id) ? shown : [value, ...shown]
  const data = options.map(({ id, name }) => ({ value: id, label: name }))
  const named = (id: string | null) => options.find((one) => one.id === id) ?? null
  const searching: Pick<SelectProps, 'filter' | 'onSearchChange'> = searches
    ? {
        filter: (given) => given.options,
        // choosing writes the name of the chosen: that is no search
        onSearchChange: (text) => onSearch(options.some(({ name }) => name === text) ? '' : text),
      }
    : {}
  return { data, named, searches, searching }
}

interface PickProps<T> {
  form: Form
  value: T | null
  onSearch: (text: string) => void
  error: string | undefined
}

function ContactField(props: PickProps<Named> & { onChange: (contact: Named | null) => void }) {
  const { form, value, onChange, onSearch, error } = props
  const { t } = useTranslation('customers')
  const { data, named, searches, searching } = useSearch(form.contacts, form.moreContacts, value, onSearch)
  if (form.contacts.length === 0 && !searches) return null
  return (
    <SelectField
      name="contact"
      label={t('field.contact')}
      span={4}
      searchable={searches || form.contacts.length > 6}
      clearable
      clearButtonProps={{ 'aria-label': t('form.nobody') }}
      placeholder={t('form.nobody')}
      data={data}
      {...searching}
      value={value?.id ?? null}
      error={error}
      leftSection={value && <Avatar name={value.name} />}
      {...(form.mayAssign ? {} : { description: t('new.contactSelf') })}
      onChange={(id) => onChange(named(id))}
    />
  )
}

function OwnerField({
  form,
  value,
  onChange,
  onSearch,
  error,
}: PickProps<string> & { onChange: (owner: string) => void }) {
  const { t } = useTranslation('customers')
  // the chosen one stands first, also where others are searched
  const [first = null] = form.owners
  const { data, searches, searching } = useSearch(form.owners, form.moreOwners, first, onSearch)
  if (form.owners.length < 2 && !searches) return null
  return (
    <SelectField
      name="owner"
      label={t('field.owner')}
      span={8}
      searchable
      data={data}
      {...searching}
      value={value ?? first?.id ?? null}
      error={error}
      onChange={(id) => id !== null && onChange(id)}
    />
  )
}

function useNewCustomer(status: CustomerStatus, form: Form, owner: string | null, onClose: () => void) {
  const { t } = useTranslation('customers')
  const { organization } = useOrganization()
  const { person } = useMe()
  const [values, setValues] = useState<FormValues>(emptyForm)
  const self = form.contacts.find(({ id }) => id === person.id) ?? null
  const shownOwner = owner ?? form.owners[0]?.id ?? null
  const [chosen, setChosen] = useState<{ contact: Named | null; owner: string | null } | undefined>(undefined)
  const setContact = (contact: Named | null) => setChosen({ contact, owner: shownOwner })
  // who was chosen may not belong to the owner chosen afterwards
  const isCurrent = chosen !== undefined && (chosen.contact === null || chosen.owner === shownOwner)
  const contact = isCurrent ? chosen.contact : self
  const [missing, setMissing] = useState<ApiProblem | null>(null)
  const set = (key: FormKey, value: string) =>
    setValues((before) => ({ ...before, [key]: value, ...(key === 'country' ? { state: '' } : {}) }))
  const bodyOf = () => ({
    ...changeOf(
      values,
      keys.filter((key) => values[key].trim() !== ''),
    ),
    name: values.name.trim(),
    status,
    // nobody to choose: the server decides
    ...(form.contacts.length === 0 && contact === null ? {} : { contact: contact?.id ?? null }),
    ...(shownOwner === null || shownOwner === organization.id ? {} : { owner: shownOwner }),
  })
  const { save, saved, error, busy, duplicates } = useSaving(values, bodyOf, onClose)
  const submit = () => {
    const problem = missingProblem(form.required, keys, values, (key) =>
      // *Straße und Hausnummer* are two
      t('form.missing', { field: t(`field.${key}`), count: key === 'street' ? 2 : 1 }),
    )
    setMissing(problem)
    if (!problem) void save()
  }
  const dirty = !saved && (keys.some((key) => values[key] !== emptyForm[key]) || chosen !== undefined)
  return { values, set, contact, setContact, dirty, error: missing ?? error, busy, submit, duplicates }
}

/** Saves, once possible duplicates have been on screen, however fast somebody types (CUS-2). */
function useSaving(values: FormValues, bodyOf: () => BodyInputOf<typeof createCustomer>, onClose: () => void) {
  const { t } = useTranslation('customers')
  const go = useGo()
  const { handle } = useOrganization()
  const duplicates = useDuplicates(values)
  const [checking, setChecking] = useState(false)
  const write = useWrite(createCustomer, 'customers')
  const [saved, setSaved] = useState(false)
  const busy = write.isPending || checking || saved
  const save = async () => {
    if (busy) return
    setChecking(true)
    const unseen = await duplicates.areNew()
    setChecking(false)
    if (unseen) return
    const body = bodyOf()
    write.mutate(
      { body },
      {
        onSuccess: ({ id, visible }) => {
          toast.done(t(visible ? 'new.created' : 'new.createdUnseen', { name: body.name }))
          // the question about typed text must be gone before the page changes
          flushSync(() => setSaved(true))
          onClose()
          if (visible) go(paths.customer(handle, id))
        },
      },
    )
  }
  return { save, saved, error: write.error, busy, duplicates }
}
