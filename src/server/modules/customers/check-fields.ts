import { requiredIn, states } from '../../../api/countries.ts'
import type { CustomerChange } from '../../../api/customers.ts'
import type { Actor } from '../../access/index.ts'
import { type FieldCode, type FieldProblem, Refusal } from '../../platform/errors.ts'
import { type ValueField, readField, valueFields } from './fields/read-field.ts'
import { exampleOfVatId } from './fields/vat-id.ts'

type Values = Partial<Record<ValueField, string | null>>

type Stored = Record<'country' | 'postal_code' | 'state' | 'vat_id', string | null>

interface Asked {
  given: CustomerChange
  /** what stands now; the country of a change may be the stored one */
  stored: Stored | null
  required: readonly string[]
  /** what the writer may not read is not told either */
  hidden?: ReadonlySet<string>
  today: string
}

/**
 * Master data as they are stored: each value in the form of its kind and country, or every problem at its field (CUS-2).
 * Absent keeps, null clears; what depends on the country must fit a new one.
 *
 * @throws Refusal 422 fields.invalid
 */
export function checkFields({ given, stored, required, hidden, today }: Asked): Values {
  const problems: FieldProblem[] = []
  const values: Values = {}
  const demanded = new Set(required)
  const country = given.country === undefined ? (stored?.country ?? undefined) : (given.country ?? undefined)
  const kept = stored && country !== (stored.country ?? undefined) ? dependent(stored, hidden) : {}
  for (const field of valueFields) {
    const raw = given[field] === undefined ? kept[field] : given[field]
    const needed = field === 'status' || isRequired(field, demanded, country)
    if (raw === undefined ? !stored && needed : raw === null && needed) problems.push({ path: field, code: 'missing' })
    if (raw === undefined) continue
    if (raw === null) {
      if (given[field] === null) values[field] = null
      continue
    }
    const read =
      field === 'state' && given.state === undefined
        ? readState(raw, country)
        : readField[field](raw, { country, today })
    if ('problem' in read) problems.push(problemOf(field, read.problem, raw, country))
    else if (given[field] !== undefined) values[field] = read.value
  }
  if (problems.length > 0) throw new Refusal('fields.invalid', { fields: problems })
  return values
}

/** Whether a customer in this country must have the field: the name always, others by the operator's setting (CUS-2). */
export function isRequired(field: string, required: ReadonlySet<string>, country: string | null | undefined): boolean {
  return field === 'name' || (required.has(field) && requiredIn(field, country))
}

// a postal code of the old country would stand at the new one
function dependent({ postal_code, state, vat_id }: Stored, hidden: ReadonlySet<string> = new Set()): Values {
  const kept = Object.entries({ postalCode: postal_code, state, vatId: vat_id })
  return Object.fromEntries(kept.filter(([field]) => !hidden.has(`customer.${field}`)))
}

/** A state that stands already is no state of another country; one that nobody knows stays. */
function readState(raw: string, country: string | undefined): { value: string } | { problem: 'invalid' } {
  const isElsewhere = Object.entries(states).some(([code, known]) => code !== country && known?.includes(raw))
  const isHere = country !== undefined && states[country]?.includes(raw)
  return isElsewhere && !isHere ? { problem: 'invalid' } : { value: raw }
}

// the sentence for German codes says what they look like; lengths were checked with the shape
function problemOf(path: string, problem: FieldCode, raw: string, country: string | undefined): FieldProblem {
  if (problem === 'too_long') return { path, code: 'invalid' }
  if (path === 'vatId') return { path, code: problem, vars: { example: exampleOfVatId(raw, country) } }
  return { path, code: path === 'postalCode' && country === 'DE' ? 'postal_code_de' : problem }
}

/** ACC-16: a read-only or hidden attribute is refused by name; a hidden one like one that does not exist. */
export function refuseLocked(
  given: object,
  levels: { hidden: ReadonlySet<string>; readOnly: ReadonlySet<string> },
): void {
  const fields = Object.keys(given).flatMap((key): FieldProblem[] => {
    const attribute = `customer.${key}`
    if (levels.hidden.has(attribute)) return [{ path: key, code: 'unknown' }]
    return levels.readOnly.has(attribute) ? [{ path: key, code: 'locked' }] : []
  })
  if (fields.length > 0) throw new Refusal('access.attribute_locked', { fields })
}

/** The operator's calendar day. */
export function todayFor(actor: Actor, now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: actor.operator.timeZone, dateStyle: 'short' }).format(now)
}

const columns: Record<ValueField, string> = {
  name: 'name',
  status: 'status',
  externalId: 'external_id',
  email: 'email',
  phone: 'phone',
  website: 'website',
  street: 'street',
  postalCode: 'postal_code',
  city: 'city',
  state: 'state',
  country: 'country',
  industry: 'industry',
  vatId: 'vat_id',
  customerSince: 'customer_since',
}

/** Values by the columns of the table. */
export function asColumns(values: Values): Record<string, string | null> {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [columns[field as ValueField], value]))
}
