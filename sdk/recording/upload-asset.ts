// A picture on its way into a session.
import type { CallOptions } from '../client/call-options.ts'
import type { Caller } from '../client/create-caller.ts'
import type { Asset } from '../resources/shapes.ts'
import { type Bytes, bytesOf } from './bytes-of.ts'

export interface AssetToUpload {
  bytes: Bytes
  /** What the file is called. */
  name?: string
  /** The chunk that it follows; without, it stands by its time. */
  sequenceId?: number
  capturedAt?: string | Date
  /** Where in the document it goes. */
  targetPlaceholder?: string
  /** What stands under it. */
  caption?: string
}

export async function uploadAsset(
  caller: Caller,
  id: string,
  asset: AssetToUpload,
  options: CallOptions,
): Promise<Asset> {
  const { sequenceId, capturedAt, targetPlaceholder, caption } = asset
  const body = new FormData()
  const fields = {
    sequence_id: sequenceId,
    captured_at: capturedAt instanceof Date ? capturedAt.toISOString() : capturedAt,
    target_placeholder: targetPlaceholder,
    caption,
  }
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) body.append(name, String(value))
  body.append('file', new Blob([await bytesOf(asset.bytes)]), asset.name ?? 'picture')
  const path = `/api/v1/session/${encodeURIComponent(id)}/upload-asset`
  return (await caller.fetch(path, { ...options, method: 'POST', body })).json() as Promise<Asset>
}
