// A recording session: what a decision on it needs to know.
import type { SessionStatus } from './session-status.ts'

export interface Session {
  id: string
  tenantId: string
  /** One for each version of its document. */
  executionId: string
  status: SessionStatus
  /** Whoever streams holds the newest; a reconnecting client gets the next one. */
  epoch: number
}

/** The configuration of the tenant as it was at the start: it never changes afterwards. */
export interface Pinned {
  skeletonId: string
  /** The exact version of the skeleton in the object store. */
  s3VersionId: string
  adapterId: string
  styleMap: Readonly<Record<string, string>>
  /** Which placeholder a template's text goes to. */
  zoneMap: Readonly<Record<string, string>>
  /** Which table of the skeleton an intent's rows go to. */
  tableMap: Readonly<Record<string, string>>
  modelVersion: string
}
