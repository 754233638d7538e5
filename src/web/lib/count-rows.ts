/** Counts the rows of a file while it arrives. */
export interface RowCounter {
  /** Takes the next part; `rows` may follow a moment later. */
  add: (part: Uint8Array<ArrayBuffer>) => void
  /** rows so far, without the header */
  rows: () => number
  /** How many there are, once the file is whole. */
  finish: () => Promise<number>
}

const quote = 0x22
const lineEnd = 0x0a

/** Lines of a CSV file, but those inside of quotation marks. */
export function countCsvRows(): RowCounter {
  let lines = 0
  let quoted = false
  const rows = () => Math.max(0, lines - 1)
  return {
    add: (part) => {
      for (const byte of part) {
        if (byte === quote) quoted = !quoted
        else if (byte === lineEnd && !quoted) lines += 1
      }
    },
    rows,
    finish: async () => rows(),
  }
}

/** What stands behind the sheet of a workbook is shorter than this. */
const tailLength = 64 * 1024

/** Rows of the first sheet of a workbook, which the server writes first: unpacked as it comes, and thrown away. */
export function countXlsxRows(): RowCounter {
  const sheet = unpackRows()
  let held: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  let passed = 0
  let began = false
  // what follows the sheet would be taken for a fault of it, so the end is held back until it is known where that begins
  const pass = (length: number) => {
    if (length <= 0) return
    sheet.write(held.slice(0, length))
    held = held.slice(length)
    passed += length
  }
  return {
    add: (part) => {
      held = joined(held, part)
      if (!began) {
        const head = headLength(held)
        if (head === undefined || held.length < head) return
        held = held.slice(head)
        passed = head
        began = true
      }
      pass(held.length - tailLength)
    },
    rows: sheet.rows,
    finish: () => {
      if (began) pass(sheetEnd(held) - passed)
      return sheet.end()
    },
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Where the first entry of an archive begins: behind its name. */
function headLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < 30) return undefined
  const view = viewOf(bytes)
  return 30 + view.getUint16(26, true) + view.getUint16(28, true)
}

/** Where the first entry ends, as the directory at the end of the archive says. */
function sheetEnd(tail: Uint8Array): number {
  if (tail.length < 22) return 0
  const view = viewOf(tail)
  const directory = tail.length - 22 - view.getUint32(tail.length - 10, true)
  if (directory < 0 || view.getUint32(directory, true) !== 0x02014b50) return 0
  return 30 + view.getUint16(directory + 28, true) + view.getUint32(directory + 20, true)
}

const rowTag = '<row '

/** Unpacks a sheet and counts its rows on the way. */
function unpackRows() {
  const unpacked = new DecompressionStream('deflate-raw')
  const writer = unpacked.writable.getWriter()
  let rows = 0
  // a file that cannot be unpacked is saved all the same: the counting alone is over
  const over = () => {}
  const count = async () => {
    let rest = ''
    const reader = unpacked.readable.pipeThrough(new TextDecoderStream()).getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const text = rest + part.value
      for (let at = text.indexOf(rowTag); at >= 0; at = text.indexOf(rowTag, at + 1)) rows += 1
      rest = text.slice(-rowTag.length + 1)
    }
  }
  const counted = count().catch(over)
  const shown = () => Math.max(0, rows - 1)
  return {
    write: (part: Uint8Array<ArrayBuffer>) => void writer.write(part).catch(over),
    rows: shown,
    end: async () => {
      writer.close().catch(over)
      await counted
      return shown()
    },
  }
}
