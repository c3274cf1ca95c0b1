// Where sealed tokens lie, one place an account, and the lease under which one process at a time renews them.
import type { Platform } from '../action/action-status.ts'

export interface TokenKey {
  tenantId: string
  platform: Platform
  account: string
}

export interface StoredTokens {
  /** Undefined before the first renewal. */
  sealed: string | undefined
  /** Grows by one with each renewal. */
  version: number
}

export interface TokenStorage {
  load(key: TokenKey): Promise<StoredTokens | undefined>
  /** @returns the lease and what is stored under it; undefined while somebody else's lease runs */
  lease(key: TokenKey, forMs: number): Promise<(StoredTokens & { lease: string }) | undefined>
  /**
   * Durable once it resolves; ends any lease.
   * @param version that it replaces
   * @returns false when that one has been replaced before
   */
  save(key: TokenKey, sealed: string, version: number): Promise<boolean>
  /** Ends a lease that is still the one given; else does nothing. */
  release(key: TokenKey, lease: string): Promise<void>
}
