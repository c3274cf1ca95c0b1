// Actions that are approved, commanded and queued, put straight into the ledger: a flood costs seconds instead of an hour.
import { createHash } from 'node:crypto'
import { decodeJwt } from 'jose'
import type postgres from 'postgres'
import { v7 as uuid } from 'uuid'
import type { CommandRequest } from '#contracts/upstream/enterprise.ts'
import { actionDigest } from '#db/action/action-digest.ts'
import { EMPTY_CHAIN } from '#domain/audit-entry.ts'
import type { CommandSigner } from './command-signer.ts'

export interface PlantOptions {
  count: number
  tenantId?: string
  /** Each gets as many as the others; all are the tenant's. */
  accounts: readonly string[]
  /** Of the n-th. */
  text?(n: number): string
  payload?: Record<string, unknown>
  /** Milliseconds since they were queued. */
  ageMs?: number
}

const CHUNK = 1000
const GOVERNANCE_HASH = 'a'.repeat(64)

/** They pass every check of a worker: what is planted is sent. @returns their ids, in the order in which they stand */
export async function plantQueued(
  owner: postgres.Sql,
  signer: CommandSigner,
  { count, tenantId = uuid(), accounts, text = n => `post ${n}`, payload: more = {}, ageMs = 0 }: PlantOptions,
): Promise<string[]> {
  await owner`
    INSERT INTO accounts (tenant_id, platform, account, kind)
    SELECT ${tenantId}, 'MOCK', name, 'user' FROM unnest(${accounts as string[]}::text[]) AS name
    ON CONFLICT (tenant_id, platform, account) DO NOTHING`
  const ids: string[] = []
  for (let from = 0; from < count; from += CHUNK) {
    const rows = await Promise.all(
      Array.from({ length: Math.min(CHUNK, count - from) }, async (_, index) => {
        const n = from + index
        const account = accounts[n % accounts.length] ?? ''
        const content = { content_text: text(n), ...more }
        return { ...(await planted(signer, { tenantId, account, payload: content })), n }
      }),
    )
    ids.push(...rows.map(row => row.id))
    const key = signer.jwks.keys[0] ?? {}
    await owner.unsafe(PLANT, [JSON.stringify(rows), tenantId, JSON.stringify(key), ageMs] as never[])
  }
  return ids
}

async function planted(
  signer: CommandSigner,
  { tenantId, account, payload }: { tenantId: string; account: string; payload: { content_text: string } },
) {
  const id = uuid()
  const digest = actionDigest({
    ...{ actionId: id, tenantId, platform: 'MOCK', account, payload, governanceHash: GOVERNANCE_HASH, mediaSha256: [] },
  })
  const { body, signature } = await signer.sign({
    ...{ action_id: id, tenant_id: tenantId, platform: 'MOCK', digest, payload, governance_hash: GOVERNANCE_HASH },
  } as CommandRequest)
  const { jti } = decodeJwt(JSON.parse(body).command_token)
  return {
    ...{ id, execution: uuid(), step: uuid(), account, payload, digest, jti, body, signature },
    body_sha256: createHash('sha256').update(body).digest('hex'),
  }
}

const PLANT = `
WITH r AS (
  SELECT * FROM jsonb_to_recordset($1::text::jsonb) AS t(id uuid, execution uuid, step uuid, account text,
    payload jsonb, digest text, jti text, body text, signature text, body_sha256 text, n bigint)
),
t AS (SELECT clock_timestamp() - $4::int * interval '1 ms' AS at),
a AS (
  INSERT INTO governance.actions_ledger (id, tenant_id, execution_id, platform, account, payload, governance_hash, fingerprint, digest,
    status, execution, expires_at, expires_given, max_late_seconds, proposed_by, authors, preflight, audit_seq, audit_hash)
  SELECT id, $2::uuid, execution, 'MOCK', account, payload, '${GOVERNANCE_HASH}', digest, digest, 'QUEUED', 'on_command',
    now() + interval '7 days', false, 3600, '{"sub": "ann", "principal": "human"}', '["ann"]', '[]', 0, decode('${EMPTY_CHAIN.hash}', 'hex')
  FROM r
),
v AS (
  INSERT INTO approvals (action_id, seq, tenant_id, sub, principal, digest, at)
  SELECT id, 0, $2::uuid, 'bob', 'human', digest, t.at FROM r, t
),
c AS (
  INSERT INTO command_receipts (jti, tenant_id, action_id, digest, body_sha256, body, signature, public_key, accepted_at)
  SELECT jti, $2::uuid, id, digest, body_sha256, body, signature, $3::text::jsonb, clock_timestamp() FROM r
)
INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at, lane)
SELECT r.step, $2::uuid, r.id, 'execute-mock', r.execution, t.at + r.n * interval '1 us', t.at + r.n * interval '1 us', o.id
FROM r
JOIN accounts o ON o.tenant_id = $2::uuid AND o.platform = 'MOCK' AND o.account = r.account, t`
