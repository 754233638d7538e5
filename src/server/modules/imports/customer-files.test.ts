import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { type ImportField, importFields } from '../../../api/imports.ts'
import { batchesOf, FileCheck } from './check-file.ts'
import type { CheckedRow, Existing } from './checked-row.ts'
import { detect } from './detect.ts'
import { matchColumns } from './match-columns.ts'
import { ContactBook } from './match-contact.ts'
import { readRecords } from './read-records.ts'

const people = ['Anna Schmidt', 'Jürgen Groß', 'Zoë Weiß'].map((name) => ({ id: name.toLowerCase(), name }))
const old = new URL('../../../../test/data/kunden-altsystem-windows1252.csv', import.meta.url)
const modern = new URL('../../../../test/data/customers-utf8-comma.csv', import.meta.url)

async function check(
  file: URL,
  existing: ReadonlyMap<string, Existing> = new Map(),
  contacts = people,
): Promise<CheckedRow[]> {
  const open = () => [readFileSync(file)]
  const records = readRecords(open, await detect(open))
  const header = await records.next()
  const rules = {
    columns: matchColumns(header.done ? [] : header.value.cells),
    contacts: new ContactBook(contacts),
    required: new Set<ImportField>(['name', 'email', 'street', 'city', 'country', 'postalCode']),
    hidden: new Set<string>(),
    writable: new Set([...importFields, 'imported']),
    mayCreate: true,
    mayUpdate: true,
    mayAssignContact: true,
    self: 'nobody',
    today: '2026-11-22',
  }
  const lookup = { existing: async () => existing, namesakes: async () => new Map() }
  const fileCheck = new FileCheck(rules)
  const all: CheckedRow[] = []
  for await (const batch of batchesOf(records)) all.push(...(await fileCheck.check(batch, lookup)))
  return all
}

// The same files read by a second, naive pass that shares nothing with Kontor's: what a careful person would say about each row.
interface Judged {
  row: number
  cells: string[]
  problems: string[]
}

const countries: Record<string, string> = {
  deutschland: 'DE',
  germany: 'DE',
  de: 'DE',
  d: 'DE',
  österreich: 'AT',
  at: 'AT',
  a: 'AT',
  schweiz: 'CH',
  ch: 'CH',
  niederlande: 'NL',
  nl: 'NL',
  dänemark: 'DK',
  dk: 'DK',
  polen: 'PL',
  pl: 'PL',
}
const codes: Record<string, RegExp> = {
  DE: /^\d{5}$/,
  AT: /^\d{4}$/,
  CH: /^\d{4}$/,
  DK: /^\d{4}$/,
  NL: /^\d{4} [A-Z]{2}$/,
  PL: /^\d{2}-\d{3}$/,
}

function judge(file: URL, delimiter: string): Judged[] {
  const bytes = readFileSync(file)
  const text = file === old ? bytes.toString('latin1') : bytes.toString('utf8').slice(1)
  const [, ...lines] = text.split('\r\n').filter(Boolean)
  const first = new Map<string, number>()
  return lines.map((line, at) => {
    const cells = [
      ...`${line}${delimiter}`.matchAll(delimiter === ';' ? /("(?:[^"]|"")*"|[^;]*);/g : /("(?:[^"]|"")*"|[^,]*),/g),
    ].map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell))
    const [id = '', name = '', , postalCode = '', , country = '', , email = '', , since = ''] = cells
    const row = at + 2
    const problems = [
      first.has(id) ? `error Kundennr. id_repeated of ${first.get(id)}` : '',
      name.trim() ? '' : 'error Firma missing',
      codes[countries[country.trim().toLowerCase()] ?? '']?.test(postalCode) ? '' : 'error PLZ postal_code_invalid',
      /^\S+@\S+\.example$/.test(email) ? '' : 'error E-Mail email_invalid',
      since === '31.02.2021' ? 'warning Kunde seit date_invalid' : '',
    ].filter(Boolean)
    if (!first.has(id)) first.set(id, row)
    return { row, cells, problems }
  })
}

function explain({ row, action, problems }: CheckedRow): string {
  const said = problems.map(
    ({ level, column, code, about }) => `${level} ${column} ${code}${about?.['row'] ? ` of ${about['row']}` : ''}`,
  )
  return [row, action, ...said].join(' | ')
}

function tally(words: Iterable<string>): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]))
}

function applied({ externalId, values, contact, imported }: CheckedRow): Existing {
  return { id: String(externalId), revision: 1, values, contact, imported, importedFields: {} }
}

const files = [
  {
    file: old,
    delimiter: ';',
    rows: 1500,
    actions: { create: 1449, error: 51 },
    problems: {
      'Firma missing': 7,
      'PLZ postal_code_invalid': 14,
      'E-Mail email_invalid': 21,
      'Kundennr. id_repeated': 9,
      'Kunde seit date_invalid': 6,
    },
  },
  {
    file: modern,
    delimiter: ',',
    rows: 500,
    actions: { create: 487, error: 13 },
    problems: {
      'PLZ postal_code_invalid': 4,
      'E-Mail email_invalid': 7,
      'Kundennr. id_repeated': 2,
      'Kunde seit date_invalid': 3,
    },
  },
]

for (const { file, delimiter, rows, actions, problems } of files) {
  const name = file.pathname.split('/').at(-1)
  let checked: CheckedRow[]
  let judged: Judged[]
  beforeAll(async () => {
    checked = await check(file)
    judged = judge(file, delimiter)
  })

  test(`IMP-3 ${name}: every row is decided as a second reading decides it`, () => {
    const expected = judged.map((row) => {
      const action = row.problems.some((problem) => problem.startsWith('error')) ? 'error' : 'create'
      return [row.row, action, ...row.problems].join(' | ')
    })
    expect(checked.map(explain)).toEqual(expected)
  })

  test(`IMP-3 ${name}: the counts`, () => {
    expect(checked).toHaveLength(rows)
    expect(tally(checked.map(({ action }) => action))).toEqual(actions)
    expect(tally(checked.flatMap((row) => row.problems.map(({ column, code }) => `${column} ${code}`)))).toEqual(
      problems,
    )
  })

  test(`IMP-3 ${name}: nothing in the file is lost`, () => {
    for (const [at, row] of checked.entries()) {
      if (row.action === 'error') continue
      const [
        id,
        company,
        street,
        postalCode,
        city,
        country = '',
        phone = '',
        email,
        status,
        since = '',
        revenue = '',
        contact = '',
        remark = '',
      ] = judged[at]?.cells ?? []
      const impossible = since === '31.02.2021'
      const [day = '', month, year = ''] = since.split('.')
      const date = since.includes('-') ? since : `${year.padStart(4, '20')}-${month}-${day}`
      expect(row.values).toEqual({
        externalId: id,
        name: company?.trim(),
        street,
        postalCode,
        city,
        country: countries[country.trim().toLowerCase()],
        email,
        status: status === 'Kunde' ? 'customer' : 'prospect',
        ...(phone && { phone: row.values.phone }),
        ...(!impossible && { customerSince: date }),
      })
      // the digits stay; only the leading 0 gives way to the country
      expect(
        row.values.phone?.replaceAll(/\D/g, '').endsWith(phone.replaceAll(/\D/g, '').replace(/^0/, '')) ?? phone === '',
      ).toBe(true)
      expect(row.contact?.name ?? '').toBe(contact)
      expect(row.imported).toEqual({
        'Umsatz/Monat': revenue,
        ...(remark && { Bemerkung: remark }),
        ...(impossible && { 'Kunde seit': since }),
      })
    }
  })

  test(`IMP-3 ${name}: a second run changes nothing`, async () => {
    const existing = new Map(
      checked.filter(({ action }) => action === 'create').map((row) => [String(row.externalId), applied(row)]),
    )
    const again = await check(file, existing)
    expect(again.flatMap(({ changes }) => changes)).toEqual([])
    expect(again.map(({ action }) => action)).toEqual(
      checked.map(({ action }) => (action === 'create' ? 'unchanged' : action)),
    )
  })

  test(`IMP-3 ${name}: names of contacts that nobody has are kept, and the rows arrive`, async () => {
    const strangers = await check(file, new Map(), [])
    expect(tally(strangers.map(({ action }) => action))).toEqual(actions)
    for (const [at, { problems: found, imported }] of strangers.entries()) {
      const contact = judged[at]?.cells[11] ?? ''
      expect(found.filter(({ code }) => code === 'contact_unknown').map(({ value }) => value)).toEqual(
        contact ? [contact] : [],
      )
      expect(imported['Ansprechpartner'] ?? '').toBe(contact)
    }
  })
}
