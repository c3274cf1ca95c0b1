// What kind of picture bytes are, whatever they are called: the API looks before it takes them, a worker before it decodes them.
import { fileTypeFromBuffer } from 'file-type'

/** CONTRACT, section 5. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/tiff'] as const
export type PictureType = (typeof PICTURE_TYPES)[number]

/** The kind is told by so many first bytes. */
export const PICTURE_HEAD_BYTES = 4100

/** @returns undefined: none that is taken; most raw photographs, which look like TIFF, and SVG included */
export async function pictureType(head: Uint8Array): Promise<PictureType | undefined> {
  const mime: string | undefined = (await fileTypeFromBuffer(head))?.mime
  // Whether it is a raw photograph stands in its directory, which may be the last thing in the file.
  if (mime === undefined && isTiff(head)) return 'image/tiff'
  // An animated PNG is a PNG to whoever shows its first frame.
  const kind = mime === 'image/apng' ? 'image/png' : mime
  if (kind === 'image/gif' && !isGif(head)) return undefined
  return PICTURE_TYPES.find(type => type === kind)
}

/** GIF 89a, section 17; three letters alone are the beginning of many a text. */
const isGif = (head: Uint8Array) => /^GIF8[79]a/.test(Buffer.from(head.subarray(0, 6)).toString('latin1'))

/** TIFF 6.0, section 2: byte order, 42. */
const isTiff = (head: Uint8Array) =>
  TIFF_HEADS.some(magic => head.length > 8 && magic.every((byte, at) => head[at] === byte))

const TIFF_HEADS = [
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
]
