// Asks a post's platform how it does, with the account that it was published by.
import type { Platform } from '#domain/action/action-status.ts'
import type { PlatformAccount, PlatformPort } from '#domain/ports/platform.ts'
import type { LearnPorts } from '../stages/learn.ts'

interface Accounts {
  find(tenantId: string, platform: Platform, account: string): Promise<PlatformAccount | undefined>
}

export function createMetricsReader(
  accounts: Accounts,
  platformOf: (name: Platform) => Pick<PlatformPort, 'getMetrics'>,
): LearnPorts['metricsOf'] {
  return async ({ tenantId, platform, account: name, platformRefId, signal }) => {
    const account = await accounts.find(tenantId, platform, name)
    if (account === undefined) throw new TypeError(`${platform}:${name} is not an account of the tenant`)
    return (await platformOf(platform).getMetrics({ account, platformRefId }, signal)).values
  }
}
