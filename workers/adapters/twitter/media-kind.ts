// What X takes as a medium, told by its magic bytes: images, GIFs and videos, each up to a size.
import { fileTypeFromBuffer } from 'file-type'
import type { ActionError } from '#domain/action/action.ts'

export interface MediaKind {
  category: 'tweet_image' | 'tweet_gif' | 'tweet_video'
  mime: string
}

const MiB = 1024 * 1024
const TAKEN: Record<string, { category: MediaKind['category']; maxBytes: number }> = {
  'image/jpeg': { category: 'tweet_image', maxBytes: 5 * MiB },
  'image/png': { category: 'tweet_image', maxBytes: 5 * MiB },
  'image/webp': { category: 'tweet_image', maxBytes: 5 * MiB },
  'image/gif': { category: 'tweet_gif', maxBytes: 15 * MiB },
  'video/mp4': { category: 'tweet_video', maxBytes: 512 * MiB },
  'video/quicktime': { category: 'tweet_video', maxBytes: 512 * MiB },
}

/** Nothing larger is taken, whatever it is. */
export const MAX_MEDIA_BYTES = 512 * MiB

/** @returns what it is, or why X would not take it */
export async function mediaKind(bytes: Uint8Array): Promise<MediaKind | ActionError> {
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? 'unknown bytes'
  const taken = TAKEN[mime === 'video/x-m4v' ? 'video/mp4' : mime]
  if (taken === undefined) return refusal('MEDIA_UNSUPPORTED', `X takes no ${mime}`)
  if (bytes.byteLength > taken.maxBytes)
    return refusal(
      'MEDIA_TOO_LARGE',
      `X takes ${mime} up to ${taken.maxBytes / MiB} MiB, this has ${bytes.byteLength} bytes`,
    )
  return { category: taken.category, mime: mime === 'video/x-m4v' ? 'video/mp4' : mime }
}

/** @returns why X would not take these together; undefined when it does */
export function wrongTogether(categories: readonly string[]): ActionError | undefined {
  const moving = categories.filter(category => category !== 'tweet_image').length
  if (categories.length <= 4 && (moving === 0 || categories.length === 1)) return undefined
  return refusal('MEDIA_UNSUPPORTED', 'X takes up to four images, or one GIF, or one video')
}

function refusal(code: string, message: string): ActionError {
  return { code, message, retryable: false }
}
