// What a tenant's administrators set up for its sessions: configuration, skeletons, quota.

import type { Actor } from '../actor.ts'
import type { ExpectedVersions } from '../expected-versions.ts'
import type { ConfigVersion, SessionConfig, Skeleton } from '../setup/setup.ts'
import type { SkeletonFindings } from '../setup/skeleton-structure.ts'
import type { Ask } from './campaign-ledger.ts'
import type { Page, PageRequest, Reader } from './page.ts'

export type NewSkeleton = Pick<Skeleton, 'id' | 'name' | 'objectKey' | 's3VersionId' | 'sha256' | 'bytes'>

/** What a worker can be asked to do with a skeleton once more. */
export type SkeletonQuestion = 'read-skeleton' | 'discover-templates'

/** How often core named a template of late. */
export interface SeenTemplate {
  templateId: string
  blocks: number
  lastAt: Date
}

export interface Quota {
  /** null: without one. */
  limitSeconds: number | null
  /** In the month of `resetsAt`, counted in Postgres. */
  usedSeconds: number
  resetsAt: Date
}

export interface SetupLedger {
  /** In force: the ACTIVE one with the highest version. `newest`: the highest version, whatever became of it. */
  configs(reader: Reader, tenantId: string): Promise<{ inForce?: ConfigVersion; newest?: ConfigVersion }>
  configVersion(reader: Reader, tenantId: string, version: number): Promise<ConfigVersion | undefined>
  /** All of them, newest first. */
  configVersions(reader: Reader, tenantId: string, page: PageRequest): Promise<Page<ConfigVersion>>
  /**
   * The next version, CHECKING, with the step that checks it.
   * @throws MandateError VERSION_CONFLICT when the newest version is none of those expected
   */
  putConfig(
    tenantId: string,
    config: SessionConfig,
    ask: Ask<ConfigVersion>,
    expected?: ExpectedVersions,
  ): Promise<ConfigVersion | 'key_taken'>
  skeletons(reader: Reader, page: PageRequest): Promise<Page<Skeleton>>
  skeleton(reader: Reader, id: string): Promise<Skeleton | undefined>
  /** Its bytes are in the object store by now. CHECKING, with the step that checks it. */
  putSkeleton(tenantId: string, skeleton: NewSkeleton, ask: Ask<Skeleton>): Promise<Skeleton | 'key_taken'>
  /** The newest one that is ACTIVE. */
  newestSkeleton(reader: Reader, tenantId: string): Promise<Skeleton | undefined>
  findings(reader: Reader, skeletonId: string): Promise<SkeletonFindings | undefined>
  /** Has a worker look at it once more. `open`: one is to do just that anyway. */
  askOfSkeleton(
    skeleton: Skeleton,
    question: SkeletonQuestion,
    ask: Ask<void>,
  ): Promise<'written' | 'open' | 'key_taken'>
  /** By the blocks of the tenant's last ten sessions, a thousand of each, most named first. */
  seenTemplates(reader: Reader, tenantId: string): Promise<SeenTemplate[]>
  quota(reader: Reader, tenantId: string, now: Date): Promise<Quota>
  setQuota(tenantId: string, limitSeconds: number | null, actor: Actor): Promise<void>
}
