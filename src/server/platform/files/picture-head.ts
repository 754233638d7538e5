/** What the first bytes of a picture tell, before anything of it is unpacked. Sizes are those of the stored picture. */
export interface PictureHead {
  width: number
  height: number
  /** as EXIF counts: 1 upright, 5 to 8 turned on its side */
  orientation: number
  moving: boolean
}

/** A file that is none of the pictures that are taken, or a damaged one. */
export class UnreadablePicture extends Error {
  readonly code: 'empty' | 'kind' | 'broken'

  constructor(code: UnreadablePicture['code']) {
    super(`the picture is ${code}`)
    this.code = code
  }
}

const broken = () => new UnreadablePicture('broken')

/**
 * Reads the head of a PNG, JPEG or WebP, which is told by its content. Nothing is unpacked: a picture that would fill the
 * memory costs no more than another one.
 *
 * @throws UnreadablePicture also where the file ends too early, or names several sizes
 */
export function readPictureHead(bytes: Buffer): PictureHead {
  if (bytes.length === 0) throw new UnreadablePicture('empty')
  const head = readerOf(bytes)(bytes)
  if (head.width < 1 || head.height < 1) throw broken()
  return head
}

function readerOf(bytes: Buffer): (bytes: Buffer) => PictureHead {
  const text = (from: number, to: number) => bytes.toString('latin1', from, to)
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return pngHead
  if (text(0, 3) === '\xff\xd8\xff') return jpegHead
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return webpHead
  throw new UnreadablePicture('kind')
}

/**
 * The picture without what is packed beside its pixels: the colour profile of a PNG is unpacked by whoever reads the file, to
 * whatever size it has. JPEG and WebP pack none.
 */
export function onlyPixels(bytes: Buffer): Buffer {
  if (readerOf(bytes) !== pngHead) return bytes
  const kept = [...pngChunks(bytes)].filter(({ name }) => pixelChunks.has(name))
  return Buffer.concat([bytes.subarray(0, 8), ...kept.map(({ whole }) => whole)])
}

const pixelChunks: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

interface Chunk {
  name: string
  data: Buffer
}

function pngHead(bytes: Buffer): PictureHead {
  const chunks = [...pngChunks(bytes)]
  const [first] = chunks
  if (first?.name !== 'IHDR' || first.data.length < 13 || chunks.at(-1)?.name !== 'IEND') throw broken()
  return {
    width: first.data.readUInt32BE(0),
    height: first.data.readUInt32BE(4),
    orientation: orientationIn(chunks.find(({ name }) => name === 'eXIf')?.data),
    moving: chunks.some(({ name }) => name === 'acTL'),
  }
}

function* pngChunks(bytes: Buffer): Generator<Chunk & { whole: Buffer }> {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const from = at + 8
    const to = from + bytes.readUInt32BE(at)
    if (to + 4 > bytes.length) return
    const name = bytes.toString('latin1', at + 4, from)
    yield { name, data: bytes.subarray(from, to), whole: bytes.subarray(at, to + 4) }
    // what stands behind it belongs to another file
    if (name === 'IEND') return
    at = to + 4
  }
}

const endOfImage = 0xd9

function jpegHead(bytes: Buffer): PictureHead {
  const segments = [...jpegSegments(bytes)]
  const frames = segments.filter(({ marker }) => isFrame(marker))
  const [frame] = frames
  // a second frame could be of another size than the one that is looked at here
  if (!frame || frames.length > 1 || frame.data.length < 6 || segments.at(-1)?.marker !== endOfImage) throw broken()
  const exif = segments.find(({ marker, data }) => marker === 0xe1 && data.toString('latin1', 0, 6) === 'Exif\0\0')
  return {
    width: frame.data.readUInt16BE(3),
    height: frame.data.readUInt16BE(1),
    orientation: orientationIn(exif?.data),
    moving: false,
  }
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function* jpegSegments(bytes: Buffer): Generator<{ marker: number; data: Buffer }> {
  for (let at = 2; at + 1 < bytes.length; ) {
    const marker = bytes[at] === 0xff ? (bytes[at + 1] ?? 0) : 0
    // between the segments stands what is packed, with markers of its own that have no length
    if (marker === 0 || marker === 0xff) at += 1
    else if (marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) at += 2
    else if (marker === endOfImage) return yield { marker, data: Buffer.alloc(0) }
    else {
      if (at + 4 > bytes.length) return
      const next = at + 2 + bytes.readUInt16BE(at + 2)
      if (next < at + 4 || next > bytes.length) return
      yield { marker, data: bytes.subarray(at + 4, next) }
      at = next
    }
  }
}

function webpHead(bytes: Buffer): PictureHead {
  const chunks = [...webpChunks(bytes)]
  const sizes = chunks.flatMap(({ name, data }) => webpSizes[name]?.(data) ?? [])
  const [size] = sizes
  const canvas = chunks.find(({ name }) => name === 'VP8X')
  const moving = chunks.some(({ name }) => name === 'ANIM' || name === 'ANMF') || ((canvas?.data[0] ?? 0) & 2) !== 0
  if (!size || (!moving && (!isOnePicture(chunks) || sizes.some((other) => !isSame(size, other))))) throw broken()
  return { ...size, orientation: orientationIn(chunks.find(({ name }) => name === 'EXIF')?.data), moving }
}

function isOnePicture(chunks: Chunk[]): boolean {
  return chunks.filter(({ name }) => name === 'VP8 ' || name === 'VP8L').length === 1
}

type Size = Pick<PictureHead, 'width' | 'height'>

function isSame(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height
}

const webpSizes: Partial<Record<string, (data: Buffer) => Size | []>> = {
  VP8X: (data) => (data.length < 10 ? [] : { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 }),
  'VP8 ': (data) =>
    data.length < 10 ? [] : { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff },
  VP8L: (data) => {
    if (data.length < 5) return []
    const bits = data.readUInt32LE(1)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  },
}

function* webpChunks(bytes: Buffer): Generator<Chunk> {
  const end = 8 + bytes.readUInt32LE(4)
  if (end > bytes.length) return
  for (let at = 12; at + 8 <= end; ) {
    const from = at + 8
    const length = bytes.readUInt32LE(at + 4)
    if (from + length > end) return
    yield { name: bytes.toString('latin1', at, at + 4), data: bytes.subarray(from, from + length) }
    at = from + length + (length % 2)
  }
}

const orientationTag = 0x0112

/** How a picture must be turned, from its EXIF data: a small TIFF of its own byte order. */
function orientationIn(exif: Buffer | undefined): number {
  if (!exif) return 1
  const tiff = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  if (tiff.length < 8) return 1
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let n = 0; n < Math.min(short(first), 200); n += 1) {
    const entry = first + 2 + n * 12
    const value = short(entry + 8)
    if (short(entry) === orientationTag) return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}
