import { IconAlertCircle } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { requiredIn } from '../../../api/countries.ts'
import { industries } from '../../../api/customers.ts'
import { currentLanguage } from '../../lib/i18n.ts'
import { TextField } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { FormKey, FormValues } from './customer-form.ts'
import css from './form.module.css'
import { countriesIn, postalExamples, statesOf } from './places.ts'

interface MasterFieldsProps {
  values: FormValues
  onChange: (key: FormKey, value: string) => void
  /** messages by field */
  errors: Readonly<Record<string, string>>
  required: readonly string[]
  /** the fields to show, others are absent */
  keys: readonly FormKey[]
}

type Kind = 'text' | 'email' | 'tel' | 'url' | 'date'

const texts: Partial<Record<FormKey, { span: number; type: Kind; autoComplete: string }>> = {
  name: { span: 7, type: 'text', autoComplete: 'off' },
  email: { span: 5, type: 'email', autoComplete: 'off' },
  street: { span: 12, type: 'text', autoComplete: 'off' },
  city: { span: 5, type: 'text', autoComplete: 'off' },
  phone: { span: 4, type: 'tel', autoComplete: 'off' },
  vatId: { span: 4, type: 'text', autoComplete: 'off' },
  website: { span: 4, type: 'text', autoComplete: 'off' },
  externalId: { span: 4, type: 'text', autoComplete: 'off' },
  customerSince: { span: 4, type: 'date', autoComplete: 'off' },
}

/** The master data of a customer as fields of a form (CUS-2, CUS-5). */
export function MasterFields({ keys, ...rest }: MasterFieldsProps) {
  return keys.map((key) => <MasterField key={key} name={key} {...rest} />)
}

function MasterField({ name, ...rest }: Omit<MasterFieldsProps, 'keys'> & { name: FormKey }) {
  switch (name) {
    case 'postalCode':
      return <PostalCode {...rest} />
    case 'country':
      return (
        <>
          <Country {...rest} />
          <PostalCodeError {...rest} />
        </>
      )
    case 'state':
      return <State {...rest} />
    case 'industry':
      return <Industry {...rest} />
    default:
      return <PlainText name={name} {...rest} />
  }
}

type OneField = Omit<MasterFieldsProps, 'keys'>

function PlainText({ name, values, onChange, errors, required }: OneField & { name: FormKey }) {
  const { t } = useTranslation('customers')
  const { span, ...input } = texts[name] ?? { span: 4 }
  const note = name === 'vatId' ? <small className={css['note']}>{t('field.vatIdNote')}</small> : null
  return (
    <TextField
      name={name}
      label={
        note ? (
          <>
            {t(`field.${name}`)} {note}
          </>
        ) : (
          t(`field.${name}`)
        )
      }
      span={span}
      {...input}
      value={values[name]}
      error={errors[name]}
      required={required.includes(name)}
      {...(name === 'vatId' && !errors[name] ? { placeholder: `${values.country || 'DE'}…` } : {})}
      {...(name === 'name' ? { 'data-autofocus': true } : {})}
      onChange={(event) => onChange(name, event.currentTarget.value)}
    />
  )
}

/** Narrow: its error has a line of its own below the whole address row, unless a neighbour has one too. */
function PostalCode({ values, onChange, errors, required }: OneField) {
  const { t } = useTranslation('customers')
  const example = postalExamples[values.country]
  const error = errors['postalCode']
  return (
    <TextField
      name="postalCode"
      label={t('field.postalCode')}
      span={3}
      value={values.postalCode}
      error={error}
      {...(hasOwnLine(errors) ? { errorProps: { className: css['heard'] ?? '' } } : {})}
      required={required.includes('postalCode') && requiredIn('postalCode', values.country)}
      autoComplete="off"
      {...(example && !error ? { placeholder: example } : {})}
      onChange={(event) => onChange('postalCode', event.currentTarget.value)}
    />
  )
}

function hasOwnLine(errors: OneField['errors']): boolean {
  return Boolean(errors['postalCode']) && !errors['city'] && !errors['country']
}

function PostalCodeError({ errors }: OneField) {
  return (
    hasOwnLine(errors) && (
      <p className={css['line']}>
        <Icon of={IconAlertCircle} />
        <span>{errors['postalCode']}</span>
      </p>
    )
  )
}

function Country({ values, onChange, errors, required }: OneField) {
  const { t } = useTranslation('customers')
  const language = currentLanguage()
  const countries = useMemo(() => countriesIn(language), [language])
  return (
    <SelectField
      name="country"
      label={t('field.country')}
      span={4}
      searchable
      data={countries}
      value={values.country || null}
      error={errors['country']}
      required={required.includes('country')}
      onChange={(value) => onChange('country', value ?? '')}
    />
  )
}

/** Only where the country has states; what an import brought stays to choose from. */
function State({ values, onChange, errors, required }: OneField) {
  const { t } = useTranslation('customers')
  const states = statesOf(values.country, values.state)
  if (states.length === 0) return null
  return (
    <SelectField
      name="state"
      label={t(values.country === 'CH' ? 'field.canton' : 'field.state')}
      span={4}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('form.none') }}
      data={[...states]}
      value={values.state || null}
      error={errors['state']}
      required={required.includes('state')}
      onChange={(value) => onChange('state', value ?? '')}
    />
  )
}

function Industry({ values, onChange, errors, required }: OneField) {
  const { t } = useTranslation('customers')
  const options = industries
    .map((value) => ({ value, label: t(`industry.${value}`) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, currentLanguage()))
  return (
    <SelectField
      name="industry"
      label={t('field.industry')}
      span={4}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('form.none') }}
      data={options}
      value={values.industry || null}
      error={errors['industry']}
      required={required.includes('industry')}
      onChange={(value) => onChange('industry', value ?? '')}
    />
  )
}
