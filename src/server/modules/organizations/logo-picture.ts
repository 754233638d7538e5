import { readFile } from 'node:fs/promises'
import { mostOfLogo } from '../../../api/organizations.ts'
import { type FieldProblem, Refusal } from '../../platform/errors.ts'
import { type CleanPicture, cleanPicture, uprightSize } from '../../platform/files/clean-picture.ts'
import { readPictureHead, UnreadablePicture } from '../../platform/files/picture-head.ts'

/**
 * Makes a logo of an uploaded file (TEN-2). Its size is looked at before it is unpacked.
 *
 * @throws Refusal 422 with what is wrong, and both sizes where it is too large
 */
export async function logoPicture(path: string): Promise<CleanPicture> {
  try {
    const bytes = await readFile(path)
    const head = readPictureHead(bytes)
    if (head.moving) throw unfit({ code: 'picture_moving' })
    const { width, height } = uprightSize(head)
    const { width: mostWidth, height: mostHeight } = mostOfLogo
    if (width > mostWidth || height > mostHeight)
      throw unfit({ code: 'picture_size', vars: { width, height, mostWidth, mostHeight } })
    return await cleanPicture(bytes, head)
  } catch (error) {
    throw error instanceof UnreadablePicture ? unfit({ code: `picture_${error.code}` }) : error
  }
}

function unfit(problem: Omit<FieldProblem, 'path'>): Refusal {
  return new Refusal('organizations.logo_unfit', { fields: [{ path: 'file', ...problem }] })
}
