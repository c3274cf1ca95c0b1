// What a tenant's administrators set up for its sessions: configuration, skeletons, quota.
import type { Actor } from '../actor.ts'
import type { ConfigVersion, SessionConfig, Skeleton } from '../setup/setup.ts'
import type { Ask } from './campaign-ledger.ts'
import type { Page, PageRequest, Reader } from './page.ts'

export type NewSkeleton = Pick<Skeleton, 'id' | 'name' | 'objectKey' | 's3VersionId' | 'sha256' | 'bytes'>

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
  /** The next version, CHECKING, with the step that checks it. */
  putConfig(tenantId: string, config: SessionConfig, ask: Ask<ConfigVersion>): Promise<ConfigVersion | 'key_taken'>
  skeletons(reader: Reader, page: PageRequest): Promise<Page<Skeleton>>
  skeleton(reader: Reader, id: string): Promise<Skeleton | undefined>
  /** Its bytes are in the object store by now. CHECKING, with the step that checks it. */
  putSkeleton(tenantId: string, skeleton: NewSkeleton, ask: Ask<Skeleton>): Promise<Skeleton | 'key_taken'>
  quota(reader: Reader, tenantId: string, now: Date): Promise<Quota>
  setQuota(tenantId: string, limitSeconds: number | null, actor: Actor): Promise<void>
}
