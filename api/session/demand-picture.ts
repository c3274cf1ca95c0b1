// Whether bytes begin as a picture that is taken; the name and the type that came with them say nothing.
import { MandateError } from '#domain/errors.ts'
import { PICTURE_TYPES, type PictureType, pictureType } from '#queues/session/picture-type.ts'

/** @throws MandateError UNSUPPORTED_MEDIA_TYPE */
export async function demandPicture(head: Uint8Array): Promise<PictureType> {
  const type = await pictureType(head)
  if (type !== undefined) return type
  throw new MandateError('UNSUPPORTED_MEDIA_TYPE', 'by its first bytes this is no picture that is taken', {
    members: { accepted: PICTURE_TYPES },
  })
}
