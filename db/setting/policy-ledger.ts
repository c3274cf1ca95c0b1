// A tenant's policy, as the API sets and reads it.
import { NO_POLICY, type Policy } from '#domain/action/policy.ts'
import type { Actor } from '#domain/actor.ts'
import { MandateError } from '#domain/errors.ts'
import { type ExpectedVersions, isExpected } from '#domain/expected-versions.ts'
import type { PolicyLedger } from '#domain/ports/settings-ledger.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { trailId, withTrailEntry } from '../trail/trail-entry.ts'

export function policyLedger(sql: Sql): PolicyLedger {
  return {
    of: tenantId => policyWithChange(sql, tenantId),

    async set(tenantId, { rules, governance }, actor, expected) {
      const draft = {
        ...{ id: trailId('policy', tenantId), tenantId, kind: 'policy' as const, actor, action: 'policy.changed' },
        details: JSON.parse(JSON.stringify({ rules, governance })),
      }
      await withTrailEntry<'written'>(sql, draft, async trail => {
        // Looked at after the trail's head: whoever sets one from here on moves the trail on, and it is looked at anew.
        if (expected !== undefined) demandExpected(await policyWithChange(sql, tenantId), expected)
        const parameters = JSON.stringify({ tenant: tenantId, rules, governance, trail })
        const query = sql.unsafe<{ written: 'written' | 'conflict' }[]>(SET, [parameters], { prepare: true })
        const [row] = await deadline(query, 6000, 'setting a policy')
        return row?.written ?? 'conflict'
      })
      return policyWithChange(sql, tenantId)
    },
  }
}

function demandExpected({ version, changed }: Policy, expected: ExpectedVersions): void {
  if (isExpected(version, expected)) return
  const newest =
    changed === undefined ? null : { version, created_by: changed.by, created_at: changed.at.toISOString() }
  const detail = newest === null ? 'no policy was set yet' : `version ${version} is in force`
  throw new MandateError('VERSION_CONFLICT', `the change was made from another version: ${detail}`, {
    members: { newest },
  })
}

interface Change {
  sub: string
  principal: Actor['principal']
  at: Date
}

/** Who set it is told by its trail alone. */
async function policyWithChange(sql: Sql, tenantId: string): Promise<Policy> {
  const query = sql.unsafe<Change[]>(CHANGE, [trailId('policy', tenantId)], { prepare: true })
  const [policy, [change]] = await Promise.all([
    policyOf(sql, tenantId),
    deadline(query, 6000, 'loading who set a policy'),
  ])
  if (change === undefined) return policy
  return { ...policy, changed: { by: { sub: change.sub, principal: change.principal }, at: change.at } }
}

/** The policy in force of a tenant. */
export async function policyOf(sql: Sql, tenantId: string): Promise<Policy> {
  const [row] = await deadline(sql.unsafe<Policy[]>(LOAD, [tenantId], { prepare: true }), 6000, 'loading a policy')
  return row === undefined ? NO_POLICY : { version: row.version, rules: row.rules, governance: row.governance }
}

const LOAD = 'SELECT version, rules, governance FROM tenant_policies WHERE tenant_id = $1::uuid'
const CHANGE = `
SELECT actor_sub AS sub, actor_principal AS principal, at
FROM audit_log
WHERE subject_id = $1::uuid
ORDER BY seq DESC
LIMIT 1`
const SET = 'SELECT governance.set_policy($1::text::jsonb) AS written'
