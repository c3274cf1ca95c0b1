// What users have uploaded: media on their way and media that a post may take, each for a day. In memory: nothing of it is published.
import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { createSnowflakes } from './identity.ts'
import { invalidRequest, notFound } from './problem.ts'

export interface ShelvedMedium {
  id: string
  key: string
  account: string
  category: string
  mime: string
  bytes: number
  sha256: string
  alt?: string
  state: 'pending' | 'in_progress' | 'succeeded' | 'failed'
  readyAtMs: number
  expiresAtMs: number
}

interface Upload {
  account: string
  category: string
  mime: string
  totalBytes: number
  segments: Map<number, Uint8Array>
  expiresAtMs: number
}

const LIFE_MS = 24 * 3_600_000
const PROCESSING_MS = 1000
const MiB = 1024 * 1024
const CATEGORIES: Record<string, { mimes: readonly string[]; maxBytes: number; prefix: number }> = {
  tweet_image: { mimes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'], maxBytes: 5 * MiB, prefix: 3 },
  tweet_gif: { mimes: ['image/gif'], maxBytes: 15 * MiB, prefix: 16 },
  tweet_video: { mimes: ['video/mp4', 'video/quicktime', 'video/webm'], maxBytes: 512 * MiB, prefix: 7 },
}

export type MediaShelf = ReturnType<typeof createMediaShelf>

/** Every method throws XProblem for what X refuses. */
export function createMediaShelf() {
  const uploads = new Map<string, Upload>()
  const media = new Map<string, ShelvedMedium>()
  const nextId = createSnowflakes()
  const uploadOf = (id: string, account: string, now: Date): Upload => {
    const upload = uploads.get(id)
    if (upload === undefined || upload.account !== account || upload.expiresAtMs <= now.getTime())
      throw notFound('media', id)
    return upload
  }
  const shelve = async (id: string, upload: Upload, bytes: Uint8Array, processingMs: number, now: Date) => {
    const { mimes, prefix } = demandCategory(upload.category, bytes.byteLength)
    const found = (await fileTypeFromBuffer(bytes))?.mime
    const fits = found !== undefined && mimes.includes(found)
    if (!fits && processingMs === 0)
      throw invalidRequest('The media could not be read.', { media: [found ?? 'unknown'] })
    const medium: ShelvedMedium = {
      id,
      key: `${prefix}_${id}`,
      account: upload.account,
      category: upload.category,
      mime: found ?? upload.mime,
      bytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      state: processingMs === 0 ? 'succeeded' : 'pending',
      readyAtMs: now.getTime() + processingMs,
      expiresAtMs: now.getTime() + LIFE_MS,
    }
    if (!fits) medium.state = 'failed'
    media.set(id, medium)
    return medium
  }
  const find = (id: string, account: string, now: Date): ShelvedMedium => {
    const medium = media.get(id)
    if (medium === undefined || medium.account !== account || medium.expiresAtMs <= now.getTime())
      throw notFound('media', id)
    if (medium.state === 'pending' || medium.state === 'in_progress')
      medium.state = now.getTime() >= medium.readyAtMs ? 'succeeded' : 'in_progress'
    return medium
  }
  return {
    find,
    addImage(account: string, category: string, bytes: Uint8Array, now: Date): Promise<ShelvedMedium> {
      demandCategory(category, bytes.byteLength)
      if (category === 'tweet_video')
        throw invalidRequest('A video is uploaded in segments.', { media_category: [category] })
      const upload = { account, category, mime: '', totalBytes: bytes.byteLength, segments: new Map(), expiresAtMs: 0 }
      return shelve(nextId(now), upload, bytes, 0, now)
    },
    begin(account: string, category: string, mime: string, totalBytes: number, now: Date) {
      const { mimes, prefix } = demandCategory(category, totalBytes)
      if (!mimes.includes(mime)) throw invalidRequest(`${mime} is no ${category}`, { media_type: [mime] })
      const id = nextId(now)
      uploads.set(id, {
        account,
        category,
        mime,
        totalBytes,
        segments: new Map(),
        expiresAtMs: now.getTime() + LIFE_MS,
      })
      return { id, key: `${prefix}_${id}`, expiresAfterS: LIFE_MS / 1000 }
    },
    append(id: string, account: string, index: number, bytes: Uint8Array, now: Date): number {
      const upload = uploadOf(id, account, now)
      upload.segments.set(index, bytes)
      return Math.floor(upload.expiresAtMs / 1000)
    },
    async finalize(id: string, account: string, now: Date): Promise<ShelvedMedium> {
      const known = media.get(id)
      if (known !== undefined && known.account === account) return find(id, account, now)
      const upload = uploadOf(id, account, now)
      const whole = Buffer.concat(
        Array.from({ length: upload.segments.size }, (_, index) => upload.segments.get(index) ?? new Uint8Array()),
      )
      if (whole.byteLength !== upload.totalBytes)
        throw invalidRequest(
          `Segments do not add up to provided total file size: ${whole.byteLength} of ${upload.totalBytes}.`,
        )
      uploads.delete(id)
      return shelve(id, upload, whole, PROCESSING_MS, now)
    },
    describe(id: string, account: string, alt: string, now: Date): void {
      find(id, account, now).alt = alt
    },
    /** For a post: the account's own, and ready. */
    take(id: string, account: string, now: Date): ShelvedMedium {
      const medium = media.get(id)
      const usable = medium !== undefined && medium.account === account && medium.expiresAtMs > now.getTime()
      if (!usable || find(id, account, now).state !== 'succeeded')
        throw invalidRequest('Your media IDs are invalid.', { 'media.media_ids': [id] })
      return medium
    },
  }
}

function demandCategory(category: string, bytes: number) {
  const rule = CATEGORIES[category]
  if (rule === undefined) throw invalidRequest(`${category} is not emulated`, { media_category: [category] })
  if (bytes > rule.maxBytes)
    throw invalidRequest(`The file size of ${bytes} bytes exceeds the limit of ${rule.maxBytes}.`)
  return rule
}
