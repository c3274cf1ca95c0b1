// What an emulated platform is made of: its path, its wire protocol, and the world it lives in.
import type { Hono } from 'hono'
import type { Faults } from './faults.ts'
import type { Limits, PlatformLimits } from './limits.ts'
import type { PublishedLog } from './published-log.ts'

/** Log, faults and limits of one platform; every platform has its own. */
export interface EmulatedWorld {
  log: PublishedLog
  faults: Faults
  limits: Limits
  /** Where a platform may keep more than its log. */
  dataDir: string
  now(): Date
}

export interface EmulatedPlatform {
  /** The first segment of every path of it. */
  path: 'x' | 'meta' | 'linkedin' | 'mock'
  limits: PlatformLimits
  /** Registers the platform's own protocol; the paths are relative to `/{path}`. */
  routes(app: Hono, world: EmulatedWorld): void
}
