import { TextDecoder } from 'node:util'
import { type Delimiter, type Dialect, decode, type Encoding, type Open } from './decode.ts'
import { UnreadableFile } from './file-problem.ts'
import { protectedWorkbook, recognise } from './recognise.ts'

const limits = { columns: 500, sample: 256 * 1024 }

interface Scanned {
  head: Buffer
  encoding: Encoding
}

/** Finds encoding and delimiter, and refuses what is no text table, by one pass in constant memory (IMP-2, IMP-8). */
export async function detect(open: Open): Promise<Dialect> {
  const { head, encoding } = await scan(open)
  const text = await sampleText(head, encoding)
  if (!/[^\s;,"]/.test(text)) throw new UnreadableFile('empty')
  const delimiter = findDelimiter(text, head.length >= limits.sample)
  if ((shape(text, delimiter)[0] ?? 0) >= limits.columns) throw new UnreadableFile('too_many_columns')
  return { encoding, delimiter }
}

async function scan(open: Open): Promise<Scanned> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  const parts: Buffer[] = []
  let bytes = 0
  let utf8 = true
  let locked = false
  for await (const chunk of open()) {
    if (bytes < limits.sample) parts.push(Buffer.from(chunk.subarray(0, limits.sample - bytes)))
    bytes += chunk.length
    locked ||= protectedWorkbook(chunk)
    utf8 &&= decodes(strict, chunk, true)
  }
  utf8 &&= decodes(strict, new Uint8Array(), false)
  const head = Buffer.concat(parts)
  recognise(head, locked)
  const marked = head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))
  return { head, encoding: utf8 || marked ? 'utf-8' : 'windows-1252' }
}

function decodes(decoder: TextDecoder, chunk: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream })
    return true
  } catch {
    return false
  }
}

async function sampleText(head: Buffer, encoding: Encoding): Promise<string> {
  let text = ''
  for await (const part of decode(() => [head], encoding)) text += part.toString()
  return text
}

// the number of delimiters in each record that is not blank, those in quotes aside
function shape(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = []
  let count = 0
  let filled = false
  let quoted = false
  let atStart = true
  for (const sign of text) {
    if (sign === '"' && (quoted || atStart)) quoted = !quoted
    else if (!quoted && (sign === '\n' || sign === '\r')) {
      if (filled) counts.push(count)
      count = 0
      filled = false
    } else if (!quoted && sign === delimiter) count += 1
    filled ||= sign !== '\n' && sign !== '\r'
    atStart = !quoted && (sign === delimiter || sign === '\n' || sign === '\r' || sign === '"')
  }
  if (filled) counts.push(count)
  return counts
}

/** The delimiter that divides most records as it divides the header, in favour of more columns. */
function findDelimiter(text: string, cut: boolean): Delimiter {
  const named = /^"?sep=([;,\t])"?[;,\t]*\r?\n/i.exec(text)?.[1]
  // in this order where two divide alike: commas stand in prose, semicolons seldom, tabs never
  const candidates: readonly Delimiter[] = ['\t', ';', ',']
  const given = candidates.find((candidate) => candidate === named)
  if (given) return given
  let best: { delimiter: Delimiter; score: number } = { delimiter: ';', score: 0 }
  for (const delimiter of candidates) {
    const counts = shape(text, delimiter)
    const whole = cut && counts.length > 1 ? counts.slice(0, -1) : counts
    const header = whole[0] ?? 0
    const score = (header * whole.filter((count) => count === header).length) / whole.length
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
