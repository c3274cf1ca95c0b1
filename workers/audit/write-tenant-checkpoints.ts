// Writes the checkpoints of one tenant behind its last one. The bucket decides who is first: a number is taken once.
import { arrayBuffer } from 'node:stream/consumers'
import { checkpointKey, type SubjectHead } from '#db/audit/checkpoint/checkpoint.ts'
import type { CheckpointLink } from '#db/audit/checkpoint/checkpoint-latest.ts'
import type { CheckpointLedger } from '#db/audit/checkpoint/checkpoint-ledger.ts'
import { openCheckpoint } from '#db/audit/checkpoint/open-checkpoint.ts'
import { type SealedCheckpoint, sealCheckpoint, sha256Of } from '#db/audit/checkpoint/seal-checkpoint.ts'
import type { SigningKey } from '#db/audit/key/signing-key.ts'
import { type ObjectStore, ObjectStoreError } from '#domain/ports/object-store.ts'

export interface TenantCheckpointsOptions {
  ledger: CheckpointLedger
  store: ObjectStore
  key: SigningKey
  onForeign(objectKey: string, why: string): void
  tenant: string
  at: string
  retainUntil: Date
  /** The newest recorded one. */
  link: CheckpointLink
}

const HEADS_PER_CHECKPOINT = 10_000

/** @returns what was written; heads that a found checkpoint has already are not written again */
export async function writeTenantCheckpoints(options: TenantCheckpointsOptions, heads: SubjectHead[]) {
  const { ledger, key, tenant, at, retainUntil } = options
  const written = { checkpoints: 0, heads: 0 }
  let { n, sha256: prev } = options.link
  let left = heads.toSorted((a, b) => (a.subject < b.subject ? -1 : 1))
  while (left.length > 0) {
    n++
    const page = left.slice(0, HEADS_PER_CHECKPOINT)
    const sealed = sealCheckpoint({ tenant, n, at, prev, heads: page }, key)
    if (await putFirst(options, sealed)) {
      await ledger.record(sealed, retainUntil)
      prev = sealed.sha256
      left = left.slice(page.length)
      written.checkpoints++
      written.heads += page.length
    } else {
      const found = await adopt(options, n)
      prev = found?.sha256 ?? prev
      left = found === undefined ? left : withoutThose(left, found.checkpoint.heads)
    }
  }
  return written
}

/** @returns false when there is something under this number */
async function putFirst({ store, tenant, retainUntil }: TenantCheckpointsOptions, sealed: SealedCheckpoint) {
  try {
    await store.put(checkpointKey(tenant, sealed.checkpoint.n), sealed.bytes, {
      contentType: 'application/json',
      sha256: sealed.sha256,
      ifNoneMatch: '*',
      retainUntil,
    })
    return true
  } catch (error) {
    if (error instanceof ObjectStoreError && error.reason === 'PRECONDITION_FAILED') return false
    throw error
  }
}

/** Records what somebody wrote and did not live to record, or records right now; undefined: it is no checkpoint of ours. */
async function adopt({ ledger, store, tenant, retainUntil, onForeign }: TenantCheckpointsOptions, n: number) {
  const objectKey = checkpointKey(tenant, n)
  const bytes = new Uint8Array(await arrayBuffer((await store.get(objectKey)).body))
  const opened = openCheckpoint(bytes, await ledger.keys())
  if ('why' in opened || opened.checkpoint.tenant !== tenant || opened.checkpoint.n !== n) {
    onForeign(objectKey, 'why' in opened ? opened.why : 'is a copy of another checkpoint')
    return undefined
  }
  const found = { checkpoint: opened.checkpoint, sha256: sha256Of(bytes) }
  await ledger.record(found, retainUntil)
  return found
}

function withoutThose(heads: readonly SubjectHead[], written: readonly SubjectHead[]): SubjectHead[] {
  const seqs = new Map(written.map(head => [head.subject, head.seq]))
  return heads.filter(head => (seqs.get(head.subject) ?? 0) < head.seq)
}
