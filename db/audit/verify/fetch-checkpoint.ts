// Fetches a recorded checkpoint from the bucket and holds it against its record.
import { arrayBuffer } from 'node:stream/consumers'
import { type ObjectStore, ObjectStoreError } from '#domain/ports/object-store.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import { type OpenedCheckpoint, openCheckpoint } from '../checkpoint/open-checkpoint.ts'
import { sha256Of } from '../checkpoint/seal-checkpoint.ts'
import type { PublicKeys } from '../key/public-key.ts'

export interface RecordedCheckpoint {
  tenant: string
  n: number
  at: string
  objectKey: string
  sha256: string
  prev: string | null
  retainUntil: string
}

/** `expired`: its retention is over and it is gone, as it may be. */
export type FetchedCheckpoint = { checkpoint: Checkpoint } | { why: string } | 'expired'

/** @throws ObjectStoreError when the store can't say */
export async function fetchCheckpoint(
  store: ObjectStore,
  keys: PublicKeys,
  recorded: RecordedCheckpoint,
): Promise<FetchedCheckpoint> {
  const bytes = await fetchBytes(store, recorded.objectKey)
  if (bytes === undefined)
    return Date.parse(recorded.retainUntil) < Date.now()
      ? 'expired'
      : { why: `checkpoint ${recorded.n} of ${recorded.at} is gone from the bucket` }
  return checkRecorded(bytes, keys, recorded)
}

/** @returns the checkpoint, when the bytes are signed and are those that were recorded */
function checkRecorded(bytes: Uint8Array, keys: PublicKeys, recorded: RecordedCheckpoint): OpenedCheckpoint {
  const called = `checkpoint ${recorded.n} of ${recorded.at}`
  const opened = openCheckpoint(bytes, keys)
  if ('why' in opened) return { why: `${called} ${opened.why}` }
  const { checkpoint } = opened
  if (checkpoint.tenant !== recorded.tenant || checkpoint.n !== recorded.n)
    return { why: `${called} in the bucket is a copy of another one` }
  if (sha256Of(bytes) !== recorded.sha256 || checkpoint.prev !== recorded.prev || checkpoint.at !== recorded.at)
    return { why: `${called} was recorded otherwise than it lies in the bucket` }
  return { checkpoint }
}

/** Undefined: there is none. */
export async function fetchBytes(store: ObjectStore, key: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await arrayBuffer((await store.get(key)).body))
  } catch (error) {
    if (error instanceof ObjectStoreError && error.reason === 'NO_SUCH_OBJECT') return undefined
    throw error
  }
}
