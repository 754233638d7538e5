import { type NumberFormat, readFormats } from './number-formats.ts'
import { readSheet, type SheetRow } from './read-sheet.ts'
import { readSharedStrings, type SharedStrings } from './shared-strings.ts'
import { WorkbookProblem } from './workbook-problem.ts'
import { attributesOf, XmlScanner } from './xml-scanner.ts'
import { ZipReader } from './zip-reader.ts'

/** A workbook that is open; its rows are read from the disk, a piece at a time. */
export interface Workbook {
  /** those that people see, in their order */
  readonly sheets: readonly string[]
  rows: (sheet: string) => AsyncGenerator<SheetRow>
  close: () => Promise<void>
}

const MiB = 1024 * 1024
/** What is unpacked at most: an archive can promise a thousand times its size. */
const limits = { frame: 2 * MiB, styles: 16 * MiB, strings: 160 * MiB, sheet: 256 * MiB, sheets: 200 }

interface Sheet {
  name: string
  path: string
  hidden: boolean
}

/**
 * Opens a workbook of the format that Excel writes since 2007 (IMP-2, IMP-8).
 *
 * @param mostColumns a value further to the right is refused
 * @throws WorkbookProblem
 */
export async function openWorkbook(path: string, mostColumns: number): Promise<Workbook> {
  const zip = await ZipReader.open(path)
  try {
    const { sheets, since1904, folder } = await readFrame(zip)
    const visible = sheets.filter(({ hidden }) => !hidden)
    if (visible.length === 0) throw new WorkbookProblem('broken')
    let shared: Promise<{ strings: SharedStrings | undefined; formats: readonly NumberFormat[] }> | undefined
    return {
      sheets: visible.map(({ name }) => name),
      async *rows(name) {
        const sheet = visible.find((one) => one.name === name)
        if (!sheet) throw new WorkbookProblem('broken')
        shared ??= readShared(zip, folder)
        yield* readSheet(zip.read(sheet.path, limits.sheet), { ...(await shared), since1904, mostColumns })
      },
      close: () => zip.close(),
    }
  } catch (error) {
    await zip.close()
    throw error
  }
}

async function readShared(zip: ZipReader, folder: string) {
  const strings = `${folder}sharedStrings.xml`
  const styles = `${folder}styles.xml`
  return {
    strings: zip.has(strings) ? await readSharedStrings(zip.read(strings, limits.strings)) : undefined,
    formats: zip.has(styles) ? await readFormats(zip.read(styles, limits.styles)) : [],
  }
}

async function readFrame(zip: ZipReader): Promise<{ sheets: Sheet[]; since1904: boolean; folder: string }> {
  if (!zip.has('[Content_Types].xml')) throw otherArchive(zip)
  const main = [...(await relations(zip, '_rels/.rels', '')).values()].find(({ type }) => type === 'officeDocument')
  const path = main?.target ?? 'xl/workbook.xml'
  if (path.endsWith('.bin')) throw new WorkbookProblem('other_format')
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const text = await zip.text(path, limits.frame)
  if (text === undefined || !path.startsWith('xl/')) throw new WorkbookProblem('no_workbook')
  const targets = await relations(zip, `${folder}_rels/${path.slice(folder.length)}.rels`, folder)
  const sheets: Sheet[] = []
  let since1904 = false
  each(text, (name, attributes) => {
    if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attributes()['date1904'] ?? '')
    if (name !== 'sheet') return
    const { name: title = '', id = '', state } = attributes()
    const target = targets.get(id)
    // a chart on a sheet of its own has no cells
    if (target?.type !== 'worksheet' || sheets.length >= limits.sheets) return
    sheets.push({ name: title, path: target.target, hidden: state === 'hidden' || state === 'veryHidden' })
  })
  return { sheets, since1904, folder }
}

function otherArchive(zip: ZipReader): WorkbookProblem {
  const names = zip.names()
  // OpenDocument, Apple Numbers
  const other = names.includes('mimetype') || names.some((name) => name.startsWith('Index/'))
  return new WorkbookProblem(other ? 'other_format' : 'no_workbook')
}

async function relations(zip: ZipReader, path: string, folder: string) {
  const found = new Map<string, { type: string; target: string }>()
  const text = await zip.text(path, limits.frame)
  each(text ?? '', (name, attributes) => {
    if (name !== 'Relationship') return
    const { Id = '', Type = '', Target = '' } = attributes()
    found.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: resolved(folder, Target) })
  })
  return found
}

function resolved(folder: string, target: string): string {
  const parts: string[] = []
  for (const part of (target.startsWith('/') ? target : `${folder}${target}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

function each(text: string, told: (name: string, attributes: () => Record<string, string>) => void): void {
  const scanner = new XmlScanner({ open: (name, attributes) => told(name, () => attributesOf(attributes)) })
  scanner.push(Buffer.from(text))
  scanner.end()
}
