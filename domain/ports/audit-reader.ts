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

export interface AuditReader {
  /** Entries of a subject with seq > afterSeq, in order; undefined: this reader has no such subject. */
  entries(reader: Reader, subjectId: string, afterSeq: number, limit: number): Promise<AuditEntry[] | undefined>
  /** Recomputes a chain from stored bytes and compares it with the signed heads. */
  verify(reader: Reader, subjectId: string): Promise<AuditVerdict | undefined>
  /** All entries of a tenant since a time, in pages by (at, subject, seq); a cursor of its own. */
  export(reader: Reader, since: Date, page: Omit<PageRequest, 'after'> & { cursor?: string }): Promise<Page<AuditEntry>>
  /** Versions of several subjects at once: what waiting requests poll once a second. */
  versions(subjectIds: readonly string[]): Promise<Map<string, { version: number; settled: boolean }>>
}
