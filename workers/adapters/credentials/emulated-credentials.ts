// What the emulated platforms let an account in with: made of its name, and worth nothing anywhere else.
import type { Platform } from '#domain/action/action-status.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { PlatformAccount } from '#domain/ports/platform.ts'

export function emulatedCredentials(platform: Platform, { account, kind }: PlatformAccount): JsonObject {
  const access_token = `emulated-${account}`
  switch (platform) {
    case 'TWITTER':
      return {
        consumer_key: 'emulated-consumer',
        consumer_secret: 'emulated-consumer-secret',
        access_token,
        access_token_secret: `emulated-secret-${account}`,
      }
    case 'META':
      return {
        access_token,
        app_secret: 'emulated-app-secret',
        page_id: kind === 'ads' ? `page-of-${account}` : account,
        ig_user_id: account,
        ad_account_id: `act_${account}`,
      }
    case 'LINKEDIN':
      return { access_token, author: `urn:li:${kind === 'member' ? 'person' : 'organization'}:${account}` }
    case 'MOCK':
      return { access_token: `mock-${account}` }
    default:
      return platform satisfies never
  }
}
