// What holds back more than one subject: engaged switches, closed accounts, full platforms.
import type { KillScope } from '#domain/action/kill-switch.ts'
import type { Actor } from '#domain/actor.ts'
import type { OperationsLedger } from '#domain/ports/operations-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** @param sql of role mandate_board */
export function closures(sql: Sql): Pick<OperationsLedger, 'closures'> {
  const run = <Row>(statement: string) =>
    deadline(sql.unsafe(statement, [], { prepare: true }), 6000, 'looking for what is closed') as Promise<Row[]>
  return {
    async closures() {
      const [switches, accounts, platforms] = await Promise.all([
        run<SwitchRow>(SWITCHES),
        run<{ tenantId: string; platform: string; account: string; reason: string; until: Date }>(ACCOUNTS),
        run<{ platform: string; until: Date }>(PLATFORMS),
      ])
      return {
        switches: switches.map(({ tenant_id, platform, account, ...rest }) => ({
          ...rest,
          ...(tenant_id === null ? {} : { tenantId: tenant_id }),
          ...(platform === null ? {} : { platform }),
          ...(account === null ? {} : { account }),
        })),
        accounts,
        platforms,
      }
    },
  }
}

interface SwitchRow {
  scope: KillScope
  tenant_id: string | null
  platform: string | null
  account: string | null
  reason: string
  by: Actor
  since: Date
}

const SWITCHES = `
SELECT scope, tenant_id, platform, account, reason, changed_by AS by, changed_at AS since
FROM kill_switches
WHERE engaged
ORDER BY changed_at DESC
LIMIT 200`

const ACCOUNTS = `
SELECT tenant_id AS "tenantId", platform, account, coalesce(closed_reason, 'closed') AS reason, closed_until AS until
FROM accounts
WHERE closed_until > (SELECT clock_timestamp())
ORDER BY closed_until
LIMIT 200`

const PLATFORMS = `
SELECT platform, closed_until AS until
FROM platform_windows
WHERE closed_until > (SELECT clock_timestamp())
ORDER BY platform`
