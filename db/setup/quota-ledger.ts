// A tenant's quota of transcription, and what of it is used this month.
import type { Quota, SetupLedger } from '#domain/ports/setup-ledger.ts'
import { quotaPeriod, quotaResetsAt } from '#domain/setup/quota-period.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import type { Read } from '../connection/with-reader.ts'
import { withTrailEntry } from '../trail/trail-entry.ts'
import { setupTrail } from './setup-trail.ts'

export function quotaLedger(sql: Sql, read: Read): Pick<SetupLedger, 'quota' | 'setQuota'> {
  return {
    async quota(reader, tenantId, now): Promise<Quota> {
      const [row] = await read<Row>(reader, QUOTA, [tenantId, quotaPeriod(now)])
      return {
        limitSeconds: row?.limit_seconds ?? null,
        usedSeconds: row?.used_seconds ?? 0,
        resetsAt: quotaResetsAt(now),
      }
    },

    async setQuota(tenantId, limitSeconds, actor) {
      const details = { limit_seconds: limitSeconds }
      const draft = setupTrail(tenantId, { actor, action: 'quota.changed', details })
      await withTrailEntry<'written'>(sql, draft, async trail => {
        const parameters = JSON.stringify({ tenant: tenantId, limit_seconds: limitSeconds, trail })
        const query = sql.unsafe<{ written: 'written' | 'conflict' }[]>(SET, [parameters], { prepare: true })
        const [row] = await deadline(query, 6000, 'setting a quota')
        return row?.written ?? 'conflict'
      })
    },
  }
}

interface Row {
  limit_seconds: number | null
  used_seconds: number | null
}

const QUOTA = `
SELECT (SELECT limit_seconds FROM tenant_quotas WHERE tenant_id = $1::uuid) AS limit_seconds,
  (SELECT used_seconds FROM tenant_quota_use WHERE tenant_id = $1::uuid AND period = $2) AS used_seconds`

const SET = 'SELECT governance.set_quota($1::text::jsonb) AS written'
