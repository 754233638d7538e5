import type { CustomerChange } from '../../../api/customers.ts'
import { industries } from '../../../api/customers.ts'

/** What is typed in a form of a customer, in its order; the status and the people have their own places. */
export const formKeys = [
  'name',
  'email',
  'street',
  'postalCode',
  'city',
  'country',
  'state',
  'phone',
  'vatId',
  'industry',
  'website',
  'externalId',
  'customerSince',
] as const
export type FormKey = (typeof formKeys)[number]
export type FormValues = Record<FormKey, string>

export const emptyForm: FormValues = {
  name: '',
  email: '',
  street: '',
  postalCode: '',
  city: '',
  country: 'DE',
  state: '',
  phone: '',
  vatId: '',
  industry: '',
  website: '',
  externalId: '',
  customerSince: '',
}

/** The stored values as they are typed; null and hidden ones are empty. */
export function typedValues(stored: Partial<Record<FormKey, string | null | undefined>>): FormValues {
  const values = { ...emptyForm }
  for (const key of formKeys) values[key] = stored[key] ?? ''
  return values
}

/** What a form sends for some of its fields: empty ones clear (absent keeps, null clears). */
export function changeOf(values: FormValues, keys: readonly FormKey[]): CustomerChange {
  const typed = Object.fromEntries(keys.map((key) => [key, values[key].trim() === '' ? null : values[key].trim()]))
  const { name, industry, ...rest } = typed
  return {
    ...rest,
    // an empty name is sent as it is, so that the server says what is missing
    ...(name === undefined ? {} : { name: name ?? '' }),
    ...(industry === undefined ? {} : { industry: industries.find((one) => one === industry) ?? null }),
  }
}

/** Fields whose value is another than before. */
export function touchedKeys(before: FormValues, now: FormValues): FormKey[] {
  return formKeys.filter((key) => before[key].trim() !== now[key].trim())
}
