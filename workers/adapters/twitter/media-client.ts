// X's media endpoints (v2): images in one request, GIFs and videos in pieces that X then processes.
import { z } from 'zod'
import type { PlatformAccount } from '#domain/ports/platform.ts'
import type { Ask } from './client.ts'
import type { MediaKind } from './media-kind.ts'
import { Uploaded } from './wire.ts'

export const SEGMENT_BYTES = 4 * 1024 * 1024
/** Megabytes over a slow line take longer than a read. */
const TRANSFER_TIMEOUT_MS = 60_000

/** Each call publishes nothing and may be made again; throws as Ask does. */
export function createMediaClient(ask: Ask, account: PlatformAccount, signal: AbortSignal) {
  const uploaded = async (...[call, timeoutMs]: [Parameters<Ask>[1], number?]): Promise<Uploaded> =>
    (await ask(account, { ...call, ...(timeoutMs === undefined ? {} : { timeoutMs }) }, Uploaded, signal)).data
  return {
    uploadImage(bytes: Uint8Array, { category, mime }: MediaKind) {
      const form = new FormData()
      form.set('media_category', category)
      form.set('media', blobOf(bytes, mime), 'media')
      return uploaded({ method: 'POST', path: '/2/media/upload', form }, TRANSFER_TIMEOUT_MS)
    },
    initialize: (totalBytes: number, { category, mime }: MediaKind) =>
      uploaded({
        method: 'POST',
        path: '/2/media/upload/initialize',
        json: { media_type: mime, total_bytes: totalBytes, media_category: category },
      }),
    /** @param index of the segment of SEGMENT_BYTES; again with the same index puts it in the same place */
    async append(id: string, bytes: Uint8Array, index: number): Promise<void> {
      const form = new FormData()
      form.set('segment_index', String(index))
      form.set('media', blobOf(bytes.subarray(index * SEGMENT_BYTES, (index + 1) * SEGMENT_BYTES)), 'media')
      const path = `/2/media/upload/${id}/append`
      await ask(account, { method: 'POST', path, form, timeoutMs: TRANSFER_TIMEOUT_MS }, z.unknown(), signal)
    },
    finalize: (id: string) => uploaded({ method: 'POST', path: `/2/media/upload/${id}/finalize` }),
    status: (id: string) =>
      uploaded({ method: 'GET', path: '/2/media/upload', query: { command: 'STATUS', media_id: id } }),
    async describe(id: string, altText: string): Promise<void> {
      const json = { id, metadata: { alt_text: { text: altText } } }
      await ask(account, { method: 'POST', path: '/2/media/metadata', json }, z.unknown(), signal)
    },
  }
}
export type MediaClient = ReturnType<typeof createMediaClient>

function blobOf(bytes: Uint8Array, type = 'application/octet-stream'): Blob {
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type })
}
