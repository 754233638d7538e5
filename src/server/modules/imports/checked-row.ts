import type { ImportField, ImportProblem, ImportRow, RowAction } from '../../../api/imports.ts'
import type { ValueField } from '../customers/index.ts'
import type { Column } from './match-columns.ts'
import type { Candidate, ContactBook } from './match-contact.ts'

/** What is wrong with a cell, with the words its sentence needs. */
export interface Problem extends ImportProblem {
  readonly value: string
  /** of the cell; null: kept as text. Absent: the value is of the row as a whole */
  readonly field?: ImportField | null
  readonly about?: Readonly<Record<string, string>>
}

/** A customer of the owning organisation that a row may match. */
export interface Existing {
  readonly id: string
  readonly revision: number
  readonly values: Readonly<Partial<Record<ValueField, string | null>>>
  readonly contact: Candidate | null
  readonly imported: Readonly<Record<string, string>>
  /** by the name of a text: the fields that it was meant for */
  readonly importedFields: Readonly<Record<string, readonly string[]>>
}

/** What is settled for the whole file: the operator's settings and what the importing person may do. */
export interface Rules {
  readonly columns: readonly Column[]
  /** the operator's setting of required customer fields; the name always is */
  readonly required: ReadonlySet<string>
  /** fields this person may not read: nothing that is told may depend on what stands there (ACC-15) */
  readonly hidden: ReadonlySet<string>
  /** attributes this person may write, `imported` among them (ACC-14) */
  readonly writable: ReadonlySet<string>
  readonly contacts: ContactBook
  /** whether rows may create customers, and change those that are there */
  readonly mayCreate: boolean
  readonly mayUpdate: boolean
  readonly mayAssignContact: boolean
  /** the importing person, who may become contact without `customers.assign_contact` (CUS-7) */
  readonly self: string
  /** the operator's calendar day */
  readonly today: string
}

/** What Kontor makes of a record: nothing is written yet (IMP-3). */
export interface CheckedRow {
  readonly row: number
  readonly action: RowAction
  readonly externalId: string | null
  readonly name: string
  readonly existing: Existing | null
  /** to be written; fields that are absent keep what they hold */
  readonly values: Readonly<Partial<Record<ValueField, string>>>
  readonly contact: Candidate | null
  /** all read-only texts the record is to have */
  readonly imported: Readonly<Record<string, string>>
  readonly changes: ImportRow['changes']
  readonly problems: readonly Problem[]
}

/** The id of a record, and where the file has it already. */
export interface Identity {
  readonly externalId: string | null
  readonly firstRow: number | undefined
}
