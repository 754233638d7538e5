import { deflateRawSync } from 'node:zlib'

/** An entry of an archive that is made by hand, with lies where they are wanted. */
interface Part {
  name: string
  content: Buffer
  /** what the archive says about the size; absent: the truth */
  says?: number
  encrypted?: boolean
}

/** An archive of these parts. */
function archive(parts: Part[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, says = content.length, encrypted = false } of parts) {
    const packed = deflateRawSync(content, { level: 9 })
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(encrypted ? 1 : 0, 6)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(says, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(encrypted ? 1 : 0, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(says, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    directory.push(entry, Buffer.from(name))
    bodies.push(head, Buffer.from(name), packed)
    at += 30 + name.length + packed.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, entries, end])
}

const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const related = (...all: [string, string, string][]) =>
  Buffer.from(
    `<Relationships>${all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`).join('')}</Relationships>`,
  )

/** What stands around the sheet of a workbook. */
function frame(): Part[] {
  return [
    {
      name: '[Content_Types].xml',
      content: Buffer.from(`<Types><Default Extension="xml" ContentType="${kind}"/></Types>`),
    },
    { name: '_rels/.rels', content: related(['rId1', 'officeDocument', 'xl/workbook.xml']) },
    {
      name: 'xl/workbook.xml',
      content: Buffer.from(
        '<workbook xmlns:r="r"><sheets><sheet name="Kunden" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: related(['rId1', 'worksheet', 'worksheets/sheet1.xml'], ['rId2', 'sharedStrings', 'sharedStrings.xml']),
    },
  ]
}

const text = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`
const header = `<row r="1">${text('A1', 'Firma')}${text('B1', 'Ort')}</row>`
const sheetOf = (rows: string) => Buffer.from(`<worksheet><sheetData>${rows}</sheetData></worksheet>`)

/** A workbook whose sheet has these rows below a header, with other parts in place of its own. */
function workbookOf(rows: string | Buffer, more: Part[] = []): Buffer {
  const content = typeof rows === 'string' ? sheetOf(header + rows) : rows
  const parts = [...frame(), { name: 'xl/worksheets/sheet1.xml', content }]
  const replaced = parts.filter(({ name }) => !more.some((other) => other.name === name))
  return archive([...replaced, ...more])
}

const MiB = 1024 * 1024
const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const entities = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
  .split('')
  .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghi'[at]};`.repeat(10)}">`)
  .join('')}]>`
const external = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
const sheet = 'xl/worksheets/sheet1.xml'
const strings = 'xl/sharedStrings.xml'

/** Files that want to do harm, with the code of the refusal; null: harmless once they are read (IMP-8). */
export const hostileFiles: Record<string, { make: () => Buffer; code: string | null }> = {
  'nothing at all': { make: () => Buffer.alloc(0), code: 'empty' },
  'an archive cut off': { make: () => workbookOf('').subarray(0, 300), code: 'workbook_broken' },
  'an archive without a workbook': {
    make: () => archive([{ name: 'kunden.csv', content: Buffer.from('Firma;Ort') }]),
    code: 'archive',
  },
  'a text of a word processor': {
    make: () =>
      archive([
        { name: '[Content_Types].xml', content: Buffer.from('<Types/>') },
        { name: '_rels/.rels', content: related(['rId1', 'officeDocument', 'word/document.xml']) },
        { name: 'word/document.xml', content: Buffer.from('<document/>') },
      ]),
    code: 'archive',
  },
  'an OpenDocument sheet': {
    make: () => archive([{ name: 'mimetype', content: Buffer.from('application/vnd.oasis.opendocument.spreadsheet') }]),
    code: 'spreadsheet',
  },
  'a binary workbook': {
    make: () =>
      archive([
        { name: '[Content_Types].xml', content: Buffer.from('<Types/>') },
        { name: '_rels/.rels', content: related(['rId1', 'officeDocument', 'xl/workbook.bin']) },
      ]),
    code: 'spreadsheet',
  },
  'a workbook with a password': {
    make: () =>
      Buffer.concat([compound, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(600)]),
    code: 'encrypted',
  },
  'an archive with a password': {
    make: () => archive([{ name: sheet, content: Buffer.from('x'), encrypted: true }]),
    code: 'encrypted',
  },
  'a sheet of a gigabyte': {
    make: () => workbookOf(Buffer.from('x'), [{ name: sheet, content: Buffer.alloc(64 * MiB, ' '), says: 1024 * MiB }]),
    code: 'unpacked_too_large',
  },
  'a sheet that is larger than it says': {
    make: () => workbookOf(Buffer.from('x'), [{ name: sheet, content: Buffer.alloc(200 * MiB, ' '), says: 1000 }]),
    code: 'workbook_broken',
  },
  'a sheet of nothing but space': {
    make: () => workbookOf(Buffer.alloc(250 * MiB, ' ')),
    code: 'workbook_broken',
  },
  'texts of a hundred million signs': {
    make: () =>
      workbookOf(`<row r="2"><c r="A2" t="s"><v>0</v></c></row>`, [
        { name: strings, content: Buffer.from(`<sst>${`<si><t>${'x'.repeat(1000)}</t></si>`.repeat(120_000)}</sst>`) },
      ]),
    code: 'unpacked_too_large',
  },
  'texts without end': {
    make: () =>
      workbookOf('<row r="2"><c r="A2" t="s"><v>0</v></c></row>', [
        { name: strings, content: Buffer.from(`<sst>${'<si/>'.repeat(25_000_000)}</sst>`) },
      ]),
    code: 'unpacked_too_large',
  },
  'entities that grow': { make: () => workbookOf(Buffer.from(`${entities}<worksheet/>`)), code: 'workbook_broken' },
  'an entity from elsewhere': {
    make: () =>
      workbookOf('', [{ name: strings, content: Buffer.from(`${external}<sst><si><t>&secret;</t></si></sst>`) }]),
    code: 'workbook_broken',
  },
  'a million columns': {
    make: () =>
      workbookOf(
        `<row r="2">${Array.from({ length: 1_000_000 }, (_, at) => `<c t="n"><v>${at % 10}</v></c>`).join('')}</row>`,
      ),
    code: 'too_many_columns',
  },
  'a value in the last column of the last row': {
    make: () => workbookOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    code: 'too_many_columns',
  },
  'a row behind the end': { make: () => workbookOf('<row r="99999999"/>'), code: 'workbook_broken' },
  'a tag without end': {
    make: () => workbookOf(Buffer.from(`<worksheet><sheetData><row r="1" ${'x'.repeat(80 * MiB)}`)),
    code: 'workbook_broken',
  },
  'a name without end': {
    make: () => workbookOf(`<row r="2" ${'a'.repeat(MiB - 1000)}>${text('A2', 'x')}</row>`),
    code: null,
  },
  'a format of nothing but brackets': {
    make: () =>
      workbookOf('<row r="2"><c r="A2" s="0"><v>7</v></c></row>', [
        {
          name: 'xl/styles.xml',
          content: Buffer.from(
            `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${'['.repeat(MiB - 1000)}"/></numFmts><cellXfs>${'<xf numFmtId="200"/>'.repeat(100_000)}</cellXfs></styleSheet>`,
          ),
        },
      ]),
    code: null,
  },
  'a value of a thousand pieces': {
    make: () =>
      workbookOf(`<row r="2"><c r="A2" t="str"><v>${`${'x'.repeat(100_000)}<!---->`.repeat(2_000)}</v></c></row>`),
    code: 'workbook_broken',
  },
  'short rows below a wide header': {
    make: () =>
      workbookOf(
        sheetOf(`<row>${'<c t="str"><v>a</v></c>'.repeat(500)}</row>${'<row><c><v>1</v></c></row>'.repeat(1_048_575)}`),
      ),
    code: 'unpacked_too_large',
  },
  'a formula that is to be computed': {
    make: () => workbookOf('<row r="2"><c r="A2"><f>WEBSERVICE("http://127.0.0.1:1/")</f><v>7</v></c></row>'),
    code: null,
  },
  'wrong types in every cell': {
    make: () =>
      workbookOf(
        '<row r="2"><c r="A2" t="s"><v>-1</v></c><c r="B2" t="q"><v>1e999</v></c><c r="C2" s="99999"><v>NaN</v></c><c r="D2" t="b"><v>maybe</v></c><c r="E2" t="d"><v>never</v></c></row>',
      ),
    code: null,
  },
  'an archive that holds its directory a million times': {
    make: () => {
      const made = workbookOf('')
      const end = made.subarray(-22)
      end.writeUInt16LE(0xffff, 10)
      return made
    },
    code: 'unpacked_too_large',
  },
}
