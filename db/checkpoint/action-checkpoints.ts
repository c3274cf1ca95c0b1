// The checkpoints of one action's content: loaded once, each written the instant it exists.
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Checkpoints } from '#domain/ports/platform.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** @param digest what they belong to: an edited action starts anew */
export async function actionCheckpoints(
  sql: Sql,
  { tenantId, actionId, digest }: { tenantId: string; actionId: string; digest: string },
): Promise<Checkpoints> {
  const query = sql.unsafe<{ name: string; value: JsonObject }[]>(LOAD, [actionId, digest], { prepare: true })
  const rows = await deadline(query, 6000, 'loading checkpoints')
  const kept = new Map(rows.map(row => [row.name, row.value]))
  return {
    get: name => kept.get(name),
    async put(name, value, expiresAtMs) {
      const expiresAt = expiresAtMs === undefined ? null : new Date(expiresAtMs).toISOString()
      const parameters = [actionId, digest, name, tenantId, JSON.stringify(value), expiresAt]
      await deadline(sql.unsafe(PUT, parameters, { prepare: true }), 6000, 'writing a checkpoint')
      kept.set(name, value)
    },
    all: () => Object.fromEntries(kept),
  }
}

const LOAD = `
SELECT name, value FROM action_checkpoints
WHERE action_id = $1::uuid AND digest = $2 AND (expires_at IS NULL OR expires_at > clock_timestamp())`

const PUT = `
INSERT INTO action_checkpoints (action_id, digest, name, tenant_id, value, expires_at)
VALUES ($1::uuid, $2, $3, $4::uuid, $5::text::jsonb, $6::text::timestamptz)
ON CONFLICT (action_id, digest, name) DO UPDATE
SET value = excluded.value, expires_at = excluded.expires_at, created_at = clock_timestamp()`
