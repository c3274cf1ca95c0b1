// The place where a drawing becomes the bytes of a PNG; the same drawing always the same bytes.
import sharp from 'sharp'

/** Cards are never read again here, so libvips need not keep what it made. */
export function keepNoImages(): void {
  sharp.cache(false)
  sharp.concurrency(1)
}

/** Cards have few colours: without adaptive filters the PNG is smaller and made in half the time. No metadata, so nothing of time or machine is in it. */
export async function renderPng(svg: string): Promise<Buffer> {
  return await sharp(Buffer.from(svg)).flatten().png({ compressionLevel: 6 }).toBuffer()
}
