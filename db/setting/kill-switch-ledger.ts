// Kill switches, as the API sets and reads them.

import type { Platform } from '#domain/action/action-status.ts'
import { type KillTarget, killKey } from '#domain/action/kill-switch.ts'
import type { Actor } from '#domain/actor.ts'
import type { KillSwitchLedger, KillSwitchView } from '#domain/ports/settings-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import type { Read } from '../connection/with-reader.ts'
import { ALL_TENANTS, trailId, withTrailEntry } from '../trail/trail-entry.ts'

export function killSwitchLedger(sql: Sql, read: Read): KillSwitchLedger {
  return {
    list: async reader => (await read<Row>(reader, LIST, [])).map(toView),

    async set({ target, engaged, reason }, actor) {
      const key = killKey(target)
      const place = placeOf(target)
      const draft = {
        id: trailId('kill-switch', key),
        tenantId: place.tenant ?? ALL_TENANTS,
        kind: 'kill-switch' as const,
        actor,
        action: engaged ? 'kill_switch.engaged' : 'kill_switch.released',
        details: { ...place, scope: target.scope, reason },
      }
      await withTrailEntry<'written'>(sql, draft, async trail => {
        const parameters = { key, ...place, scope: target.scope, engaged, reason, by: actor, trail }
        const query = sql.unsafe<{ written: 'written' | 'conflict' }[]>(SET, [JSON.stringify(parameters)], {
          prepare: true,
        })
        // It waits for the claims under way: a few statements, each with a deadline of its own.
        const [row] = await deadline(query, 15_000, 'setting a kill switch')
        return row?.written ?? 'conflict'
      })
      const query = sql.unsafe<{ id: string }[]>(OPEN, [place.tenant, place.platform, place.account] as never[], {
        prepare: true,
      })
      const open = engaged ? await deadline(query, 6000, 'looking for open attempts') : []
      return { stillOpen: open.map(row => row.id) }
    },
  }
}

function placeOf(target: KillTarget) {
  return {
    tenant: 'tenantId' in target ? (target.tenantId ?? null) : null,
    platform: 'platform' in target ? target.platform : null,
    account: 'account' in target ? target.account : null,
  }
}

interface Row {
  scope: KillTarget['scope']
  tenant_id: string | null
  platform: Platform | null
  account: string | null
  engaged: boolean
  reason: string
  changed_by: Actor
  changed_at: Date
}

function toView(row: Row): KillSwitchView {
  return {
    ...{ scope: row.scope, engaged: row.engaged, reason: row.reason },
    ...(row.tenant_id === null ? {} : { tenantId: row.tenant_id }),
    ...(row.platform === null ? {} : { platform: row.platform }),
    ...(row.account === null ? {} : { account: row.account }),
    ...{ changedBy: row.changed_by, changedAt: row.changed_at },
  }
}

const LIST = `
SELECT scope, tenant_id, platform, account, engaged, reason, changed_by, changed_at
FROM kill_switches
ORDER BY engaged DESC, changed_at DESC
LIMIT 1000`

const SET = 'SELECT governance.set_kill_switch($1::text::jsonb) AS written'

// What was claimed before the switch: it may still reach its platform.
const OPEN = `
SELECT action_id AS id FROM action_attempts
WHERE outcome IN ('INTENT', 'UNKNOWN') AND ($1::uuid IS NULL OR tenant_id = $1::uuid) AND ($2::text IS NULL OR platform = $2)
  AND ($3::text IS NULL OR account = $3)
ORDER BY started_at
LIMIT 1000`
