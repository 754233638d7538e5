import { attributesOf, XmlScanner } from './xml-scanner.ts'

/** What a cell's format makes of its number. */
export type NumberFormat = { kind: 'plain' } | { kind: 'date' } | { kind: 'padded'; digits: number }

const plain: NumberFormat = { kind: 'plain' }
const mostFormats = 100_000
/** Excel takes none that is longer. */
const longestFormat = 255

/** The formats of a workbook, by the number of a cell's style. */
export async function readFormats(parts: AsyncIterable<Uint8Array>): Promise<readonly NumberFormat[]> {
  const codes = new Map<number, string>()
  const styles: number[] = []
  let inStyles = false
  const scanner = new XmlScanner({
    open: (name, attributes, empty) => {
      if (name === 'numFmt') {
        const { numFmtId, formatCode = '' } = attributesOf(attributes)
        if (codes.size < mostFormats) codes.set(Number(numFmtId), formatCode.slice(0, longestFormat))
      } else if (name === 'cellXfs') inStyles = !empty
      else if (name === 'xf' && inStyles && styles.length < mostFormats)
        styles.push(Number(attributesOf(attributes)['numFmtId'] ?? 0))
    },
    close: (name) => {
      if (name === 'cellXfs') inStyles = false
    },
  })
  for await (const part of parts) scanner.push(part)
  scanner.end()
  return styles.map((id) => formatOf(id, codes.get(id)))
}

function formatOf(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) {
    // built in: dates, times, and those of East Asian calendars
    const date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
    return date ? { kind: 'date' } : plain
  }
  // German postal codes and customer numbers are often numbers that are shown with leading zeros
  if (/^0{2,15}$/.test(code)) return { kind: 'padded', digits: code.length }
  const bare = code
    .replaceAll(/"[^"]*"|\\.|[_*]./g, '')
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^[\]]*\]/gi, '')
    .replaceAll(/general|e[+-]/gi, '')
  return /[ymdhs]/i.test(bare) ? { kind: 'date' } : plain
}
