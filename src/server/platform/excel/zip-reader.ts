import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { WorkbookProblem } from './workbook-problem.ts'

interface Entry {
  name: string
  packed: number
  size: number
  method: number
  at: number
}

/** What no workbook that people make has more of. */
const limits = { entries: 10_000, directory: 8 * 1024 * 1024 }
const signatures = { entry: 0x04034b50, directory: 0x02014b50, end: 0x06054b50 }
const missing = 0xffffffff

/** A zip archive on disk: its directory is read first, its entries piece by piece, none further than it says itself. */
export class ZipReader {
  readonly #file: FileHandle
  readonly #entries: ReadonlyMap<string, Entry>

  private constructor(file: FileHandle, entries: ReadonlyMap<string, Entry>) {
    this.#file = file
    this.#entries = entries
  }

  /** @throws WorkbookProblem where it is no archive, or one with a password */
  static async open(path: string): Promise<ZipReader> {
    const file = await open(path)
    try {
      return new ZipReader(file, await readDirectory(file))
    } catch (error) {
      await file.close()
      throw error
    }
  }

  names(): string[] {
    return [...this.#entries.keys()]
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /** The content of an entry. @throws WorkbookProblem where it is broken, or longer than `most` bytes */
  async *read(name: string, most: number): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name)
    if (!entry) throw new WorkbookProblem('broken')
    if (entry.size > most) throw new WorkbookProblem('too_large')
    let size = 0
    for await (const part of this.#unpack(entry)) {
      size += part.length
      // says less than it holds: made to deceive
      if (size > entry.size) throw new WorkbookProblem('broken')
      yield part
    }
    if (size !== entry.size) throw new WorkbookProblem('broken')
  }

  /** A small entry as text; nothing where there is none. */
  async text(name: string, most: number): Promise<string | undefined> {
    if (!this.#entries.has(name)) return undefined
    const parts: Buffer[] = []
    for await (const part of this.read(name, most)) parts.push(part)
    return Buffer.concat(parts).toString('utf8')
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  async *#unpack(entry: Entry): AsyncGenerator<Buffer> {
    const head = await take(this.#file, entry.at, 30)
    if (head.readUInt32LE(0) !== signatures.entry) throw new WorkbookProblem('broken')
    const start = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
    const packed = Readable.from(pieces(this.#file, start, entry.packed))
    if (entry.method === 0) {
      yield* packed as AsyncIterable<Buffer>
      return
    }
    const inflate = createInflateRaw({ chunkSize: 64 * 1024 })
    packed.once('error', (error) => inflate.destroy(error))
    packed.pipe(inflate)
    try {
      yield* inflate as AsyncIterable<Buffer>
    } catch (error) {
      throw error instanceof WorkbookProblem ? error : new WorkbookProblem('broken', { cause: error })
    } finally {
      packed.destroy()
    }
  }
}

async function* pieces(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; ) {
    const part = await take(file, start + at, Math.min(64 * 1024, length - at))
    at += part.length
    yield part
  }
}

async function take(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at)
  if (bytesRead < length) throw new WorkbookProblem('broken')
  return buffer
}

async function readDirectory(file: FileHandle): Promise<Map<string, Entry>> {
  const { size } = await file.stat()
  // the end of the directory may be followed by a comment
  const tail = await take(file, Math.max(0, size - 65_557), Math.min(size, 65_557))
  const at = tail.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  if (at < 0 || tail.length - at < 22) throw new WorkbookProblem('broken')
  const count = tail.readUInt16LE(at + 10)
  const length = tail.readUInt32LE(at + 12)
  const start = tail.readUInt32LE(at + 16)
  if (count > limits.entries || length > limits.directory) throw new WorkbookProblem('too_large')
  if (start + length > size) throw new WorkbookProblem('broken')
  const bytes = await take(file, start, length)
  const entries = new Map<string, Entry>()
  for (let place = 0; place < length; ) place = readEntry(bytes, place, entries)
  return entries
}

function readEntry(bytes: Buffer, place: number, entries: Map<string, Entry>): number {
  if (place + 46 > bytes.length || bytes.readUInt32LE(place) !== signatures.directory)
    throw new WorkbookProblem('broken')
  // bit 0 of the flags
  if ((bytes.readUInt16LE(place + 8) & 1) === 1) throw new WorkbookProblem('encrypted')
  const method = bytes.readUInt16LE(place + 10)
  const nameEnd = place + 46 + bytes.readUInt16LE(place + 28)
  const extraEnd = nameEnd + bytes.readUInt16LE(place + 30)
  const end = extraEnd + bytes.readUInt16LE(place + 32)
  if (end > bytes.length || (method !== 0 && method !== 8)) throw new WorkbookProblem('broken')
  const name = bytes.toString('utf8', place + 46, nameEnd).replaceAll('\\', '/')
  const [size, packed, at] = withLongSizes(bytes.subarray(nameEnd, extraEnd), [
    bytes.readUInt32LE(place + 24),
    bytes.readUInt32LE(place + 20),
    bytes.readUInt32LE(place + 42),
  ])
  entries.set(name, { name, method, size: size ?? 0, packed: packed ?? 0, at: at ?? 0 })
  return end
}

/** Sizes that need more than 32 bits, or were written so by a careful program, stand in a field of their own. */
function withLongSizes(extra: Buffer, sizes: readonly number[]): number[] {
  if (!sizes.includes(missing)) return [...sizes]
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let place = at + 4
    return sizes.map((size) => {
      if (size !== missing || place + 8 > extra.length) return size
      place += 8
      return Number(extra.readBigUInt64LE(place - 8))
    })
  }
  return [...sizes]
}
