// Every platform by its name: a forgotten one does not compile.
import type { RateWindow } from '#db/attempt/action-claim.ts'
import type { Platform } from '#domain/action/action-status.ts'
import type { PlatformPort } from '#domain/ports/platform.ts'
import type { WorkerConfig } from '../config.ts'
import { createMockPlatform } from './mock/index.ts'

const TIMEOUT_MS = 10_000

export function createPlatforms(config: WorkerConfig): Record<Platform, PlatformPort> {
  const mock = createMockPlatform({ baseUrl: config.PLATFORM_MOCK_URL, timeoutMs: TIMEOUT_MS })
  return { TWITTER: mock, META: mock, LINKEDIN: mock, MOCK: mock }
}

/** The windows that hold where an account sets none of its own. */
export function platformRates(config: WorkerConfig): Record<Platform, { app?: RateWindow; account?: RateWindow }> {
  const windows = (app: RateWindow | undefined, account: RateWindow | undefined) => ({
    ...(app === undefined ? {} : { app }),
    ...(account === undefined ? {} : { account }),
  })
  return {
    TWITTER: windows(config.RATE_TWITTER, config.ACCOUNT_RATE_TWITTER),
    META: windows(config.RATE_META, config.ACCOUNT_RATE_META),
    LINKEDIN: windows(config.RATE_LINKEDIN, config.ACCOUNT_RATE_LINKEDIN),
    MOCK: windows(config.RATE_MOCK, config.ACCOUNT_RATE_MOCK),
  }
}
