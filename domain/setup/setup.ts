// What a tenant's sessions are set up with: a versioned configuration and skeletons, each checked by a worker before it counts.
import type { Actor } from '../actor.ts'

/** CHECKING: handed in; a worker's check moves it on. ACTIVE, REFUSED: final, by that check. */
export const SETUP_STATUSES = ['CHECKING', 'ACTIVE', 'REFUSED'] as const
export type SetupStatus = (typeof SETUP_STATUSES)[number]

export const SETUP_ERROR_CODES = [
  'UNKNOWN_ZONE',
  'UNKNOWN_PLACEHOLDER',
  'DANGLING_TABLE_ID',
  'UNKNOWN_SKELETON',
  'SKELETON_NOT_ACTIVE',
  'NOT_A_DOCX',
  'TOO_LARGE',
  'MACROS',
  'EXTERNAL_CONTENT',
  'DOCTYPE',
  'NOT_CHECKABLE',
] as const
export type SetupErrorCode = (typeof SETUP_ERROR_CODES)[number]

/** Why something was refused; `pointer` leads into the configuration (RFC 6901), or names a part of the DOCX. */
export interface SetupError {
  code: SetupErrorCode
  pointer: string
  detail: string
}

/** What an administrator sets. */
export interface SessionConfig {
  adapterId: string
  /** Use → name of a style of the skeleton. */
  styleMap: Record<string, string>
  /** template_id → placeholder of the skeleton. */
  zoneMap: Record<string, string>
  /** intent_id → id of a table of the skeleton. */
  tableMap: Record<string, string>
  defaultSkeletonId: string | null
  /** Of campaigns that name none; null: as they were. */
  defaultChannels: { platform: string; account: string }[] | null
}

export interface ConfigVersion extends SessionConfig {
  id: string
  tenantId: string
  version: number
  status: SetupStatus
  errors: SetupError[]
  createdBy: Actor
  createdAt: Date
  decidedAt: Date | null
}

/** A DOCX that documents are made from. */
export interface Skeleton {
  id: string
  tenantId: string
  name: string
  objectKey: string
  /** As the store named this very upload; null in a bucket without versions. */
  s3VersionId: string | null
  sha256: string
  bytes: number
  status: SetupStatus
  /** Found by the check; empty before. */
  placeholders: string[]
  tables: string[]
  errors: SetupError[]
  createdBy: Actor
  createdAt: Date
  decidedAt: Date | null
}

/** What a check found. */
export interface SetupVerdict {
  status: Exclude<SetupStatus, 'CHECKING'>
  errors: SetupError[]
}
