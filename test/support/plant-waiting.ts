// One of everything that waits, put straight into the ledger: a reason each, and some that are none.
import type postgres from 'postgres'
import { v7 as uuid } from 'uuid'

/** @returns the ids of the subjects by reason, and of `OTHER`, which is another tenant's */
export async function plantWaiting(
  owner: postgres.Sql,
  tenant: string,
  other = uuid(),
): Promise<Record<string, string>> {
  const ids: Record<string, string> = {}
  const accounts = ['demo', 'held', 'closed']
  await owner`INSERT INTO accounts (tenant_id, platform, account, kind)
    SELECT ${tenant}, 'MOCK', name, 'user' FROM unnest(${accounts}::text[]) AS name`
  await owner`UPDATE accounts SET closed_until = now() + interval '10 min', closed_reason = '429' WHERE account = 'closed'`
  await owner`INSERT INTO platform_windows (platform, closed_until) VALUES ('META', now() + interval '10 min')`
  await owner`INSERT INTO kill_switches (key, scope, tenant_id, platform, account, engaged, reason, changed_by, changed_at)
    VALUES (${`tenant ${tenant} MOCK held`}, 'account', ${tenant}, 'MOCK', 'held', true, 'a bad day',
      '{"sub": "pia", "principal": "human"}', now())`
  await action('AWAITING_APPROVAL', 'PENDING_APPROVAL', {}, [['expire', '1 hour']])
  await action('AWAITING_COMMAND', 'APPROVED_BY_HUMAN', {}, [['expire', '1 hour']])
  await action('ENTERPRISE_REFUSED', 'APPROVED_BY_HUMAN', {}, [
    ['expire', '1 hour'],
    ['command', '1 min', 'ENTERPRISE_REFUSED'],
  ])
  await action('KILL_SWITCH', 'QUEUED', { account: 'held' }, [
    ['execute-mock', '0 s'],
    ['expire', '1 hour'],
  ])
  await action('ACCOUNT_CLOSED', 'RATE_LIMITED', { account: 'closed' }, [['execute-mock', '0 s']])
  await action('PLATFORM_LIMIT', 'QUEUED', { platform: 'META' }, [['execute-meta', '0 s']])
  await action('BUDGET', 'QUEUED', {}, [['execute-mock', '1 min', 'BUDGET']])
  await action('SCHEDULED', 'SCHEDULED', {}, [
    ['execute-mock', '1 hour'],
    ['expire', '2 hours'],
  ])
  await action('QUEUED', 'QUEUED', {}, [['execute-mock', '0 s']])
  await action('RECONCILING', 'OUTCOME_UNKNOWN', {}, [['reconcile', '10 s']])
  await action('NEEDS_HUMAN', 'OUTCOME_UNKNOWN', { needsHuman: true }, [])
  await action('ENDED', 'CANCELLED', {}, [['collect-metrics', '1 hour']])
  await step('BREAKER_OPEN', tenant, 'strategy-gen', '30 s')
  await step('UPSTREAM_RETRY', tenant, 'radar-scan', '30 s', { attempt: 2 })
  await step('OTHER', other, 'content-prod', '30 s', { attempt: 3 })
  await step('RUNNING', tenant, 'radar-scan', '0 s')
  await step('TIMER', tenant, 'abandon', '1 day')
  ids.DRAINING = uuid()
  await step('DRAINING', tenant, 'drain', '5 s', { hold: 'DRAINING', subject: ids.DRAINING, execution: ids.DRAINING })
  ids.FAILED_SESSION = uuid()
  await owner`INSERT INTO sessions (id, tenant_id, status, execution_id, audit_seq, audit_hash, client_timezone, pinned, created_by, failure)
    VALUES (${ids.FAILED_SESSION}, ${tenant}, 'GUARD_FAILED', ${uuid()}, 1, '\\x00', 'UTC', '{"locale": "en"}', '{}',
      '{"reason": "GUARD_REFUSED", "stage": "GUARD", "detail": "guard said no", "retryable": false}')`
  return ids

  async function action(
    name: string,
    status: string,
    { account = 'demo', platform = 'MOCK', needsHuman = false },
    steps: [kind: string, due: string, hold?: string][],
  ) {
    const id = uuid()
    ids[name] = id
    await owner`
      INSERT INTO governance.actions_ledger (id, tenant_id, execution_id, platform, account, payload, governance_hash, fingerprint,
        digest, status, execution, schedule_time, expires_at, expires_given, max_late_seconds, proposed_by, authors, preflight,
        needs_human, audit_seq, audit_hash, ended_at)
      VALUES (${id}, ${tenant}, ${uuid()}, ${platform}, ${account}, '{}', 'g', ${id}, 'd', ${status}, 'on_command',
        ${status === 'SCHEDULED' ? new Date(Date.now() + 3_600_000) : null}, now() + interval '1 hour', false, 60, '{}', '[]', '[]',
        ${needsHuman}, 1, '\\x00', ${status === 'CANCELLED' ? new Date() : null})`
    for (const [kind, due, hold] of steps)
      await step(undefined, tenant, kind, due, { subject: id, ...(hold && { hold }) })
  }

  async function step(
    name: string | undefined,
    tenantId: string,
    kind: string,
    due: string,
    more: { attempt?: number; hold?: string; subject?: string; execution?: string } = {},
  ) {
    const { attempt = 1, hold = null, subject = uuid(), execution = uuid() } = more
    if (name !== undefined) ids[name] = subject
    await owner`
      INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, attempt, due_at, check_at, hold)
      VALUES (${uuid()}, ${tenantId}, ${subject}, ${kind}, ${execution}, ${attempt}, now() + ${due}::interval,
        now() + ${due}::interval + interval '5 s', ${hold})`
  }
}
