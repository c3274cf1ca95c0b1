// The approved bytes of a picture, if Meta takes such a picture at all.
import { fileTypeFromBuffer } from 'file-type'
import type { Post, PrepareTools } from '#domain/ports/platform.ts'
import { refuse } from './halt.ts'

export interface PictureLimits {
  maxBytes: number
  types: readonly string[]
}

export interface PictureBytes {
  bytes: Uint8Array
  mime: string
}

/** Read beyond a surface's limit, so that what is too large is refused as that and not as unreadable. */
const READ_AT_MOST_BYTES = 64 * 1024 * 1024

/** @throws Halt when Meta does not take it; else when it is unreadable or not what was approved */
export async function readPicture(
  medium: Post['media'][number],
  { readMedia }: PrepareTools,
  { maxBytes, types }: PictureLimits,
): Promise<PictureBytes> {
  const bytes = await readMedia(medium, READ_AT_MOST_BYTES)
  if (bytes.length > maxBytes)
    throw refuse('MEDIA_TOO_LARGE', `${medium.url} has ${bytes.length} bytes; Meta takes ${maxBytes}`)
  const mime = (await fileTypeFromBuffer(bytes))?.mime
  if (mime === undefined || !types.includes(mime))
    throw refuse('MEDIA_UNSUPPORTED', `${medium.url} is ${mime ?? 'of no known type'}; Meta takes ${types.join(', ')}`)
  return { bytes, mime }
}
