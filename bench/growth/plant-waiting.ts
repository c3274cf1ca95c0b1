// Actions that wait, put straight into the ledger: half for approval with their timer, half queued behind accounts that are closed.
import type postgres from 'postgres'

/** As everybody has hashed the content of these. */
export const DIGEST = 'd'.repeat(64)
const CLOSED_ACCOUNTS = 200
const OPEN_ACCOUNTS = 20
const CLAIMABLE = 200

/** Twenty open accounts with what is measured: two hundred actions that may be claimed. */
export async function plantOpenAccounts(owner: postgres.Sql, tenantId: string): Promise<void> {
  await owner`
    INSERT INTO accounts (tenant_id, platform, account, kind, closed_until)
    SELECT ${tenantId}::uuid, 'MOCK', 'open-' || n, 'user', NULL FROM generate_series(1, ${OPEN_ACCOUNTS}) n
    UNION ALL
    SELECT ${tenantId}::uuid, 'MOCK', 'closed-' || n, 'user', now() + interval '1 day' FROM generate_series(1, ${CLOSED_ACCOUNTS}) n`
  await owner.unsafe(plant(`'open-' || 1 + n % ${OPEN_ACCOUNTS}`, `'QUEUED'`), [tenantId, 0, CLAIMABLE])
  await owner`
    INSERT INTO approvals (action_id, seq, tenant_id, sub, principal, digest, at)
    SELECT id, 0, tenant_id, 'bob', 'human', digest, now() FROM governance.actions_ledger WHERE account LIKE 'open-%'`
}

/** @returns steps of actions that may be claimed, ever others */
export async function claimableSteps(owner: postgres.Sql, count: number): Promise<string[]> {
  const rows = await owner<{ id: string }[]>`
    SELECT s.id FROM steps s JOIN governance.actions_ledger a ON a.id = s.subject_id
    WHERE a.account LIKE 'open-%' AND a.status = 'QUEUED' LIMIT ${count}`
  return rows.map(row => row.id)
}

/** Those from `from` up to `to`. */
export async function plantWaiting(owner: postgres.Sql, tenantId: string, from: number, to: number): Promise<void> {
  const account = `'closed-' || 1 + n % ${CLOSED_ACCOUNTS}`
  const status = `CASE WHEN n % 2 = 0 THEN 'QUEUED' ELSE 'PENDING_APPROVAL' END`
  await owner.unsafe(plant(account, status), [tenantId, from, to])
}

const plant = (account: string, status: string) => `
WITH a AS (
  INSERT INTO governance.actions_ledger (id, tenant_id, execution_id, platform, account, payload, governance_hash, fingerprint, digest,
    status, execution, expires_at, expires_given, max_late_seconds, proposed_by, authors, preflight, audit_seq, audit_hash)
  SELECT gen_random_uuid(), $1::uuid, gen_random_uuid(), 'MOCK', ${account}, jsonb_build_object('content_text', 'post ' || n),
    'g', md5(n::text), '${DIGEST}', ${status}, 'on_command', now() + interval '7 days', false, 3600,
    '{"sub": "ann", "principal": "human"}', '["ann"]', '[]', 0, decode('${'0'.repeat(64)}', 'hex')
  FROM generate_series($2::int + 1, $3::int) n
  RETURNING id, execution_id, status, account
)
INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at, lane)
SELECT gen_random_uuid(), $1::uuid, a.id, CASE WHEN a.status = 'QUEUED' THEN 'execute-mock' ELSE 'expire' END, a.execution_id,
  CASE WHEN a.status = 'QUEUED' THEN now() ELSE now() + interval '7 days' END,
  CASE WHEN a.status = 'QUEUED' THEN now() ELSE now() + interval '7 days' END,
  CASE WHEN a.status = 'QUEUED' THEN o.id END
FROM a
JOIN accounts o ON o.tenant_id = $1::uuid AND o.platform = 'MOCK' AND o.account = a.account`
