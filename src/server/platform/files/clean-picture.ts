import { type Orientation, Transformer } from '@napi-rs/image'
import { onlyPixels, type PictureHead, readPictureHead, UnreadablePicture } from './picture-head.ts'

/** A picture as it is kept: a PNG, upright, with nothing in it but what is seen. */
export interface CleanPicture {
  content: Buffer
  width: number
  height: number
}

/** The size of a picture once it is turned as its EXIF data say. */
export function uprightSize({ width, height, orientation }: PictureHead): { width: number; height: number } {
  return orientation >= 5 ? { width: height, height: width } : { width, height }
}

/**
 * Makes a picture anew from its pixels, off the event loop: metadata and whatever else a file carries stay behind. Whoever
 * calls has seen to it that the picture is small, by its head.
 *
 * @throws UnreadablePicture where it can't be unpacked
 */
export async function cleanPicture(bytes: Buffer, head: PictureHead): Promise<CleanPicture> {
  // EXIF counts as the library does
  const orientation: Orientation = head.orientation
  const content = await new Transformer(onlyPixels(bytes))
    .rotate(orientation)
    .png()
    .catch(() => {
      throw new UnreadablePicture('broken')
    })
  const size = uprightSize(head)
  const made = readPictureHead(content)
  if (made.width !== size.width || made.height !== size.height) throw new UnreadablePicture('broken')
  return { content, ...size }
}
