// Makes of an uploaded picture what a document can hold: upright, of bounded size, without metadata, JPEG or PNG.
import { open, writeFile } from 'node:fs/promises'
import sharp, { type Metadata, type Sharp, type SharpOptions } from 'sharp'
import { PICTURE_HEAD_BYTES, type PictureType, pictureType } from '#queues/session/picture-type.ts'
import { PictureRefused } from './picture-refused.ts'

/** DESIGN, section 3. */
const MAX_PIXELS = 40_000_000
/** What JPEG can hold. A line of a thousand pixels and forty million of a pixel each cost very different times. */
const MAX_SIDE_IN = 65_535
/** CONTRACT, section 5. */
const MAX_SIDE = 1920
/** Of libvips, none else: neither SVG nor PDF nor whatever a file may turn out to be is ever given to its decoder. */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff'].map(name => `VipsForeignLoad${name}File`)
const OPEN: SharpOptions = { failOn: 'error', pages: 1, sequentialRead: true }
const JPEG = { quality: 82, mozjpeg: true } as const
const PNG = { compressionLevel: 9 } as const

export interface NormalisedPicture {
  mime: 'image/jpeg' | 'image/png'
  width: number
  height: number
  /** As it came, upright. */
  original: { width: number; height: number }
}

/**
 * @param input path of the original
 * @param output path that it is written to
 * @param maxSide pixels of the longer side, at most
 * @throws PictureRefused
 */
export async function normalisePicture(
  input: string,
  output: string,
  maxSide: number = MAX_SIDE,
): Promise<NormalisedPicture> {
  const type = await typeOf(input)
  try {
    const metadata = await sharp(input, { ...OPEN, limitInputPixels: false }).metadata()
    demandSize(metadata, type)
    const { data, info } = await sharp(input, { ...OPEN, limitInputPixels: MAX_PIXELS })
      .autoOrient()
      .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    const pixels = () => sharp(data, { raw: { width, height, channels } })
    const { mime, bytes } = await encode(pixels, type, channels === 4 || channels === 2)
    await writeFile(output, bytes)
    const { autoOrient: original } = metadata
    return { mime, width, height, original: { width: original.width, height: original.height } }
  } catch (cause) {
    if (cause instanceof PictureRefused || isOfDisk(cause)) throw cause
    throw new PictureRefused('NOT_DECODABLE', `it can't be decoded as ${type}`, { cause })
  }
}

/** To be called once in a process that does nothing else. */
export function restrictDecoders(): void {
  sharp.cache(false)
  sharp.concurrency(1)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: LOADERS })
}

async function typeOf(path: string): Promise<PictureType> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(PICTURE_HEAD_BYTES), 0, PICTURE_HEAD_BYTES, 0)
    const type = await pictureType(buffer.subarray(0, bytesRead))
    if (type !== undefined) return type
    throw new PictureRefused('UNSUPPORTED_TYPE', 'by its first bytes it is no picture that is taken')
  } finally {
    await file.close()
  }
}

function demandSize({ width, height, format }: Metadata, type: PictureType): void {
  if (`image/${format}` !== type) throw new PictureRefused('NOT_DECODABLE', `it begins as ${type} and is ${format}`)
  if (width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE_IN)
    throw new PictureRefused(
      'TOO_MANY_PIXELS',
      `${width} × ${height} are too many pixels; at most ${MAX_PIXELS}, ${MAX_SIDE_IN} a side`,
    )
}

interface Encoded {
  mime: NormalisedPicture['mime']
  bytes: Buffer
}

/** A photograph stays one; what has transparency, and drawings, are PNG; what is much smaller as a JPEG is a photograph. */
async function encode(pixels: () => Sharp, type: PictureType, hasAlpha: boolean): Promise<Encoded> {
  const isOpaque = !hasAlpha || (await pixels().stats()).isOpaque
  if (!isOpaque) return { mime: 'image/png', bytes: await pixels().png(PNG).toBuffer() }
  const jpeg: Encoded = { mime: 'image/jpeg', bytes: await pixels().removeAlpha().jpeg(JPEG).toBuffer() }
  if (type === 'image/jpeg') return jpeg
  const png: Encoded = { mime: 'image/png', bytes: await pixels().removeAlpha().png(PNG).toBuffer() }
  return jpeg.bytes.byteLength * 2 < png.bytes.byteLength ? jpeg : png
}

/** A full disk is not the picture's fault. */
const isOfDisk = (error: unknown) => error instanceof Error && 'syscall' in error
