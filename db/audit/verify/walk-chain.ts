// Follows one subject's chain from its first entry to its head and says where it first breaks.
import { type AuditEntry, type AuditHead, EMPTY_CHAIN } from '#domain/audit-entry.ts'
import { hashEntry } from '../chain.ts'

/** The first entry that can't be right, and why in plain words. */
export interface Finding {
  seq: number
  why: string
}

/** What a checkpoint signed of this subject. */
export interface SignedHead extends AuditHead {
  n: number
  at: string
}

export interface StoredEntry {
  entry: AuditEntry
  tenant: string
}

/** What the subject's own row says. */
export interface SubjectRow extends AuditHead {
  tenant: string
}

export interface ChainWalk {
  /** Takes entries in the order of their seq. @returns the finding, once there is one */
  take(stored: StoredEntry): Finding | undefined
  /** Nothing more is stored. */
  end(row: SubjectRow | undefined): Finding | undefined
  readonly last: AuditHead
}

/** @param signed what checkpoints hold of this subject, in any order */
export function walkChain(signed: readonly SignedHead[] = []): ChainWalk {
  const waiting = signed.toSorted((a, b) => a.seq - b.seq)
  let last: AuditHead = EMPTY_CHAIN
  let tenant: string | undefined
  let proven = 0

  return {
    get last() {
      return last
    },
    take(stored) {
      const broken = breakAt(stored, last, tenant ?? stored.tenant)
      if (broken !== undefined) return broken
      const { seq, hash } = stored.entry
      tenant ??= stored.tenant
      last = { seq, hash }
      while (waiting[0]?.seq === seq) {
        const head = waiting.shift() as SignedHead
        if (head.hash !== hash) return { seq, why: rewritten(head, proven) }
        proven = seq
      }
      return undefined
    },
    end(row) {
      const [head] = waiting
      if (head !== undefined)
        return { seq: last.seq + 1, why: cutWhy(last.seq, `${named(head)} signed entry ${head.seq}`) }
      if (row === undefined)
        return { seq: Math.max(1, last.seq), why: 'the campaign or action that the trail belongs to is gone' }
      if (row.seq > last.seq)
        return { seq: last.seq + 1, why: cutWhy(last.seq, `the subject's row stands at entry ${row.seq}`) }
      if (row.seq < last.seq)
        return {
          seq: row.seq + 1,
          why: `the subject's row knows only ${row.seq} entries: what follows was added beside it`,
        }
      if (row.hash !== last.hash)
        return { seq: last.seq, why: 'the last entry is not the one that the subject stands at' }
      if (tenant !== undefined && row.tenant !== tenant) return { seq: 1, why: FOREIGN }
      return undefined
    },
  }
}

function breakAt({ entry, tenant }: StoredEntry, last: AuditHead, expectedTenant: string): Finding | undefined {
  const { seq } = entry
  const due = last.seq + 1
  if (seq !== due) return { seq: due, why: missing(due, seq) }
  if (tenant !== expectedTenant) return { seq, why: FOREIGN }
  if (hashEntry(entry) !== entry.hash) return { seq, why: changedOrMoved(entry) }
  if (entry.prevHash !== last.hash) {
    const why = seq === 1 ? 'does not begin a chain' : `does not follow from entry ${last.seq}`
    return { seq, why: `entry ${seq} ${why}: the chain was cut here and joined to something else` }
  }
  return undefined
}

function missing(from: number, next: number): string {
  const which = next === from + 1 ? `entry ${from} is missing` : `entries ${from} to ${next - 1} are missing`
  return `${which}: the next one stored is ${next}`
}

/** How far away the place is looked for that an entry was written for. */
const MOVED_BY = 100

function changedOrMoved(entry: AuditEntry): string {
  const { seq } = entry
  for (let by = 1; by <= MOVED_BY; by++) {
    for (const place of [seq + by, seq - by]) {
      if (place >= 1 && hashEntry({ ...entry, seq: place }) === entry.hash)
        return `the entry stored as ${seq} was written as entry ${place}: entries were reordered`
    }
  }
  return `entry ${seq} was changed: its content does not give its hash`
}

function rewritten(head: SignedHead, proven: number): string {
  const where = proven + 1 === head.seq ? `entry ${head.seq}` : `something in entries ${proven + 1} to ${head.seq}`
  return `entry ${head.seq} is not the one that ${named(head)} signed: ${where} was rewritten and hashed anew`
}

export function cutWhy(at: number, witness: string): string {
  return at === 0 ? `the whole trail is gone: ${witness}` : `the tail was cut after entry ${at}: ${witness}`
}

const named = ({ n, at }: SignedHead) => `checkpoint ${n} of ${at}`

const FOREIGN = 'entries stand under another tenant than their subject'
