// Goes through all checkpoints as they lie in the bucket: complete, linked, signed, recorded, and true of the trail.
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { Sql } from '../../connection/open-pool.ts'
import type { Checkpoint } from '../checkpoint/checkpoint.ts'
import type { PublicKeys } from '../key/public-key.ts'
import { type CheckpointPair, checkpointPairs, checkpointTenants, recordOf } from './checkpoint-pairs.ts'
import { compareHeads } from './compare-heads.ts'
import { fetchCheckpoint } from './fetch-checkpoint.ts'
import { readAhead } from './read-ahead.ts'
import type { Bad, Counts } from './verify-everything.ts'

export interface VerifyCheckpointsOptions {
  sql: Sql
  store: ObjectStore
  keys: PublicKeys
  counts: Counts
}

const AT_ONCE = 4

export async function verifyCheckpoints(options: VerifyCheckpointsOptions): Promise<Bad | undefined> {
  const { sql, store } = options
  for (const tenant of await checkpointTenants(sql, store)) {
    let before: { n: number; sha256: string | undefined } = { n: 0, sha256: undefined }
    const looked = readAhead(checkpointPairs(sql, store, tenant), AT_ONCE, pair => look(options, tenant, pair))
    for await (const { n, pending, expired, why, checkpoint, sha256, subject, seq } of looked) {
      if (pending) continue
      if (n < 1) return { tenant, why: 'something lies among its checkpoints that has not the name of one' }
      if (n !== before.n + 1) return { tenant, why: gap(before.n + 1, n - 1) }
      if (why !== undefined) return { tenant, ...(subject && { subject }), ...(seq && { seq }), why }
      if (checkpoint !== undefined && before.sha256 !== undefined && checkpoint.prev !== before.sha256)
        return { tenant, why: `checkpoint ${n} does not link to checkpoint ${n - 1}: one of them was replaced` }
      if (n === 1 && checkpoint !== undefined && checkpoint.prev !== null)
        return { tenant, why: 'checkpoint 1 names one before itself' }
      before = { n, sha256: expired ? undefined : sha256 }
    }
  }
  return undefined
}

interface Look {
  n: number
  /** In the bucket and about to be recorded. */
  pending?: boolean
  expired?: boolean
  checkpoint?: Checkpoint
  sha256?: string
  subject?: string
  seq?: number
  why?: string
}

async function look(options: VerifyCheckpointsOptions, tenant: string, pair: CheckpointPair): Promise<Look> {
  const { sql, store, keys, counts } = options
  const { n } = pair
  const { recorded, running } = pair.recorded ? { ...pair, running: false } : await recordOf(sql, tenant, n)
  if (!recorded)
    return running
      ? { n, pending: true }
      : { n, why: `checkpoint ${n} lies in the bucket and was removed from the ledger` }
  const fetched = await fetchCheckpoint(store, keys, recorded)
  if (fetched === 'expired') return { n, expired: true }
  if ('why' in fetched) return { n, why: fetched.why }
  const { checkpoint } = fetched
  counts.checkpoints++
  counts.heads += checkpoint.heads.length
  return { n, checkpoint, sha256: recorded.sha256, ...(await compareHeads(sql, checkpoint)) }
}

const gap = (from: number, to: number) =>
  from === to ? `checkpoint ${from} is missing` : `checkpoints ${from} to ${to} are missing`
