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
  /** The last sequence number that is waited for; there from finalize on. */
  lastSequenceId?: number
  /** Why the last try of a step failed, until one succeeds. */
  failure?: SessionFailure
  /** What it corrects. */
  parent?: { sessionId: string; snapshotId: string }
}

export const SESSION_FAILURE_REASONS = [
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_ERROR',
  'UPSTREAM_INVALID_RESPONSE',
  'OBJECT_STORE',
  'PARENT_NOT_VERIFIED',
  'INTERNAL',
] as const

export interface SessionFailure {
  reason: (typeof SESSION_FAILURE_REASONS)[number]
  stage: FinalizeStage
  detail: string
  /** It is tried again by itself; else a finalize does it. */
  retryable: boolean
}

/** What can fail, and is then the status `<stage>_FAILED`. */
export type FinalizeStage = 'BUILD' | 'GUARD' | 'CUSTODY'

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
  /** BCP 47: the language that is spoken, and that dates are written in. */
  locale: string
}

/** What of it the tenant's configuration brings; the rest comes with the session. */
export type PinnedConfig = Omit<Pinned, 'modelVersion' | 'locale'>
