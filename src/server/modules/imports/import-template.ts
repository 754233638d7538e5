import { sql } from 'kysely'
import { CustomerStatus, industries } from '../../../api/customers.ts'
import { type ImportField, importFields } from '../../../api/imports.ts'
import type { Actor } from '../../access/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type FillInColumn, writeFillIn } from '../../platform/excel/fill-in-workbook.ts'
import { words } from '../../platform/i18n.ts'
import type { Rules } from './checked-row.ts'
import { exampleOf } from './example-row.ts'
import { rulesFor } from './rules-for.ts'

/** To choose from; every other one can be typed. */
const countries =
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ')

const widths: Partial<Record<ImportField, number>> = { name: 32, email: 28, website: 24, street: 26, contact: 24 }

/**
 * A workbook for customers of the acting organisation, with what this reader may bring (IMP-1).
 *
 * @throws Refusal 403
 */
export async function importTemplate(tx: Tx, actor: Actor, now: Date): Promise<{ name: string; content: Uint8Array }> {
  const rules = await rulesFor(tx, actor, actor.organization.id, [], now)
  const { rows: contacts } = await sql<{ name: string }>`
    select name from access.contact_candidates(${actor.organization.id}) order by name`.execute(tx)
  const { language } = actor.person
  const t = words(language, 'imports')
  const lists = listsFor(
    language,
    contacts.map(({ name }) => name),
  )
  const content = await writeFillIn({
    sheet: t('template.sheet'),
    lists: t('template.lists'),
    exampleNote: t('template.example'),
    otherValue: t('template.wrong'),
    columns: importFields
      .filter((field) => rules.writable.has(field))
      .map((field) => columnFor(field, language, lists, rules)),
  })
  return { name: `${t('template.file')}.xlsx`, content }
}

type Lists = Partial<Record<ImportField, readonly string[]>>

function listsFor(language: Actor['person']['language'], contacts: readonly string[]): Lists {
  const t = words(language, 'customers')
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const sorted = (all: string[]) => all.toSorted(new Intl.Collator(language).compare)
  return {
    status: CustomerStatus.options.map((status) => t(`status.${status}`)),
    country: sorted(countries.map((code) => names.of(code) ?? code)),
    industry: sorted(industries.map((industry) => t(`industry.${industry}`))),
    contact: contacts,
  }
}

function columnFor(
  field: ImportField,
  language: Actor['person']['language'],
  lists: Lists,
  { required }: Rules,
): FillInColumn {
  const t = words(language, 'imports')
  const choices = lists[field]
  const must = field === 'name' || field === 'externalId' || required.has(field)
  return {
    title: words(language, 'customers')(`column.${field}`),
    note: [t(must ? 'template.required' : 'template.optional'), t(`template.hint.${field}`)].join(' '),
    example: field === 'customerSince' ? new Date(exampleOf(field, language)) : exampleOf(field, language),
    width: widths[field] ?? 18,
    ...(choices && { choices }),
  }
}
