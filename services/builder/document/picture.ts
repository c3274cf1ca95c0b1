// A picture on its way into a document: decoded, in a form that Word reads, no wider than the text.
import sharp from 'sharp'
import { xmlText } from './xml-text.ts'

export interface Picture {
  readonly bytes: Uint8Array
  readonly extension: 'png' | 'jpeg'
  readonly widthPx: number
  readonly heightPx: number
}

/** Undefined when it is no picture that can be decoded. JPEG and PNG stay as they are; everything else becomes PNG, its first frame. */
export async function readPicture(bytes: Uint8Array): Promise<Picture | undefined> {
  try {
    const image = sharp(bytes, { limitInputPixels: 40_000_000 })
    const { format, width, height, orientation = 1 } = await image.metadata()
    if ((format === 'png' || format === 'jpeg') && orientation === 1) {
      // Decoded once for nothing but to know that it can be: Word shows a red cross for a broken one.
      await image.stats()
      return { bytes, extension: format, widthPx: width, heightPx: height }
    }
    const { data, info } = await image.autoOrient().png().toBuffer({ resolveWithObject: true })
    return { bytes: data, extension: 'png', widthPx: info.width, heightPx: info.height }
  } catch {
    // sharp says in many words that it cannot; the document says that the picture is missing.
    return undefined
  }
}

const EMU_PER_PIXEL = 9525
const EMU_PER_TWIP = 635

export interface PicturePlace {
  readonly relationId: string
  /** Unique in the document. */
  readonly number: number
  readonly altText: string
  readonly maxWidthTwips: number
  readonly maxHeightTwips: number
}

/** A run with the picture inline (ECMA-376, part 1, 20.4.2.8), at 96 dpi or smaller. */
export function pictureRun({ widthPx, heightPx }: Omit<Picture, 'bytes' | 'extension'>, place: PicturePlace): string {
  const { relationId, number, altText, maxWidthTwips, maxHeightTwips } = place
  const [width, height] = [widthPx * EMU_PER_PIXEL, heightPx * EMU_PER_PIXEL]
  const scale = Math.min(1, (maxWidthTwips * EMU_PER_TWIP) / width, (maxHeightTwips * EMU_PER_TWIP) / height)
  const size = `cx="${Math.floor(width * scale)}" cy="${Math.floor(height * scale)}"`
  const named = `id="${number}" name="Picture ${number}" descr="${xmlText(altText)}"`
  const a = 'http://schemas.openxmlformats.org/drawingml/2006/main'
  const pic = 'http://schemas.openxmlformats.org/drawingml/2006/picture'
  return (
    `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${size}/><wp:docPr ${named}/>` +
    `<a:graphic xmlns:a="${a}"><a:graphicData uri="${pic}"><pic:pic xmlns:pic="${pic}">` +
    `<pic:nvPicPr><pic:cNvPr ${named}/><pic:cNvPicPr/></pic:nvPicPr>` +
    `<pic:blipFill><a:blip r:embed="${relationId}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>` +
    '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
  )
}
