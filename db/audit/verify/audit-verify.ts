// Verifies the trail of one subject: recomputed from stored bytes, held against its row and against all checkpoints it is in.
import type { AuditReader, AuditVerdict } from '#domain/ports/audit-reader.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../../connection/with-reader.ts'
import { openPublicKeys, type PublicKeys } from '../key/public-key.ts'
import { fetchCheckpoint } from './fetch-checkpoint.ts'
import { readAhead } from './read-ahead.ts'
import { type CoveringCheckpoint, subjectCheckpoints } from './subject-checkpoints.ts'
import { type StoredSubject, subjectEntries } from './subject-entries.ts'
import { type Finding, type SignedHead, walkChain } from './walk-chain.ts'

/**
 * @param store the bucket with object lock
 * @throws when ledger or bucket can't be read; what is wrong with the trail is an answer, not an error
 */
export function auditVerify(read: Read, store: ObjectStore): AuditReader['verify'] {
  return async (reader, subjectId) => {
    const { keys, covering, seen } = await subjectCheckpoints(read, reader, subjectId)
    const opened = await openPublicKeys(keys)
    const { signed, findings, newestAt } = await readCovering(store, opened.keys, subjectId, covering)
    const trail = await walkTrail(read, reader, subjectId, seen, signed, covering)
    if (!trail.known && covering.length === 0) return undefined
    const [firstBad] = [...(trail.finding ? [trail.finding] : []), ...findings].sort((a, b) => a.seq - b.seq)
    const verdict: AuditVerdict = { ok: firstBad === undefined, checked: trail.checked }
    if (firstBad !== undefined) verdict.firstBad = firstBad
    if (newestAt !== undefined) verdict.checkpointAt = new Date(newestAt)
    return verdict
  }
}

const CHECKPOINTS_AT_ONCE = 4

async function readCovering(
  store: ObjectStore,
  keys: PublicKeys,
  subjectId: string,
  covering: readonly CoveringCheckpoint[],
) {
  const signed: SignedHead[] = []
  const findings: Finding[] = []
  let newestAt: string | undefined
  const fetched = readAhead(covering, CHECKPOINTS_AT_ONCE, async ({ n, seq, recorded }) => ({
    ...{ n, seq },
    found: recorded === null ? GONE(n) : await fetchCheckpoint(store, keys, recorded),
  }))
  for await (const { n, seq, found } of fetched) {
    if (found === 'expired') continue
    if ('why' in found) {
      findings.push({ seq, why: found.why })
      continue
    }
    const { at, heads } = found.checkpoint
    const head = heads.find(({ subject }) => subject === subjectId)
    if (head === undefined) findings.push({ seq, why: `checkpoint ${n} of ${at} does not hold the subject` })
    else signed.push({ n, at, seq: head.seq, hash: head.hash })
    if (head !== undefined && (newestAt === undefined || at > newestAt)) newestAt = at
  }
  return { signed, findings, newestAt }
}

const GONE = (n: number) => ({ why: `checkpoint ${n} was removed from the ledger` })

async function walkTrail(
  read: Read,
  reader: Reader,
  subjectId: string,
  seen: string,
  signed: readonly SignedHead[],
  covering: readonly CoveringCheckpoint[],
) {
  const walk = walkChain(signed)
  let checked = 0
  let subject: StoredSubject | undefined
  let finding: Finding | undefined
  for await (const page of subjectEntries(read, reader, subjectId, seen)) {
    subject = page.subject
    for (const stored of page.entries) {
      if (finding !== undefined) break
      checked++
      finding = walk.take(stored)
    }
  }
  finding ??= walk.end(subject?.row)
  if (subject?.wasSeen) finding ??= unsigned(walk.last.seq, covering)
  return { checked, finding, known: checked > 0 || subject?.row !== undefined }
}

/** A round that saw the last entry has signed it, so that a checkpoint hidden from the ledger is missed. */
function unsigned(seq: number, covering: readonly { seq: number }[]): Finding | undefined {
  return covering.some(head => head.seq === seq) ? undefined : { seq, why: unsignedWhy(seq) }
}

export const unsignedWhy = (seq: number): string =>
  `entry ${seq} should be in a signed checkpoint by now and is in none: a checkpoint was removed`
