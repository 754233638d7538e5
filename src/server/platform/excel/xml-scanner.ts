import { WorkbookProblem } from './workbook-problem.ts'

/** Hears what stands in an XML file; names come without their prefix. */
export interface XmlListener {
  open?(name: string, attributes: string, empty: boolean): void
  close?(name: string): void
  text?(text: string): void
}

// the longest text of a cell, each sign of it as an entity
const longestPiece = 1024 * 1024

/**
 * Goes through XML piece by piece in bounded memory. A file that brings its own entities is refused: none of those that
 * spreadsheets write has any, and nothing is ever fetched (IMP-8).
 */
export class XmlScanner {
  readonly #listener: XmlListener
  readonly #decoder = new TextDecoder('utf-8')
  #rest = ''

  constructor(listener: XmlListener) {
    this.#listener = listener
  }

  push(part: Uint8Array): void {
    const text = this.#rest + this.#decoder.decode(part, { stream: true }).replaceAll('\0', '\ufffd')
    this.#rest = text.slice(this.#scan(text))
    if (this.#rest.length > longestPiece) throw new WorkbookProblem('broken')
  }

  /** Goes through the rest. @throws WorkbookProblem where the file ends in the middle */
  end(): void {
    if (this.#rest.trim() !== '') throw new WorkbookProblem('broken')
  }

  /** @returns how far it came: behind the last piece that is whole */
  #scan(text: string): number {
    for (let at = 0; ; ) {
      const start = text.indexOf('<', at)
      if (start < 0) return at
      if (start > at) this.#listener.text?.(decodeEntities(text.slice(at, start)))
      const end =
        text[start + 1] === '!' || text[start + 1] === '?' ? this.#special(text, start) : this.#tag(text, start)
      if (end < 0) return start
      at = end
    }
  }

  #tag(text: string, start: number): number {
    const end = tagEnd(text, start + 1)
    if (end < 0) return -1
    if (text[start + 1] === '/') {
      this.#listener.close?.(local(text.slice(start + 2, end).trimEnd()))
      return end + 1
    }
    const empty = text[end - 1] === '/'
    const tag = text.slice(start + 1, empty ? end - 1 : end)
    const space = tag.search(/\s/)
    const name = local(space < 0 ? tag : tag.slice(0, space))
    this.#listener.open?.(name, space < 0 ? '' : tag.slice(space), empty)
    if (empty) this.#listener.close?.(name)
    return end + 1
  }

  #special(text: string, start: number): number {
    if (text.startsWith('<![CDATA[', start)) {
      const end = text.indexOf(']]>', start)
      if (end >= 0) this.#listener.text?.(text.slice(start + 9, end))
      return end < 0 ? -1 : end + 3
    }
    // what could still become a comment or a section of text
    if (text.length - start < 9) return -1
    const [sign, close] = text[start + 1] === '?' ? ['<?', '?>'] : ['<!--', '-->']
    if (!text.startsWith(sign, start)) throw new WorkbookProblem('broken')
    const end = text.indexOf(close, start + sign.length)
    return end < 0 ? -1 : end + close.length
  }
}

const codes = { greater: 62, double: 34, single: 39 }

function tagEnd(text: string, from: number): number {
  let quote = 0
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === codes.greater) return at
    else if (code === codes.double || code === codes.single) quote = code
  }
  return -1
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

// a name is tried from its beginning alone: a million letters without a value would otherwise be tried from each of them
const attribute = /(?<![^\s=:])([^\s=:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** The attributes of a tag by their names without prefix. */
export function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = Object.create(null)
  for (const [, name = '', double, single] of text.matchAll(attribute))
    found[name] = decodeEntities(double ?? single ?? '')
  return found
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Neither NUL nor half a sign is one: no text of the database can hold them. */
function isSign(code: number): boolean {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return isSign(code) ? String.fromCodePoint(code) : '\ufffd'
  })
}
