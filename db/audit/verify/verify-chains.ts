// Recomputes all chains of all tenants from stored bytes.
import type { Sql } from '../../connection/open-pool.ts'
import { allEntries, type SubjectState } from './all-entries.ts'
import { unsignedWhy } from './audit-verify.ts'
import { subjectsWithoutTrail } from './subjects-without-trail.ts'
import type { Bad, Counts } from './verify-everything.ts'
import { type ChainWalk, cutWhy, type Finding, walkChain } from './walk-chain.ts'

/** @param counts grows as it goes */
export async function verifyChains(sql: Sql, counts: Counts): Promise<Bad | undefined> {
  const [round] = await sql<{ seen: string }[]>`SELECT seen::text FROM audit_rounds`
  let current: { subject: string; walk: ChainWalk; state: SubjectState | undefined } | undefined
  const end = (): Bad | undefined => {
    if (current === undefined) return undefined
    const finding = endOf(current.walk, current.state)
    return finding && { subject: current.subject, ...finding }
  }
  for await (const entries of allEntries(sql, round?.seen ?? '1:1:')) {
    for (const stored of entries) {
      const { subject } = stored.entry
      if (current?.subject !== subject) {
        const bad = end()
        if (bad !== undefined) return bad
        current = { subject, walk: walkChain(), state: undefined }
      }
      counts.entries++
      const finding = current.walk.take(stored)
      if (finding !== undefined) return { subject, ...finding }
      current.state = stored.state
    }
  }
  const bad = end()
  if (bad !== undefined) return bad
  const { subjects, without } = await subjectsWithoutTrail(sql)
  counts.subjects = subjects
  return without === undefined ? undefined : { subject: without, seq: 1, why: 'its trail has no beginning' }
}

function endOf(walk: ChainWalk, state: SubjectState | undefined): Finding | undefined {
  const finding = walk.end(state?.row)
  if (finding !== undefined) return finding
  const { seq } = walk.last
  const { signedSeq, wasSeen } = state ?? { signedSeq: 0, wasSeen: false }
  if (signedSeq > seq) return { seq: seq + 1, why: cutWhy(seq, `a checkpoint signed entry ${signedSeq}`) }
  return wasSeen && signedSeq !== seq ? { seq, why: unsignedWhy(seq) } : undefined
}
