// Verifies the whole trail of all tenants: keys, chains and checkpoints, from stored bytes and public keys alone.
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { Sql } from '../../connection/open-pool.ts'
import { openPublicKeys } from '../key/public-key.ts'
import { verifyChains } from './verify-chains.ts'
import { verifyCheckpoints } from './verify-checkpoints.ts'
import { verifyKeys } from './verify-keys.ts'

/** The first thing that does not match. */
export interface Bad {
  /** A campaign or an action; absent when it is about a checkpoint or a key. */
  subject?: string
  tenant?: string
  seq?: number
  why: string
}

export interface Counts {
  subjects: number
  entries: number
  checkpoints: number
  /** Signed heads that were compared with the trail. */
  heads: number
  keys: number
}

export interface VerifyEverythingOptions {
  /** Of a role that sees all tenants. */
  sql: Sql
  /** The bucket with object lock. */
  store: ObjectStore
  /** JSON Web Keys that somebody has kept: only these count. Without them those that ledger and bucket agree on. */
  trustedKeys?: readonly unknown[]
}

/** @throws when ledger or bucket can't be read */
export async function verifyEverything(options: VerifyEverythingOptions): Promise<{ counts: Counts; bad?: Bad }> {
  const { sql, store, trustedKeys } = options
  const counts: Counts = { subjects: 0, entries: 0, checkpoints: 0, heads: 0, keys: 0 }
  const { jwks, bad: badKey } = await verifyKeys(sql, store)
  const { keys, forged } = await openPublicKeys(trustedKeys ?? jwks)
  counts.keys = keys.size
  const [unfit] = forged
  const bad =
    badKey ??
    (unfit === undefined ? undefined : { why: `the key ${unfit} is not what its name says` }) ??
    (await verifyChains(sql, counts)) ??
    (await verifyCheckpoints({ sql, store, keys, counts }))
  return bad === undefined ? { counts } : { counts, bad }
}
