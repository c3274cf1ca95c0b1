// Reading the trail.
import type { AuditEntry } from '../audit-entry.ts'
import type { Page, PageRequest, Reader } from './page.ts'

export interface AuditVerdict {
  ok: boolean
  /** Entries that were recomputed. */
  checked: number
  firstBad?: { seq: number; why: string }
  /** Of the newest signed checkpoint that covers the subject. */
  checkpointAt?: Date
}

/** What a trail can be of. Those beyond the first three have no row of their own that carries it. */
export const SUBJECT_KINDS = [
  ...(['campaign', 'action', 'session', 'account', 'setup', 'policy', 'kill-switch', 'actuator'] as const),
  ...(['webhook', 'operations'] as const),
] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

export interface AuditFilter {
  subject?: string
  subjectKind?: SubjectKind
  /** The `sub`. */
  actor?: string
  /** With a dot at the end: whatever begins so. */
  action?: string
  since?: Date
  until?: Date
}

export interface FoundEntry extends AuditEntry {
  /** null: nothing that the reader sees. */
  subjectKind: SubjectKind | null
}

/** As much of a subject as a waiting request has to know. */
export interface Standing {
  /** As of the view. */
  tag: string
  /** Last entry of its trail. */
  seq: number
  /** Nothing more comes by itself, or people have the word: what `Prefer: wait` waits for. */
  settled: boolean
  /** Nothing more comes by itself: where a stream of events ends. */
  final: boolean
}

export interface AuditReader {
  /** Entries of a subject with seq > afterSeq, in order; undefined: this reader has no such subject. */
  entries(reader: Reader, subjectId: string, afterSeq: number, limit: number): Promise<AuditEntry[] | undefined>
  /** Recomputes a chain from stored bytes and compares it with the signed heads. */
  verify(reader: Reader, subjectId: string): Promise<AuditVerdict | undefined>
  /** All entries of a tenant since a time, in pages by (at, subject, seq); a cursor of its own. */
  export(reader: Reader, since: Date, page: Omit<PageRequest, 'after'> & { cursor?: string }): Promise<Page<AuditEntry>>
  /** Newest first. A page may be short, or empty, and still have a next one: each looks at so many entries and no more. */
  search(
    reader: Reader,
    filter: AuditFilter,
    page: Omit<PageRequest, 'after'> & { cursor?: string },
  ): Promise<Page<FoundEntry>>
  /** How several subjects stand, in one query: what waiting requests look at, at most once a second each. */
  standings(subjectIds: readonly string[]): Promise<Map<string, Standing>>
}
