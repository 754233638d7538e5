import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mostImportBytes } from '../../../api/imports.ts'
import { readTableFile } from './table-file.ts'
import { expect, test } from 'vitest'
import { importFields } from '../../../api/imports.ts'
import { columnNames } from './column-names.ts'
import type { Dialect, Open } from './decode.ts'
import { detect } from './detect.ts'
import { matchColumns, remapColumns } from './match-columns.ts'
import { folds } from '../customers/index.ts'
import { type FileRecord, readRecords } from './read-records.ts'

function file(content: string | Buffer, size = 7): Open {
  const bytes = Buffer.from(content)
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; at += size) parts.push(bytes.subarray(at, at + size))
  return () => parts
}

async function records(
  content: string | Buffer,
  dialect: Dialect = { encoding: 'utf-8', delimiter: ';' },
): Promise<FileRecord[]> {
  const all: FileRecord[] = []
  for await (const record of readRecords(file(content), dialect)) all.push(record)
  return all
}

const header = 'Nr;Firma;Ort;Land;Bemerkung'

test.each([
  ['utf-8', ';', 'Nr;Straße\n1;Köln\n'],
  ['utf-8', ';', '\ufeffNr;Straße\n'],
  ['utf-8', ',', 'Nr,Firma,Wert\n1,"Groß; klein","1,5"\n'],
  ['utf-8', '\t', 'Nr\tFirma, Ort\n1\ta, b\n'],
  ['utf-8', ';', 'Nr;Firma;Umsatz, netto\n1;A;1,5\n2;B;2,5\n3;"C;D";3,5\n'],
  ['utf-8', ',', 'sep=,\nNr;1,Firma\n'],
  ['utf-8', ';', 'Firma\nA, B\n'],
  ['windows-1252', ';', Buffer.from('Nr;Stra\u00dfe\n1;K\u00f6ln\n', 'latin1')],
  ['windows-1252', ';', Buffer.from('Nr;Preis\n1;5 \u0080\n', 'latin1')],
])('IMP-2 detects %s and %j', async (encoding, delimiter, content) => {
  expect(await detect(file(content))).toEqual({ encoding, delimiter })
})

test('IMP-2 Windows-1252 has its own characters from 0x80 to 0x9f', async () => {
  const bytes = Buffer.concat([
    Buffer.from('Nr;Text\n1;'),
    Buffer.from([0x80, 0x84, 0x93, 0x96, 0x8a, 0x9a, 0x99, 0xe4]),
  ])
  const [, row] = await records(bytes, { encoding: 'windows-1252', delimiter: ';' })
  expect(row?.cells[1]).toBe('€„“–Šš™ä')
})

const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex')

test.each([
  ['empty', Buffer.alloc(0)],
  ['empty', Buffer.from('\ufeff \r\n;;')],
  ['encrypted', Buffer.concat([compound, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')])],
  ['spreadsheet', Buffer.concat([compound, Buffer.alloc(600)])],
  ['binary', Buffer.from('%PDF-1.7 ...')],
  ['binary', Buffer.from([1, 2, 3, 4, 0, 0, 0, 5, 6, 7])],
  ['encoding_unsupported', Buffer.from('\ufeffNr;Firma\n', 'utf16le')],
  ['too_many_columns', Buffer.from(`${'a;'.repeat(1_000_000)}\n`)],
])('IMP-8 refuses: %s', async (code, content) => {
  await expect(detect(file(content, 65_536))).rejects.toMatchObject({ code })
})

test('IMP-8 refuses what is too large without reading it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-reading-'))
  const path = join(folder, 'kunden.csv')
  await writeFile(path, '')
  await truncate(path, mostImportBytes + 1)
  const fields = [{ path: 'file', code: 'file_over', vars: { most: '64 MB', size: '65 MB' } }]
  await expect(readTableFile(path, folder)).rejects.toMatchObject({ code: 'files.too_large', details: { fields } })
  await rm(folder, { recursive: true })
})

test('IMP-8 a NUL, which no text of the database can hold, is read as a sign that cannot be read', async () => {
  expect(await records('Fir\0ma;Ort\nA\0x;B\n')).toEqual([
    { row: 1, cells: ['Fir\ufffdma', 'Ort'] },
    { row: 2, cells: ['A\ufffdx', 'B'] },
  ])
  const [, line] = await records(`Firma;Ort\n"A\0x;B\n${'C;D\n'.repeat(300_000)}`)
  expect(line).toEqual({ row: 2, cells: ['"A\ufffdx;B'], unreadable: true })
})

test('IMP-3 rows are counted as a spreadsheet does: the header is 1, line breaks in cells and blank lines keep the count', async () => {
  const content = `sep=;\r\n\r\n${header}\r\n1;"A ""B"" C";x;y;"eins\r\nzwei; drei"\r\n\r\n;;;;\r\n2;Hotel "Post";x;y;\r\n3;"Müller" GmbH;x;y\n4;a;b;c;d;e\r5;f;g;h;i\u001a`
  expect(await records(content)).toEqual([
    { row: 1, cells: header.split(';') },
    { row: 2, cells: ['1', 'A "B" C', 'x', 'y', 'eins\r\nzwei; drei'] },
    { row: 5, cells: ['2', 'Hotel "Post"', 'x', 'y', ''] },
    { row: 6, cells: ['3', '"Müller" GmbH', 'x', 'y'] },
    { row: 7, cells: ['4', 'a', 'b', 'c', 'd', 'e'] },
    { row: 8, cells: ['5', 'f', 'g', 'h', 'i\u001a'] },
  ])
})

test('IMP-3 a quotation mark that is never closed costs its own row only', async () => {
  const content = `${header}\n1;A;x;y;\n2;"Offen;x;y;\n3;C;x;y;"Rückruf\nnach Messe"\n4;D;x;y;\n5;"E;x;y;z\n`
  const read = await records(content)
  expect(read.map(({ row, cells, unreadable }) => [row, cells[0], unreadable ?? false])).toEqual([
    [1, 'Nr', false],
    [2, '1', false],
    [3, '2;"Offen;x;y;', true],
    [4, '3', false],
    [5, '4', false],
    [6, '5;"E;x;y;z', true],
  ])
  expect(read[3]?.cells[4]).toBe('Rückruf\nnach Messe')
})

test('IMP-3 a swallowed row is noticed even where the number of cells is right', async () => {
  const content = `${header}\n1;A;x;y;"offen\n2;B;x;y;"Rückruf\nnach Messe"\n3;C;x;y;\n`
  const read = await records(content)
  expect(read.map(({ row, cells }) => [row, cells.length])).toEqual([
    [1, 5],
    [2, 1],
    [3, 5],
    [4, 5],
  ])
})

test('IMP-8 a file of nothing but stray quotation marks is given up soon', async () => {
  const content = `${header}\n${'1;"A;x;y;z\n'.repeat(100)}`
  await expect(records(content)).rejects.toMatchObject({ code: 'quotes_unbalanced' })
  await expect(records('"Nr;Firma\n')).rejects.toMatchObject({ code: 'header_unreadable' })
})

test.each([
  [
    'Kundennr.|Firma|Straße|PLZ|Ort|Land|Telefon|E-Mail|Kundenstatus|Kunde seit|Umsatz/Monat|Ansprechpartner|Bemerkung',
    'externalId|name|street|postalCode|city|country|phone|email|status|customerSince||contact|',
  ],
  [
    'CUSTOMER NO|company_name|Street address|ZIP Code|City|country|Phone|e mail|Website|VAT-ID|Industry|State',
    'externalId|name|street|postalCode|city|country|phone|email|website|vatId|industry|state',
  ],
  [' STRASSE |Postleitzahl|USt-IdNr.|Branche|Bundesland', 'street|postalCode|vatId|industry|state'],
  // the heads of Kontor's own exports
  ['Nr.|Firma|Externe Nr.|Partner-Kontakt|Betreuer|Kunde seit|Angelegt', '|name|externalId|contact||customerSince|'],
  ['No.|Company|External no.|Partner contact|Account manager|Telephone', '|name|externalId|contact||phone'],
])('IMP-2 columns are matched by header in either language, whatever the spelling: %s', (headers, fields) => {
  const found = matchColumns(headers.split('|')).map(({ field }) => field ?? '')
  expect(found.join('|')).toBe(fields)
})

test('IMP-2 of two columns for one field the more certain takes it, the other is kept as text', () => {
  expect(matchColumns(['Mobil', 'Telefon', 'Telefon', '', 'Name', 'Firma '])).toEqual([
    { header: 'Mobil', key: 'Mobil', field: null },
    { header: 'Telefon', key: 'Telefon', field: 'phone' },
    { header: 'Telefon', key: 'Telefon (2)', field: null },
    { header: '', key: '#4', field: null },
    { header: 'Name', key: 'Name', field: null },
    { header: 'Firma ', key: 'Firma', field: 'name' },
  ])
})

test('IMP-2 a mapping by hand takes a field from the column that had it', () => {
  const columns = remapColumns(
    matchColumns(['Telefon', 'Zentrale', 'Ort']),
    new Map([
      ['Zentrale', 'phone' as const],
      ['Ort', null],
    ]),
  )
  expect(columns.map(({ field }) => field)).toEqual([null, 'phone', null])
})

test('IMP-2 no header stands for two fields', () => {
  const words = importFields.flatMap((field) => [...new Set(columnNames[field].flatMap(folds))])
  expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
})
