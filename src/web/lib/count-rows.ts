/** Counts the rows of a file while it arrives. */
export interface RowCounter {
  /** Takes the next part; `rows` may follow a moment later. */
  add: (part: Uint8Array<ArrayBuffer>) => void
  /** rows so far, without the header */
  rows: () => number
  close: () => void
}

const quote = 0x22
const lineEnd = 0x0a

/** Lines of a CSV file, but those inside of quotation marks. */
export function countCsvRows(): RowCounter {
  let lines = 0
  let quoted = false
  return {
    add: (part) => {
      for (const byte of part) {
        if (byte === quote) quoted = !quoted
        else if (byte === lineEnd && !quoted) lines += 1
      }
    },
    rows: () => Math.max(0, lines - 1),
    close: () => {},
  }
}

/** Where the first entry of an archive begins: behind its name. */
function headLength(bytes: Uint8Array): number | undefined {
  if (bytes.length < 30) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return 30 + view.getUint16(26, true) + view.getUint16(28, true)
}

const rowTag = '<row '

/** Rows of the first sheet of a workbook, which the server writes first: unpacked as it comes, and thrown away. */
export function countXlsxRows(): RowCounter {
  const unpacked = new DecompressionStream('deflate-raw')
  const writer = unpacked.writable.getWriter()
  let head: Uint8Array<ArrayBuffer> | null = new Uint8Array(0)
  let rows = 0
  // what follows the sheet is no part of it: from there on nothing is counted
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
  count().catch(over)
  writer.closed.catch(over)
  return {
    add: (part) => {
      let body = part
      if (head !== null) {
        const joined: Uint8Array<ArrayBuffer> = new Uint8Array(head.length + part.length)
        joined.set(head)
        joined.set(part, head.length)
        const length = headLength(joined)
        head = length === undefined || joined.length < length ? joined : null
        if (head !== null) return
        body = joined.slice(length)
      }
      writer.write(body).catch(over)
    },
    rows: () => Math.max(0, rows - 1),
    close: () => void writer.abort().catch(over),
  }
}
