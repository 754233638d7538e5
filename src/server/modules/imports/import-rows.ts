import { type RawBuilder, sql } from 'kysely'
import type { TFunction } from 'i18next'
import type { QueryOf } from '../../../api/endpoint.ts'
import { type ImportRow, type importRows as endpoint, undoResults } from '../../../api/imports.ts'
import type { Language } from '../../../api/shapes.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { words } from '../../platform/i18n.ts'
import { exampleOfPostalCode, exampleOfVatId, hiddenTexts } from '../customers/index.ts'
import type { Problem } from './checked-row.ts'
import { findImport, type ImportRecord } from './find-import.ts'
import { readDecision } from './may-import.ts'

interface Stored {
  row: number
  action: ImportRow['action']
  name: string
  customer: string | null
  changes: ImportRow['changes']
  problems: Problem[]
  undone: ImportRow['undone']
  /** of the customer */
  fields: Record<string, string[]> | null
}

const text = 'imported.'

/** Rows of an import in their order, with sentences in the reader's language; without what the reader may not read (IMP-3, ACC-15). */
export async function readRows(
  tx: Tx,
  actor: Actor,
  id: string,
  { action, after, limit }: QueryOf<typeof endpoint>,
): Promise<{ items: ImportRow[]; more: boolean }> {
  const record = await findImport(tx, id)
  const { rows } = await sql<Stored>`
    select r.row, r.action, r.name, r.customer_id as customer, r.changes, r.problems,
      case when r.undone is not null then json_build_object('result', r.undone, 'why', r.undone_why) end as undone,
      (select c.imported_fields from customers c where c.id = r.customer_id) as fields
    from import_rows r
    where r.import_id = ${id} and r.row > ${after} and ${wanted(action)} order by r.row limit ${limit + 1}`.execute(tx)
  const { hidden } = readDecision(actor, record.organizationId)
  const t = words(actor.person.language, 'imports')
  const items = rows.slice(0, limit).map((row) => present(row, record, hidden, t))
  return { items, more: rows.length > limit }
}

function wanted(action: QueryOf<typeof endpoint>['action']): RawBuilder<unknown> {
  if (action === 'all') return sql`true`
  if (action === 'warned') return sql`r.warned`
  return undoResults.some((result) => result === action) ? sql`r.undone = ${action}` : sql`r.action = ${action}`
}

function present(
  { fields, ...row }: Stored,
  { columns }: ImportRecord,
  hidden: ReadonlySet<string>,
  t: TFunction,
): ImportRow {
  const isHidden = (field: string | null) => hidden.has(`customer.${field ?? 'imported'}`)
  const wrongValues = new Set(hiddenTexts(fields ?? {}, hidden))
  for (const { key, field } of columns) if (isHidden(field)) wrongValues.add(key)
  const isHiddenText = (name: string) => isHidden(null) || wrongValues.has(name)
  return {
    ...row,
    changes: row.changes.filter(({ attribute }) =>
      attribute.startsWith(text) ? !isHiddenText(attribute.slice(text.length)) : !isHidden(attribute),
    ),
    problems: row.problems.map(({ column, field, code, level, value, about }) => {
      const unseen = field === undefined ? columns.some((one) => isHidden(one.field)) : isHidden(field)
      const shown = unseen ? '' : value
      return { column, code, level, value: shown, message: sentence({ code, about }, shown, t) }
    }),
  }
}

/** A problem as it is stored with its row. */
export type StoredProblem = Problem

/** What is wrong, as the reader is told. */
export function sentencesFor(language: Language): (problem: StoredProblem) => string {
  const t = words(language, 'imports')
  return (problem) => sentence(problem, problem.value, t)
}

function sentence({ code, about }: Pick<Problem, 'code' | 'about'>, value: string, t: TFunction): string {
  const example = exampleFor(code, value, about?.['country'])
  const variants: Partial<Record<Problem['code'], string>> = {
    postal_code_invalid:
      about?.['country'] === 'DE' ? 'postal_code_de' : example ? 'postal_code_invalid' : 'postal_code_odd',
    possible_duplicate: about?.['row'] === undefined ? 'possible_duplicate' : 'possible_duplicate_row',
  }
  return t(`problem.${variants[code] ?? code}`, { value, example, row: about?.['row'] ?? '' })
}

function exampleFor(code: Problem['code'], value: string, country: string | undefined): string {
  if (code === 'vat_id_invalid' || code === 'vat_id_check_digit') return exampleOfVatId(value, country)
  return country === undefined ? '' : exampleOfPostalCode(country)
}
