// One round of checkpoints: the heads of all chains that moved, signed per tenant and locked away.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { SubjectHead } from '#db/audit/checkpoint/checkpoint.ts'
import { publicKeyKey } from '#db/audit/checkpoint/checkpoint.ts'
import type { CheckpointLedger } from '#db/audit/checkpoint/checkpoint-ledger.ts'
import type { SigningKey } from '#db/audit/key/signing-key.ts'
import { type ObjectStore, ObjectStoreError } from '#domain/ports/object-store.ts'
import { type TenantCheckpointsOptions, writeTenantCheckpoints } from './write-tenant-checkpoints.ts'

export interface CheckpointOptions {
  ledger: CheckpointLedger
  /** The bucket with object lock. */
  store: ObjectStore
  key: SigningKey
  retentionDays: number
  /** Of rounds; also how long a holder is given who does not say that it goes on. */
  intervalMs: number
  /** Hears of objects that stand where a checkpoint should and are none. */
  onForeign(objectKey: string, why: string): void
  /** Heads that are held in memory before they are written. */
  maxHeads?: number
}

export interface RoundReport {
  checkpoints: number
  heads: number
}

const TENANTS_AT_ONCE = 8

/**
 * @returns does a round: undefined when it is not our turn. A round that fails is done again from where the last whole one ended:
 * what it left in the bucket is found and recorded then.
 */
export function createCheckpointRound(options: CheckpointOptions): () => Promise<RoundReport | undefined> {
  const { ledger, intervalMs, maxHeads = 50_000 } = options
  const holder = uuid()
  let published = false

  return async () => {
    const round = await ledger.take(holder, intervalMs)
    if (round === undefined) return undefined
    if (!published) await publishKey(options)
    published = true
    const report = { checkpoints: 0, heads: 0 }
    let moved = new Map<string, Map<string, SubjectHead>>()
    let held = 0
    for await (const heads of ledger.moved(round)) {
      held += gather(moved, heads)
      if (held < maxHeads) continue
      await write(options, round.at, moved, report)
      moved = new Map()
      held = 0
      if (!(await ledger.keep(holder, intervalMs))) return report // somebody took us for dead and does it all
    }
    await write(options, round.at, moved, report)
    await ledger.finish(holder, round.sees)
    return report
  }
}

/** Before the first checkpoint that bears its signature. */
async function publishKey({ ledger, store, key, retentionDays }: CheckpointOptions): Promise<void> {
  await ledger.registerKey(key.public)
  try {
    await store.put(publicKeyKey(key.public.kid), Buffer.from(JSON.stringify(key.public)), {
      contentType: 'application/jwk+json',
      ifNoneMatch: '*',
      retainUntil: new Date(Date.now() + retentionDays * DAY_MS),
    })
  } catch (error) {
    if (error instanceof ObjectStoreError && error.reason === 'PRECONDITION_FAILED') return // it lies there already
    throw error
  }
}

/** @returns how many subjects are new */
function gather(moved: Map<string, Map<string, SubjectHead>>, heads: readonly (SubjectHead & { tenant: string })[]) {
  let added = 0
  for (const { tenant, ...head } of heads) {
    const ofTenant = moved.get(tenant) ?? new Map<string, SubjectHead>()
    moved.set(tenant, ofTenant)
    if (!ofTenant.has(head.subject)) added++
    // Transactions are read in the order of their beginning, which need not be that of the chain.
    if ((ofTenant.get(head.subject)?.seq ?? 0) < head.seq) ofTenant.set(head.subject, head)
  }
  return added
}

async function write(
  options: CheckpointOptions,
  at: string,
  moved: ReadonlyMap<string, Map<string, SubjectHead>>,
  report: RoundReport,
): Promise<void> {
  const latest = await options.ledger.latest([...moved.keys()])
  const retainUntil = new Date(Date.parse(at) + options.retentionDays * DAY_MS)
  const tenants = moved.entries()
  const worker = async () => {
    for (const [tenant, heads] of tenants) {
      const link = latest.get(tenant) ?? { n: 0, sha256: null }
      const job: TenantCheckpointsOptions = { ...options, tenant, at, retainUntil, link }
      const written = await writeTenantCheckpoints(job, [...heads.values()])
      report.checkpoints += written.checkpoints
      report.heads += written.heads
    }
  }
  await Promise.all(Array.from({ length: TENANTS_AT_ONCE }, worker))
}

const DAY_MS = 86_400_000
