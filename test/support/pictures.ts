import { crc32, deflateSync } from 'node:zlib'
import { Transformer } from '@napi-rs/image'

/** Pixels that are different everywhere: red grows to the right, green downward, so that a turned picture is known. */
function pixels(width: number, height: number): Transformer {
  const rgba = new Uint8Array(width * height * 4)
  for (let n = 0; n < width * height; n += 1) {
    const [x, y] = [n % width, Math.floor(n / width)]
    rgba.set([Math.round((255 * x) / width), Math.round((255 * y) / height), 60, 255], n * 4)
  }
  return Transformer.fromRgbaPixels(rgba, width, height)
}

export const pngOf = (width: number, height: number): Promise<Buffer> => pixels(width, height).png()
export const jpegOf = (width: number, height: number): Promise<Buffer> => pixels(width, height).jpeg(90)
export const webpOf = (width: number, height: number): Promise<Buffer> => pixels(width, height).webp(90)
export const losslessWebpOf = (width: number, height: number): Promise<Buffer> => pixels(width, height).webpLossless()

/** Red and green of one pixel. */
export async function colourAt(picture: Buffer, x: number, y: number): Promise<[number, number]> {
  const head = await new Transformer(picture).metadata()
  const raw = await new Transformer(picture).rawPixels()
  const at = (y * head.width + x) * (raw.length / (head.width * head.height))
  return [raw[at] ?? 0, raw[at + 1] ?? 0]
}

/** A chunk of a PNG. */
export function pngChunk(name: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(name, 4, 'latin1')
  data.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return chunk
}

const headEnd = 33

/** A PNG with more chunks behind its head. */
export function withChunks(png: Buffer, ...chunks: Buffer[]): Buffer {
  return Buffer.concat([png.subarray(0, headEnd), ...chunks, png.subarray(headEnd)])
}

/** A PNG that says it were of another size. */
export function saying(png: Buffer, width: number, height: number): Buffer {
  const head = Buffer.from(png.subarray(16, 29))
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  return Buffer.concat([png.subarray(0, 8), pngChunk('IHDR', head), png.subarray(headEnd)])
}

/** Nothing but one colour, over and over: unpacked it would need gigabytes. */
export function bomb(width: number, height: number): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0])
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  const rows = deflateSync(Buffer.alloc(20 * 2 ** 20), { level: 9 })
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', head),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** EXIF data: how the picture must be turned, and where it was taken. */
export function exif(orientation: number, place: string): Buffer {
  const tiff = Buffer.alloc(64)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(2, 8)
  const entry = (at: number, tag: number, type: number, count: number) => {
    tiff.writeUInt16BE(tag, at)
    tiff.writeUInt16BE(type, at + 2)
    tiff.writeUInt32BE(count, at + 4)
  }
  entry(10, 0x0112, 3, 1)
  tiff.writeUInt16BE(orientation, 18)
  // the block of GPS data
  entry(22, 0x8825, 4, 1)
  tiff.writeUInt32BE(40, 30)
  tiff.write(place.slice(0, 22), 40, 'latin1')
  return tiff
}

/** A segment of a JPEG. */
export function jpegSegment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

/** A JPEG with more segments behind its first marker. */
export function withSegments(jpeg: Buffer, ...segments: Buffer[]): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)])
}

/** A JPEG of four inks, as printers' programs save it: one block of one colour. */
export function cmykJpeg(): Buffer {
  const components = [1, 2, 3, 4]
  // one code for a difference of seven bits, one for the end of a block
  const table = (kind: number, symbol: number) => Buffer.from([kind, 1, ...Array.from({ length: 15 }, () => 0), symbol])
  // for each ink: the code, seven bits, the end of the block; then ones to a whole byte
  const bits = components.map((n) => `0${(n === 1 ? 100 : 90).toString(2).padStart(7, '0')}0`).join('')
  const packed = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? []
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegSegment(0xee, Buffer.from([...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 0])),
    jpegSegment(0xdb, Buffer.from([0, ...Array.from({ length: 64 }, () => 8)])),
    jpegSegment(0xc0, Buffer.from([8, 0, 8, 0, 8, 4, ...components.flatMap((n) => [n, 0x11, 0])])),
    jpegSegment(0xc4, table(0x00, 7)),
    jpegSegment(0xc4, table(0x10, 0)),
    jpegSegment(0xda, Buffer.from([4, ...components.flatMap((n) => [n, 0]), 0, 63, 0])),
    Buffer.from(packed.map((byte) => Number.parseInt(byte, 2))),
    Buffer.from([0xff, 0xd9]),
  ])
}
