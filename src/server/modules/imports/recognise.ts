import { UnreadableFile } from './file-problem.ts'

const zip = Buffer.from('PK\u0003\u0004', 'latin1')
const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const others = [
  '%PDF',
  '7z\u00bc\u00af',
  'Rar!',
  '\u001f\u008b',
  '{\\rtf',
  '\u0089PNG',
  '\u00ff\u00d8\u00ff',
  'GIF8',
  'BZh',
  '\u00fd7zXZ',
].map((start) => Buffer.from(start, 'latin1'))

const utf16 = [Buffer.from('fffe', 'hex'), Buffer.from('feff', 'hex')]

function startsWith(head: Buffer, start: Buffer): boolean {
  return head.subarray(0, start.length).equals(start)
}

// the name of a stream in a compound file, which stands in UTF-16
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')

/** Whether the file is an archive, as workbooks are since 2007; judged by its first bytes. */
export function isArchive(head: Buffer): boolean {
  return startsWith(head, zip)
}

/** Whether this part of a file shows a workbook with a password: not a zip then, but a compound file like the old `.xls`. */
export function protectedWorkbook(part: Uint8Array): boolean {
  return Buffer.from(part.buffer, part.byteOffset, part.byteLength).includes(encryptedPackage)
}

/** Refuses what is a text file by its name only, judged by its first bytes (IMP-8). */
export function recognise(head: Buffer, locked: boolean): void {
  if (head.length === 0) throw new UnreadableFile('empty')
  if (startsWith(head, compound)) throw new UnreadableFile(locked ? 'encrypted' : 'spreadsheet')
  if (others.some((start) => startsWith(head, start))) throw new UnreadableFile('binary')
  if (utf16.some((mark) => startsWith(head, mark))) throw new UnreadableFile('encoding_unsupported')
  // a stray control character is a matter of its row; many are no text
  let controls = 0
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 26) || (byte > 26 && byte < 32)) controls += 1
  if (controls > 2 && controls / head.length > 0.001) throw new UnreadableFile('binary')
}
