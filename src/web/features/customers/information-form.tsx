import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { Customer, updateCustomer } from '../../../api/customers.ts'
import { Named } from '../../../api/shapes.ts'
import { ApiProblem } from '../../lib/problem.ts'
import { useFieldErrors } from '../../lib/use-field-errors.ts'
import { useWrite } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { useDiscardQuestion } from '../../ui/discard-question.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Fields } from '../../ui/field.tsx'
import { toast } from '../../ui/toast.tsx'
import { Conflict } from './conflict.tsx'
import { changeOf, type FormKey, formKeys, type FormValues, touchedKeys, typedValues } from './customer-form.ts'
import css from './customer-page.module.css'
import { MasterFields } from './master-fields.tsx'

interface InformationFormProps {
  customer: Customer
  onDone: () => void
}

/** Edits the master data; somebody else's change in the meantime is shown, never overwritten (CUS-5). */
export function InformationForm({ customer, onDone }: InformationFormProps) {
  const { t } = useTranslation('customers')
  const keys = formKeys.filter((key) => customer.writable.includes(key))
  const { values, set, touched, conflict, settle, save, error, busy, revision } = useInformation(customer, onDone)
  const { leave, question } = useDiscardQuestion(touched.length > 0, { saving: busy })
  const errors = useFieldErrors(error, values)
  const labels = Object.fromEntries(keys.map((key) => [key, t(`field.${key}`)]))
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {conflict && <Conflict key={revision} {...conflict} mine={values} onChoose={settle} />}
      <ErrorSummary error={error} standing={errors} labels={labels} />
      <Fields>
        <MasterFields values={values} onChange={set} errors={errors} required={['name']} keys={keys} />
      </Fields>
      <div className={css['saving']}>
        <Button kind="primary" type="submit" busy={busy}>
          {t('form.save')}
        </Button>
        <Button kind="quiet" onClick={() => leave(onDone)}>
          {t('form.cancel')}
        </Button>
      </div>
      {question}
    </form>
  )
}

interface Versions {
  /** what stood when the editing began */
  before: FormValues
  /** what stands now */
  theirs: FormValues
  changedBy: Named | null
}

/** What a refused save says about the record: the record as it is now, and who wrote it. */
const Current = z.object({ ...Customer.shape, changedBy: Named.nullable().optional() })

function useInformation(customer: Customer, onDone: () => void) {
  const { t } = useTranslation('customers')
  const [base, setBase] = useState({ values: typedValues(customer), revision: customer.revision })
  const [values, setValues] = useState(base.values)
  const [conflict, setConflict] = useState<Versions | null>(null)
  const write = useWrite(updateCustomer, 'customers')
  const touched = touchedKeys(base.values, values)
  const set = (key: FormKey, value: string) =>
    setValues((now) => ({ ...now, [key]: value, ...(key === 'country' ? { state: '' } : {}) }))
  const meet = (error: Error) => {
    const current =
      error instanceof ApiProblem && error.status === 409 ? Current.safeParse(error.current).data : undefined
    if (!current) return
    const theirs = typedValues(current)
    setConflict({ before: base.values, theirs, changedBy: current.changedBy ?? null })
    // from here on, the next save stands on what is stored now; what was typed stays
    setValues(
      (now) =>
        Object.fromEntries(formKeys.map((key) => [key, touched.includes(key) ? now[key] : theirs[key]])) as FormValues,
    ) // all keys
    setBase({ values: theirs, revision: current.revision })
  }
  const save = () => {
    if (write.isPending) return
    if (touched.length === 0) return onDone()
    write.mutate(
      { params: { customerId: customer.id }, revision: base.revision, body: changeOf(values, touched) },
      {
        onSuccess: () => {
          toast.done(t('form.saved'))
          onDone()
        },
        onError: meet,
      },
    )
  }
  const conflicting = write.error instanceof ApiProblem && write.error.status === 409 && conflict !== null
  return {
    values,
    set,
    touched,
    conflict,
    settle: set,
    revision: base.revision,
    save,
    error: conflicting ? null : write.error,
    busy: write.isPending,
  }
}
