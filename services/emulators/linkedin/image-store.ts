// Uploaded images on their way to being available; in memory, for what was published with them is in the log.
import { createHash, randomBytes } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'

export type ImageStatus = 'WAITING_UPLOAD' | 'PROCESSING' | 'AVAILABLE' | 'PROCESSING_FAILED'

export interface StoredImage {
  urn: string
  /** The URN of whoever may publish it. */
  owner: string
  /** Whoever knows it may upload the bytes. */
  uploadToken: string
  uploaded?: { sha256: string; mime: string; at: Date }
}

const TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/gif']

export type ImageStore = ReturnType<typeof createImageStore>

/** @param processingMs how long an uploaded image is not available yet */
export function createImageStore(processingMs: number, now: () => Date) {
  const byUrn = new Map<string, StoredImage>()
  const byToken = new Map<string, StoredImage>()
  return {
    begin(owner: string): StoredImage {
      const image = { urn: `urn:li:image:${randomId('C4E22')}`, owner, uploadToken: randomId('C4E10') }
      byUrn.set(image.urn, image)
      byToken.set(image.uploadToken, image)
      return image
    },
    find: (urn: string): StoredImage | undefined => byUrn.get(urn),
    waitsFor: (uploadToken: string): boolean => byToken.has(uploadToken),
    async upload(uploadToken: string, bytes: Uint8Array): Promise<void> {
      const image = byToken.get(uploadToken)
      if (image === undefined) return
      const mime = (await fileTypeFromBuffer(bytes))?.mime ?? 'application/octet-stream'
      image.uploaded = { sha256: createHash('sha256').update(bytes).digest('hex'), mime, at: now() }
    },
    statusOf({ uploaded }: StoredImage): ImageStatus {
      if (uploaded === undefined) return 'WAITING_UPLOAD'
      if (now().getTime() - uploaded.at.getTime() < processingMs) return 'PROCESSING'
      return TYPES.includes(uploaded.mime) ? 'AVAILABLE' : 'PROCESSING_FAILED'
    },
  }
}

function randomId(prefix: string): string {
  return `${prefix}${randomBytes(15).toString('base64url')}`
}
