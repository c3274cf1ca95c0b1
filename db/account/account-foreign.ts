// Which channels have an account that belongs to another tenant: asked before a batch, so that one item can't spoil the rest.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

interface ChannelName {
  platform: string
  account: string
}

/** @param sql of a role that sees all tenants */
export function accountForeign(sql: Sql) {
  return async (tenantId: string, channels: readonly ChannelName[]): Promise<ChannelName[]> => {
    const parameters = [tenantId, channels.map(channel => channel.platform), channels.map(channel => channel.account)]
    const query = sql.unsafe<ChannelName[]>(FOREIGN, parameters as never[], { prepare: true })
    return deadline(query, 6000, 'asking whose accounts these are')
  }
}

const FOREIGN = `
SELECT DISTINCT x.platform, x.account
FROM unnest($2::text[], $3::text[]) AS x(platform, account)
JOIN accounts o ON o.platform = x.platform AND o.account = x.account AND NOT o.shared
WHERE o.tenant_id <> $1::uuid`
