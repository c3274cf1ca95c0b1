// Follows a correction to what it corrects, as far as there is evidence in custody.
import { evidenceKey } from '#contracts/session-manifest.ts'
import { checkSnapshot, linkHash } from './check-snapshot.ts'
import { Mismatch } from './mismatch.ts'
import { type Custody, type Evidence, readEvidence } from './read-evidence.ts'
import type { SessionLedgerRows } from './session-ledger-rows.ts'

export interface CheckParentsOptions {
  custody: Custody
  now: () => number
  /** Trusted keys; absent: those of each evidence itself. */
  keys?: Evidence['keys']
  ledger?: Pick<SessionLedgerRows, 'custodyOf'>
}

export interface ParentChain {
  /** Signed snapshots from the parent upwards. */
  followed: number
  /** How many of them stand directly before their correction in guard's chain, with a `prev_hash` that fits. */
  linked: number
  /** The one that there is no evidence of any more. */
  missing?: string
}

/** @throws Mismatch */
export async function checkParents(evidence: Evidence, options: CheckParentsOptions): Promise<ParentChain> {
  const chain: ParentChain = { followed: 0, linked: 0 }
  for (let child = evidence; ; ) {
    const { tenant_id: tenantId, parent_session_id: sessionId, parent_snapshot_id: snapshotId } = child.manifest
    if (sessionId === null || snapshotId === null) {
      const { version } = child.manifest
      if (version !== 1) throw new Mismatch(`the version in ${child.key}`, '1: it corrects nothing', `${version}`)
      return chain
    }
    const key = evidenceKey({ tenantId, sessionId, snapshotId })
    const parent = await readEvidence(options.custody, key)
    if (parent === undefined) {
      await mayBeGone(key, sessionId, options)
      return { ...chain, missing: key }
    }
    checkSnapshot(parent, options.keys ?? parent.keys)
    checkOrder(child, parent)
    chain.followed++
    if (child.snapshot.prev_hash === linkHash(parent)) chain.linked++
    child = parent
  }
}

function checkOrder(child: Evidence, parent: Evidence): void {
  const due = parent.manifest.version + 1
  const { version } = child.manifest
  if (version !== due) throw new Mismatch(`the version in ${child.key}`, `${due}, after its parent's`, `${version}`)
  const [at, before] = [child.snapshot.at, parent.snapshot.at]
  if (Date.parse(at) < Date.parse(before)) throw new Mismatch(`the time in ${child.key}`, `one after ${before}`, at)
}

/** Its retention may be over before that of its correction; only the ledger can tell. */
async function mayBeGone(key: string, sessionId: string, { ledger, now }: CheckParentsOptions): Promise<void> {
  const noted = (await ledger?.custodyOf(sessionId))?.find(({ object }) => object === key)
  if (noted !== undefined && noted.retainUntil.getTime() > now()) {
    throw new Mismatch(key, `it, until ${noted.retainUntil.toISOString()}`, 'nothing: it is gone from custody')
  }
}
