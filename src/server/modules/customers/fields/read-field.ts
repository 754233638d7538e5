import { type ImportField, importFields } from '../../../../api/imports.ts'
import { readCountry } from './country.ts'
import { readDate } from './date.ts'
import { readEmail } from './email.ts'
import { readIndustry } from './industry.ts'
import type { Outcome } from './outcome.ts'
import { readPhone } from './phone.ts'
import { readPostalCode } from './postal-code.ts'
import { readStatus } from './status.ts'
import { readName, readText } from './text.ts'
import { readVatId } from './vat-id.ts'
import { readWebsite } from './website.ts'

/** Fields whose value is text of its own; the contact is a person and looked up elsewhere. */
export type ValueField = Exclude<ImportField, 'contact'>
export const valueFields: readonly ValueField[] = importFields.filter((field) => field !== 'contact')

/** What the reading of one cell may depend on besides the cell. */
export interface Surroundings {
  /** of the row, or of the record it matches */
  readonly country: string | undefined
  /** the operator's calendar day */
  readonly today: string
}

/** What each field makes of a cell that is not empty (IMP-3). */
export const readField: Readonly<Record<ValueField, (raw: string, around: Surroundings) => Outcome>> = {
  externalId: (raw) => readText(raw, 60),
  name: (raw) => readName(raw, 200),
  status: (raw) => readStatus(raw),
  email: (raw) => readEmail(raw),
  phone: (raw, { country }) => readPhone(raw, country),
  website: (raw) => readWebsite(raw),
  street: (raw) => readText(raw, 200),
  postalCode: (raw, { country }) => readPostalCode(raw, country),
  city: (raw) => readText(raw, 100),
  state: (raw) => readText(raw, 60),
  country: (raw) => readCountry(raw),
  industry: (raw) => readIndustry(raw),
  vatId: (raw, { country }) => readVatId(raw, country),
  customerSince: (raw, { today }) => readDate(raw, today),
}
