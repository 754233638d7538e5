import { unescapeText } from './unescape.ts'
import { WorkbookProblem } from './workbook-problem.ts'
import { XmlScanner } from './xml-scanner.ts'

// more than a file of 64 MB that people make
const limits = { texts: 4_000_000, bytes: 96 * 1024 * 1024 }

/** The texts that the cells of a workbook refer to by number; as bytes in one place, which is a fraction of as many strings. */
export class SharedStrings {
  #bytes = Buffer.alloc(64 * 1024)
  #used = 0
  readonly #ends: number[] = []

  at(place: number): string | undefined {
    const end = this.#ends[place]
    return end === undefined ? undefined : this.#bytes.toString('utf8', this.#ends[place - 1] ?? 0, end)
  }

  add(text: string): void {
    const size = Buffer.byteLength(text)
    if (this.#used + size > this.#bytes.length) this.#grow(size)
    this.#used += this.#bytes.write(text, this.#used)
    this.#ends.push(this.#used)
    if (this.#ends.length > limits.texts) throw new WorkbookProblem('too_large')
  }

  #grow(size: number): void {
    if (this.#used + size > limits.bytes) throw new WorkbookProblem('too_large')
    const larger = Buffer.alloc(Math.min(limits.bytes, Math.max(this.#bytes.length * 2, this.#used + size)))
    this.#bytes.copy(larger, 0, 0, this.#used)
    this.#bytes = larger
  }
}

/** Reads the table of texts; formatting and the readings beside Chinese signs are no part of them. */
export async function readSharedStrings(parts: AsyncIterable<Uint8Array>): Promise<SharedStrings> {
  const strings = new SharedStrings()
  let text = ''
  let inText = false
  let inReading = false
  const scanner = new XmlScanner({
    open: (name, _, empty) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') inReading = !empty
      else if (name === 't') inText = !empty && !inReading
    },
    text: (part) => {
      if (inText) text += part
    },
    close: (name) => {
      if (name === 'si') strings.add(unescapeText(text))
      else if (name === 'rPh') inReading = false
      else if (name === 't') inText = false
    },
  })
  for await (const part of parts) scanner.push(part)
  scanner.end()
  return strings
}
