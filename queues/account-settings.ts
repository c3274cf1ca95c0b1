// Which accounts a tenant has, as settings say it: API and workers alike make those that are used for the first time.
import type { Channel } from '#contracts/brief.ts'

interface AccountConfig {
  ACCOUNTS_ON_FIRST_USE: boolean
  DEFAULT_CHANNELS: readonly Channel[]
}

/** @returns shared: `PLATFORM:account` of those that every tenant may use */
export function accountSettings({ ACCOUNTS_ON_FIRST_USE, DEFAULT_CHANNELS }: AccountConfig) {
  return {
    createOnFirstUse: ACCOUNTS_ON_FIRST_USE,
    shared: new Set(DEFAULT_CHANNELS.map(({ platform, account }) => `${platform}:${account}`)),
  }
}
