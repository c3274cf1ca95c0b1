// Hashes the media that people are to approve, and keeps a preview of exactly these bytes. No preview is no reason not to hash.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PREVIEW_SIDE, previewKey, toPreviewMetadata } from '#domain/action/media-preview.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { openWorkFolder } from '#queues/work-folder.ts'
import type { PictureProcess } from '../pictures/create-picture-process.ts'
import type { OpenMedia } from './hash-media.ts'
import { type SpooledMedium, spoolMedia } from './spool-media.ts'

/**
 * SHA-256, lower-case hex, of the bytes behind each address, in their order.
 * @param previews what may be spent on previews; of a step that asks several times, the same each time
 * @throws when one can't be read to its end
 */
export type HashMediaOf = (
  tenantId: string,
  urls: readonly string[],
  signal: AbortSignal,
  previews?: PreviewBudget,
) => Promise<string[]>

/** It is spent as previews are made. The step that asks has to end in time whatever pictures do. */
export interface PreviewBudget {
  leftMs: number
}

/** For all previews of one step together. */
export function previewBudget(): PreviewBudget {
  return { leftMs: 20_000 }
}

export interface MediaHasherPorts {
  open: OpenMedia
  store: Pick<ObjectStore, 'head' | 'put'>
  normalise: PictureProcess['normalise']
  /** Told why there is no preview. */
  onNoPreview(error: unknown, sha256: string): void
}

export function createMediaHasher(ports: MediaHasherPorts): HashMediaOf {
  return async (tenantId, urls, signal, previews = previewBudget()) => {
    const hashes: string[] = []
    if (urls.length === 0) return hashes
    const folder = await openWorkFolder('media')
    try {
      for (const [index, url] of urls.entries()) {
        const path = join(folder.path, String(index))
        const medium = await spoolMedia({ open: ports.open, url, path }, signal)
        hashes.push(medium.sha256)
        const begun = performance.now()
        await keepPreview(ports, { tenantId, medium, path }, signal, previews.leftMs)
        previews.leftMs -= performance.now() - begun
      }
      return hashes
    } finally {
      await folder.remove()
    }
  }
}

interface ToPreview {
  tenantId: string
  medium: SpooledMedium
  path: string
}

/** @throws only the signal's reason */
async function keepPreview(ports: MediaHasherPorts, asked: ToPreview, signal: AbortSignal, leftMs: number) {
  // A timer may be early by less than a millisecond.
  if (leftMs < 1) return ports.onNoPreview(new Error('the pictures before it took all the time'), asked.medium.sha256)
  const late = AbortSignal.timeout(Math.ceil(leftMs))
  const inTime = AbortSignal.any([signal, late])
  try {
    // A decoder that is busy with others is waited for no longer than that.
    await Promise.race([makePreview(ports, asked, inTime), aborted(inTime)])
  } catch (error) {
    signal.throwIfAborted()
    ports.onNoPreview(error, asked.medium.sha256)
  }
}

async function makePreview(
  { store, normalise }: MediaHasherPorts,
  { tenantId, medium, path }: ToPreview,
  signal: AbortSignal,
): Promise<void> {
  const { sha256, bytes, mime, isOnDisk } = medium
  const key = previewKey(tenantId, sha256)
  if ((await store.head(key)) !== undefined) return
  const seen = { bytes, ...(mime === undefined ? {} : { mime }) }
  if (!isOnDisk) {
    const options = { contentType: 'application/octet-stream', metadata: toPreviewMetadata(seen), signal }
    await store.put(key, new Uint8Array(), options)
    return
  }
  const output = `${path}.preview`
  const made = await normalise({ input: path, output, maxSide: PREVIEW_SIDE }, signal)
  const metadata = toPreviewMetadata({ ...seen, ...made.original })
  await store.put(key, await readFile(output), { contentType: made.mime, metadata, signal })
}

function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  if (signal.aborted) reject(signal.reason)
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  return promise
}
