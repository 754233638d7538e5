import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib'

interface Entry {
  name: Buffer
  crc: number
  packed: number
  size: number
  at: number
}

// 1980-01-01: a workbook is the same whenever it was written
const stamp = 0x21 << 16

/**
 * Writes a zip archive piece by piece: what comes back from each call is the next part of the file. Sizes follow their
 * entries, so that nothing has to be known beforehand.
 */
export class ZipWriter {
  readonly #entries: Entry[] = []
  #at = 0
  #open: { entry: Entry; deflate: DeflateRaw; out: Buffer[]; working: Promise<void> } | undefined

  /** Begins an entry; the one before must have ended. */
  begin(path: string): Buffer {
    const entry: Entry = { name: Buffer.from(path), crc: 0, packed: 0, size: 0, at: this.#at }
    // the fastest level: a download is not to wait for the processor
    const deflate = createDeflateRaw({ level: 1, chunkSize: 64 * 1024 })
    const out: Buffer[] = []
    deflate.on('data', (part: Buffer) => out.push(part))
    this.#open = { entry, deflate, out, working: Promise.resolve() }
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt32LE(0x08080014, 4)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(stamp, 10)
    head.writeUInt16LE(entry.name.length, 26)
    return this.#count([head, entry.name])
  }

  /** Adds to the entry. The packing of a piece goes on while the next one is made. */
  async add(text: string): Promise<Buffer> {
    const open = this.#open
    if (!open) throw new Error('no entry is open')
    await open.working
    const bytes = Buffer.from(text)
    open.entry.crc = crc32(bytes, open.entry.crc)
    open.entry.size += bytes.length
    open.working = new Promise((resolve, reject) =>
      open.deflate.write(bytes, (error) => (error ? reject(error) : resolve())),
    )
    return this.#taken(open)
  }

  /** Ends the entry. */
  async end(): Promise<Buffer> {
    const open = this.#open
    if (!open) throw new Error('no entry is open')
    await open.working
    await new Promise<void>((resolve) => {
      open.deflate.once('end', resolve)
      open.deflate.end()
    })
    this.#open = undefined
    const rest = this.#taken(open)
    const { entry } = open
    this.#entries.push(entry)
    const tail = Buffer.alloc(16)
    tail.writeUInt32LE(0x08074b50, 0)
    tail.writeUInt32LE(entry.crc, 4)
    tail.writeUInt32LE(entry.packed, 8)
    tail.writeUInt32LE(entry.size, 12)
    return Buffer.concat([rest, this.#count([tail])])
  }

  /** A whole entry. */
  async entry(path: string, text: string): Promise<Buffer> {
    return Buffer.concat([this.begin(path), await this.add(text), await this.end()])
  }

  /** The directory, with which the archive ends. */
  finish(): Buffer {
    const start = this.#at
    const parts = this.#entries.flatMap((entry) => {
      const head = Buffer.alloc(46)
      head.writeUInt32LE(0x02014b50, 0)
      head.writeUInt32LE(0x00140014, 4)
      head.writeUInt32LE(0x00080808, 8)
      head.writeUInt32LE(stamp, 12)
      head.writeUInt32LE(entry.crc, 16)
      head.writeUInt32LE(entry.packed, 20)
      head.writeUInt32LE(entry.size, 24)
      head.writeUInt16LE(entry.name.length, 28)
      head.writeUInt32LE(entry.at, 42)
      return [head, entry.name]
    })
    const directory = this.#count(parts)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(this.#entries.length, 8)
    end.writeUInt16LE(this.#entries.length, 10)
    end.writeUInt32LE(directory.length, 12)
    end.writeUInt32LE(start, 16)
    return Buffer.concat([directory, end])
  }

  /** Lets go of what packs the entry; the archive stays half. */
  close(): void {
    this.#open?.deflate.destroy()
  }

  #taken({ entry, out }: { entry: Entry; out: Buffer[] }): Buffer {
    const bytes = Buffer.concat(out.splice(0))
    entry.packed += bytes.length
    this.#at += bytes.length
    return bytes
  }

  #count(parts: readonly Buffer[]): Buffer {
    const bytes = Buffer.concat(parts)
    this.#at += bytes.length
    return bytes
  }
}
