import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createDeflate, deflateSync } from 'node:zlib'
import {
  bomb,
  cmykJpeg,
  exif,
  jpegOf,
  jpegSegment,
  losslessWebpOf,
  pngChunk,
  pngOf,
  saying,
  webpOf,
  withChunks,
  withSegments,
} from './pictures.ts'

interface HostilePicture {
  make: () => Promise<Buffer> | Buffer
  /** of the form it is sent with */
  name?: string
  /** what the refusal says of the file; absent: it is taken, and kept clean */
  code?: string
  /** of the picture that is kept */
  size?: [number, number]
}

const script = '<script>alert(1)</script>'
const animation = Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])
const secret = Buffer.from('N 53 52 19 geheim')

async function movingWebp(): Promise<Buffer> {
  const chunk = (name: string, data: Buffer) => {
    const head = Buffer.alloc(8)
    head.write(name, 0, 'latin1')
    head.writeUInt32LE(data.length, 4)
    return Buffer.concat([head, data])
  }
  const canvas = Buffer.from([2, 0, 0, 0, 39, 0, 0, 19, 0, 0])
  const still = (await losslessWebpOf(40, 20)).subarray(12)
  const frame = Buffer.concat([Buffer.alloc(6), Buffer.from([39, 0, 0, 19, 0, 0, 100, 0, 0, 0]), still])
  const parts = [chunk('VP8X', canvas), chunk('ANIM', Buffer.alloc(6)), chunk('ANMF', frame)]
  return chunk('RIFF', Buffer.concat([Buffer.from('WEBP'), ...parts]))
}

async function cut(picture: Promise<Buffer>): Promise<Buffer> {
  const whole = await picture
  return whole.subarray(0, Math.floor(whole.length * 0.6))
}

/** A JPEG with a second frame that is far larger than the first. */
async function twoFrames(): Promise<Buffer> {
  const frame = jpegSegment(0xc0, Buffer.from([8, 0xff, 0xff, 0xff, 0xff, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]))
  const jpeg = await jpegOf(40, 20)
  const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]))
  return Buffer.concat([jpeg.subarray(0, scan), frame, jpeg.subarray(scan)])
}

/** Zeros, packed piece by piece: whoever makes them needs little memory. */
function packedNothing(mebibytes: number): Promise<Buffer> {
  const piece = Buffer.alloc(2 ** 20)
  return buffer(Readable.from(Array.from({ length: mebibytes }, () => piece)).pipe(createDeflate({ level: 9 })))
}

/** Files that are no good logos, or carry something along. */
export const hostilePictures: Readonly<Record<string, HostilePicture>> = {
  'an empty file': { make: () => Buffer.alloc(0), code: 'picture_empty' },
  'a PNG of 50,000 x 50,000': { make: () => bomb(50_000, 50_000), code: 'picture_size' },
  'a PNG one pixel too wide': { make: () => pngOf(401, 120), code: 'picture_size' },
  'a PNG one pixel too high': { make: () => pngOf(400, 121), code: 'picture_size' },
  'a PNG as large as possible': { make: () => pngOf(400, 120), size: [400, 120] },
  'a PNG that says it is smaller': { make: async () => saying(await pngOf(300, 100), 30, 400), code: 'picture_size' },
  'a PNG that says it has more rows': {
    make: async () => saying(await pngOf(40, 20), 40, 120),
    code: 'picture_broken',
  },
  'a PNG of no height': { make: async () => saying(await pngOf(40, 20), 40, 0), code: 'picture_broken' },
  'a PNG whose text unpacks to gigabytes': {
    make: async () =>
      withChunks(
        await pngOf(40, 20),
        pngChunk('zTXt', Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(2 ** 27))])),
      ),
    size: [40, 20],
  },
  'a PNG whose colour profile unpacks to a quarter of a gigabyte': {
    make: async () =>
      withChunks(
        await pngOf(40, 20),
        pngChunk('iCCP', Buffer.concat([Buffer.from('a\0\0'), await packedNothing(250)])),
      ),
    size: [40, 20],
  },
  'a cut PNG': { make: () => cut(pngOf(200, 100)), code: 'picture_broken' },
  'a cut JPEG': { make: () => cut(jpegOf(200, 100)), code: 'picture_broken' },
  'a cut WebP': { make: () => cut(webpOf(200, 100)), code: 'picture_broken' },
  'a JPEG with two sizes': { make: twoFrames, code: 'picture_broken' },
  'a PNG with a page behind it': {
    make: async () => Buffer.concat([await pngOf(40, 20), Buffer.from(`<html>${script}`)]),
    size: [40, 20],
  },
  'a PNG with a page in its text': {
    make: async () => withChunks(await pngOf(40, 20), pngChunk('tEXt', Buffer.from(`Comment\0${script}`))),
    size: [40, 20],
  },
  'a JPEG with a script in its comment': {
    make: async () => withSegments(await jpegOf(40, 20), jpegSegment(0xfe, Buffer.from(script))),
    size: [40, 20],
  },
  'a turned JPEG with its place': {
    make: async () =>
      withSegments(
        await jpegOf(100, 300),
        jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(6, secret.toString())])),
      ),
    size: [300, 100],
  },
  'a JPEG that is too high once it is turned': {
    make: async () =>
      withSegments(
        await jpegOf(300, 100),
        jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(8, secret.toString())])),
      ),
    code: 'picture_size',
  },
  'a turned PNG': {
    make: async () => withChunks(await pngOf(50, 80), pngChunk('eXIf', exif(5, secret.toString()))),
    size: [80, 50],
  },
  'a moving PNG': {
    make: async () => withChunks(await pngOf(40, 20), pngChunk('acTL', animation)),
    code: 'picture_moving',
  },
  'a moving WebP': { make: movingWebp, code: 'picture_moving' },
  'a JPEG of four inks': { make: cmykJpeg, size: [8, 8] },
  'a WebP': { make: () => webpOf(90, 30), size: [90, 30] },
  'a WebP that is called a PNG': { make: () => losslessWebpOf(90, 30), name: 'logo.png', size: [90, 30] },
  'an SVG': {
    make: () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    code: 'picture_kind',
  },
  'an SVG that is called a PNG': {
    make: () => Buffer.from('<?xml version="1.0"?><svg/>'),
    name: 'logo.png',
    code: 'picture_kind',
  },
  'a GIF with a script': { make: () => Buffer.from(`GIF89a/*${script}*/=1;`), code: 'picture_kind' },
  'a PDF': { make: () => Buffer.from('%PDF-1.7\n%\xe2\xe3'), code: 'picture_kind' },
  'a text': { make: () => Buffer.from('Logo'), name: 'logo.webp', code: 'picture_kind' },
  'the head of a WebP and nothing else': { make: () => Buffer.from('RIFF\x04\0\0\0WEBP'), code: 'picture_broken' },
  'noise that begins like a JPEG': {
    make: () => Buffer.from(`\xff\xd8\xff\xe0${'\xff\x10'.repeat(400)}`, 'latin1'),
    code: 'picture_broken',
  },
  'a PNG of 257 KiB': {
    make: async () => withChunks(await pngOf(40, 20), pngChunk('tEXt', Buffer.alloc(257 * 1024, 'a'))),
    code: 'file_over',
  },
}

/** What must be in no logo that is kept. */
export const leftBehind: readonly (string | Buffer)[] = [script, secret, 'Exif', 'eXIf', 'iCCP', 'tEXt', 'zTXt']
