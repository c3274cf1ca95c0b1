-- Steps that send for an account stand in its lane.
CREATE OR REPLACE FUNCTION governance.add_steps(p_steps jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at, trace, lane)
  SELECT s.id, tenant, subject, kind, execution, clock_timestamp() + due_in_ms * interval '1 ms',
    clock_timestamp() + (due_in_ms + look_in_ms) * interval '1 ms', trace,
    CASE WHEN kind LIKE 'execute-%' THEN (
      SELECT o.id FROM governance.actions_ledger a
      JOIN accounts o ON o.tenant_id = a.tenant_id AND o.platform = a.platform AND o.account = a.account
      WHERE a.id = subject
    ) END
  FROM jsonb_to_recordset(p_steps) AS s(id uuid, tenant uuid, subject uuid, kind text, execution uuid, due_in_ms int, look_in_ms int, trace text)
$$;
--> statement-breakpoint
UPDATE steps s SET lane = (
  SELECT o.id FROM governance.actions_ledger a
  JOIN accounts o ON o.tenant_id = a.tenant_id AND o.platform = a.platform AND o.account = a.account
  WHERE a.id = s.subject_id
) WHERE s.kind LIKE 'execute-%';
--> statement-breakpoint
CREATE OR REPLACE FUNCTION governance.write_action(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  a governance.actions_ledger;
  patch jsonb := p->'patch';
  tenant uuid := (p->>'tenant')::uuid;
  t timestamptz;
BEGIN
  -- What sets something going asks the switches, under their locks: none of it commits after a switch was set.
  IF p->'kill_keys' IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('kill ' || k, 0)) FROM jsonb_array_elements_text(p->'kill_keys') AS k;
    IF EXISTS (SELECT 1 FROM kill_switches s WHERE s.engaged AND s.key IN (SELECT jsonb_array_elements_text(p->'kill_keys')))
      THEN RETURN 'held'; END IF;
  END IF;
  SELECT * INTO a FROM governance.actions_ledger WHERE id = (p->>'id')::uuid AND tenant_id = tenant FOR NO KEY UPDATE;
  IF NOT FOUND OR a.version <> (p->>'version')::int THEN RETURN 'conflict'; END IF;
  IF p->'step' IS NOT NULL THEN
    PERFORM 1 FROM steps WHERE id = (p->'step'->>'id')::uuid AND run = (p->'step'->>'run')::int FOR UPDATE;
    IF NOT FOUND THEN RETURN 'conflict'; END IF;
  END IF;
  IF p->'attempt' IS NOT NULL THEN
    PERFORM 1 FROM action_attempts WHERE id = (p->'attempt'->>'id')::uuid AND fence = (p->'attempt'->>'fence')::int
      AND outcome IN ('INTENT', 'UNKNOWN') FOR UPDATE;
    IF NOT FOUND THEN RETURN 'conflict'; END IF;
  END IF;
  IF NOT governance.keep_answer(p->'key') THEN RETURN 'key_taken'; END IF;
  IF p->'receipt' IS NOT NULL THEN
    INSERT INTO command_receipts (jti, tenant_id, action_id, digest, body_sha256, body, signature, public_key, accepted_at)
      SELECT r->>'jti', tenant, a.id, r->>'digest', r->>'body_sha256', r->>'body', r->>'signature', r->'public_key',
        (r->>'accepted_at')::timestamptz
      FROM (SELECT p->'receipt' AS r) AS given
      ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN 'jti_taken'; END IF;
  END IF;
  t := clock_timestamp();
  UPDATE governance.actions_ledger SET
    status = p->>'status', version = version + 1, audit_seq = (p->>'seq')::int, audit_hash = decode(p->>'hash', 'hex'), updated_at = t,
    ended_at = CASE WHEN (p->>'ended')::boolean THEN t END,
    digest = CASE WHEN patch ? 'digest' THEN patch->>'digest' ELSE digest END,
    media_sha256 = CASE WHEN patch ? 'media_sha256' THEN patch->'media_sha256' ELSE media_sha256 END,
    expires_at = CASE WHEN patch ? 'expires_at' THEN (patch->>'expires_at')::timestamptz ELSE expires_at END,
    needs_human = CASE WHEN patch ? 'needs_human' THEN (patch->>'needs_human')::boolean ELSE needs_human END,
    retry_at = CASE WHEN patch ? 'retry_at' THEN (patch->>'retry_at')::timestamptz END,
    platform_ref_id = CASE WHEN patch ? 'platform_ref_id' THEN patch->>'platform_ref_id' ELSE platform_ref_id END,
    permalink = CASE WHEN patch ? 'permalink' THEN patch->>'permalink' ELSE permalink END,
    resolution = CASE WHEN patch ? 'resolution' THEN nullif(patch->'resolution', 'null'::jsonb) ELSE resolution END,
    error = CASE WHEN patch ? 'error' THEN patch->'error' END
    WHERE id = a.id;
  IF p->'attempt' IS NOT NULL THEN
    UPDATE action_attempts SET
      outcome = p->'attempt'->>'outcome',
      ended_at = CASE WHEN p->'attempt'->>'outcome' = 'INTENT' THEN NULL ELSE coalesce(ended_at, t) END,
      http_status = coalesce((p->'attempt'->>'http_status')::int, http_status),
      error = coalesce(nullif(p->'attempt'->'error', 'null'::jsonb), error),
      probes = coalesce((p->'attempt'->>'probes')::int, probes),
      echo = coalesce(p->'attempt'->>'echo', echo),
      sender_done = sender_done OR coalesce((p->'attempt'->>'sender_done')::boolean, false),
      platform_ref_id = coalesce(p->'attempt'->>'platform_ref_id', platform_ref_id)
      WHERE id = (p->'attempt'->>'id')::uuid;
  END IF;
  IF p->'approval' IS NOT NULL THEN
    INSERT INTO approvals (action_id, seq, tenant_id, sub, principal, digest, comment, at)
      VALUES (a.id, (p->'approval'->>'seq')::int, tenant, p->'approval'->>'sub', p->'approval'->>'principal',
        p->'approval'->>'digest', p->'approval'->>'comment', (p->'approval'->>'at')::timestamptz);
  END IF;
  IF p->'step' IS NOT NULL THEN
    IF p->>'keep_ms' IS NULL THEN DELETE FROM steps WHERE id = (p->'step'->>'id')::uuid;
    ELSE
      UPDATE steps SET run = run + 1, attempt = attempt + (p->>'counted')::int, checks = 0,
        due_at = t + (p->>'keep_ms')::int * interval '1 ms', check_at = t + (p->>'keep_ms')::int * interval '1 ms',
        hold = p->>'hold'
        WHERE id = (p->'step'->>'id')::uuid;
    END IF;
  END IF;
  IF p->'pull' IS NOT NULL THEN
    UPDATE steps SET run = run + 1, checks = 0, due_at = t + (p->'pull'->>'delay_ms')::int * interval '1 ms',
      check_at = t + (p->'pull'->>'delay_ms')::int * interval '1 ms'
      WHERE id = (p->'pull'->>'id')::uuid AND subject_id = a.id;
  END IF;
  IF p->'close_kinds' IS NOT NULL THEN
    DELETE FROM steps WHERE subject_id = a.id AND kind IN (SELECT jsonb_array_elements_text(p->'close_kinds'));
  END IF;
  PERFORM governance.append_audit(tenant, p->'entries');
  PERFORM governance.add_steps(p->'steps');
  RETURN 'written';
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION governance.edit_action(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  edit jsonb := p->'edit';
  action uuid := (p->>'id')::uuid;
  moved text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended((p->>'platform') || chr(31) || (edit->>'account') || chr(31) || (edit->>'fingerprint'), 0));
  IF (edit->>'guard_duplicates')::boolean AND EXISTS (
    SELECT 1 FROM governance.actions_ledger
    WHERE platform = p->>'platform' AND account = edit->>'account' AND fingerprint = edit->>'fingerprint' AND id <> action
      AND tenant_id = (p->>'tenant')::uuid AND created_at > clock_timestamp() - interval '24 h'
      AND status NOT IN ('REJECTED', 'CANCELLED', 'EXPIRED', 'MISSED', 'FAILED')
  ) THEN RETURN 'duplicate'; END IF;
  moved := governance.write_action(p);
  IF moved <> 'written' THEN RETURN moved; END IF;
  UPDATE governance.actions_ledger SET
    account = edit->>'account', payload = (edit->>'payload')::jsonb, fingerprint = edit->>'fingerprint',
    preflight = (edit->>'preflight')::jsonb, authors = (edit->>'authors')::jsonb, digest = edit->>'digest',
    media_sha256 = (edit->>'media_sha256')::jsonb, schedule_time = (edit->>'schedule_time')::timestamptz,
    expires_given = (edit->>'expires_given')::boolean, max_late_seconds = (edit->>'max_late_seconds')::int,
    approvals_required = (edit->>'approvals_required')::int
    WHERE id = action;
  UPDATE approvals SET voided_at = clock_timestamp() WHERE action_id = action AND voided_at IS NULL;
  RETURN moved;
END $$;
--> statement-breakpoint
-- Commands that came from outside, accepted or refused, many in one call: each is all or nothing, and no two are for one action.
-- Statements for all of them together, since a command's own would cost more than everything else about it.
CREATE FUNCTION governance.write_commands(p jsonb) RETURNS TABLE (id uuid, written text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  held uuid[];
  current uuid[];
  received uuid[];
  good uuid[];
BEGIN
  -- As in write_action: what sets something going asks the switches, under their locks, and with a snapshot taken after them.
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('kill ' || keys.key, 0)) FROM (
    SELECT DISTINCT jsonb_array_elements_text(o->'kill_keys') AS key FROM jsonb_array_elements(p) AS o
  ) AS keys;
  SELECT coalesce(array_agg(q.id), '{}') INTO held FROM jsonb_to_recordset(p) AS q(id uuid, kill_keys jsonb)
    WHERE EXISTS (SELECT 1 FROM kill_switches s WHERE s.engaged AND s.key IN (SELECT jsonb_array_elements_text(q.kill_keys)));
  SELECT coalesce(array_agg(q.id), '{}') INTO current FROM (
    SELECT a.id, a.tenant_id, a.version FROM governance.actions_ledger a
    WHERE a.id = ANY(ARRAY(SELECT (o->>'id')::uuid FROM jsonb_array_elements(p) AS o))
    ORDER BY a.id
    FOR NO KEY UPDATE
  ) AS l
  JOIN jsonb_to_recordset(p) AS q(id uuid, tenant uuid, version int) ON q.id = l.id AND q.tenant = l.tenant_id AND q.version = l.version
  WHERE q.id <> ALL(held);
  -- In the order of the jti, so that two batches can't wait for each other's.
  WITH inserted AS (
    INSERT INTO command_receipts (jti, tenant_id, action_id, digest, body_sha256, body, signature, public_key, accepted_at)
    SELECT r.jti, q.tenant, q.id, r.digest, r.body_sha256, r.body, r.signature, r.public_key, r.accepted_at
    FROM jsonb_to_recordset(p) AS q(id uuid, tenant uuid, receipt jsonb)
    CROSS JOIN LATERAL jsonb_to_record(q.receipt) AS r(jti text, digest text, body_sha256 text, body text, signature text,
      public_key jsonb, accepted_at timestamptz)
    WHERE q.receipt IS NOT NULL AND q.id = ANY(current)
    ORDER BY r.jti
    ON CONFLICT DO NOTHING
    RETURNING action_id
  ) SELECT coalesce(array_agg(action_id), '{}') INTO received FROM inserted;
  SELECT coalesce(array_agg(q.id), '{}') INTO good FROM jsonb_to_recordset(p) AS q(id uuid, receipt jsonb)
    WHERE q.id = ANY(current) AND (q.receipt IS NULL OR q.id = ANY(received));
  UPDATE governance.actions_ledger a SET
    status = q.status, version = a.version + 1, audit_seq = q.seq, audit_hash = decode(q.hash, 'hex'), updated_at = clock_timestamp()
    FROM jsonb_to_recordset(p) AS q(id uuid, status text, seq int, hash text)
    WHERE a.id = q.id AND a.id = ANY(good);
  INSERT INTO audit_log (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash)
    SELECT q.id, e.seq, q.tenant, e.at, e.actor_sub, e.actor_principal, e.action, e.details::jsonb, decode(e.prev_hash, 'hex'),
      decode(e.hash, 'hex')
    FROM jsonb_to_recordset(p) AS q(id uuid, tenant uuid, entries jsonb)
    CROSS JOIN LATERAL jsonb_to_recordset(q.entries) AS e(seq int, at timestamptz, actor_sub text, actor_principal text,
      action text, details text, prev_hash text, hash text)
    WHERE q.id = ANY(good);
  PERFORM governance.add_steps((
    SELECT jsonb_agg(s) FROM jsonb_array_elements(p) AS o CROSS JOIN LATERAL jsonb_array_elements(o->'steps') AS s
    WHERE (o->>'id')::uuid = ANY(good)
  ));
  RETURN QUERY SELECT q.id, CASE
    WHEN q.id = ANY(good) THEN 'written'
    WHEN q.id = ANY(held) THEN 'held'
    WHEN q.id = ANY(current) THEN 'jti_taken'
    ELSE 'conflict' END
    FROM jsonb_to_recordset(p) AS q(id uuid);
END $$;
--> statement-breakpoint
DROP FUNCTION governance.claim_action;
--> statement-breakpoint
-- What is not resolved yet is little, whatever was ever sent: twins and switches look there and nowhere else.
CREATE INDEX attempts_unresolved ON action_attempts (platform, account, fingerprint) WHERE outcome IN ('INTENT', 'UNKNOWN');
--> statement-breakpoint
-- When a window has room for one more; NULL: now. What counts is what the platform sees: attempts open, or ended inside it.
-- Of an account these are posts, and a 429 was none; of the whole platform they are calls, whatever they were answered.
-- Looked at are as many of the newest as the window takes, never all of them. The scopes have statements of their own, since
-- a plan that serves both would not use the index on the account.
CREATE FUNCTION governance.room_at(p_platform text, p_account text, p_tenant uuid, p_window jsonb, t timestamptz)
RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  most int := (p_window->>'count')::int;
  span interval := make_interval(secs => (p_window->>'seconds')::float8);
  leaver timestamptz;
BEGIN
  IF p_window IS NULL OR jsonb_typeof(p_window) = 'null' THEN RETURN NULL; END IF;
  IF p_account IS NULL THEN
    most := most - (SELECT count(*) FROM action_attempts o WHERE o.platform = p_platform AND o.ended_at IS NULL);
  ELSE
    most := most - (SELECT count(*) FROM action_attempts o
      WHERE o.platform = p_platform AND o.account = p_account AND o.tenant_id = p_tenant AND o.ended_at IS NULL);
  END IF;
  -- Nobody knows when one that is open ends.
  IF most <= 0 THEN RETURN t + interval '1 s'; END IF;
  IF p_account IS NULL THEN
    SELECT o.ended_at INTO leaver FROM action_attempts o
      WHERE o.platform = p_platform AND o.ended_at > t - span AND (o.outcome <> 'NOT_SENT' OR o.http_status IS NOT NULL)
      ORDER BY o.ended_at DESC OFFSET most - 1 LIMIT 1;
  ELSE
    SELECT o.ended_at INTO leaver FROM action_attempts o
      WHERE o.platform = p_platform AND o.account = p_account AND o.tenant_id = p_tenant
        AND o.ended_at > t - span AND o.outcome NOT IN ('NOT_SENT', 'RATE_LIMITED')
      ORDER BY o.ended_at DESC OFFSET most - 1 LIMIT 1;
  END IF;
  IF leaver IS NULL THEN RETURN NULL; END IF;
  RETURN greatest(leaver + span, t + interval '20 ms');
END $$;
--> statement-breakpoint
-- The claim: the one way from QUEUED to EXECUTING, one call, so that no client round trip lies between a lock and its COMMIT.
-- A function, because each of its statements sees fresh data after the lock it waited for; one SQL statement would not.
-- Lock order is fixed: kill scopes (shared), account, platform, action. Codes other than CLAIMED change nothing of the action;
-- a full window closes the account or the platform, so that what waits behind is not tried in vain.
CREATE FUNCTION governance.claim_action(p jsonb, OUT code text, OUT until timestamptz) LANGUAGE plpgsql AS $$
DECLARE
  a governance.actions_ledger;
  acc accounts;
  tenant uuid := (p->>'tenant')::uuid;
  deadline timestamptz;
  amount bigint;
  spent bigint;
  t timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('kill ' || k, 0)) FROM jsonb_array_elements_text(p->'kill_keys') AS k;
  SELECT * INTO a FROM governance.actions_ledger WHERE id = (p->>'action')::uuid AND tenant_id = tenant;
  IF NOT FOUND THEN code := 'GONE'; RETURN; END IF;
  SELECT * INTO acc FROM accounts
    WHERE tenant_id = tenant AND platform = a.platform AND account = a.account FOR NO KEY UPDATE;
  IF NOT FOUND THEN code := 'ACCOUNT_UNKNOWN'; RETURN; END IF;
  IF jsonb_typeof(p->'app_window') = 'object' THEN
    INSERT INTO platform_windows (platform) VALUES (a.platform) ON CONFLICT DO NOTHING;
    PERFORM 1 FROM platform_windows WHERE platform = a.platform FOR NO KEY UPDATE;
  END IF;
  SELECT * INTO a FROM governance.actions_ledger WHERE id = (p->>'action')::uuid FOR NO KEY UPDATE;
  PERFORM 1 FROM steps WHERE id = (p->>'step')::uuid AND run = (p->>'run')::int FOR UPDATE;
  IF NOT FOUND THEN code := 'GONE'; RETURN; END IF;
  t := clock_timestamp();
  IF a.version <> (p->>'version')::int THEN code := 'STALE'; RETURN; END IF;
  IF a.status NOT IN ('QUEUED', 'SCHEDULED', 'RATE_LIMITED') THEN code := 'NOT_QUEUED'; RETURN; END IF;
  IF EXISTS (SELECT 1 FROM kill_switches s WHERE s.engaged AND s.key IN (SELECT jsonb_array_elements_text(p->'kill_keys')))
    THEN code := 'KILL_SWITCH'; until := t + interval '5 s'; RETURN; END IF;
  IF a.digest IS NULL OR a.digest <> p->>'digest'
    OR (SELECT count(DISTINCT s.sub) FROM approvals s WHERE s.action_id = a.id AND s.voided_at IS NULL AND s.digest = a.digest)
       < greatest(a.approvals_required, (p->>'approvers')::int)
    THEN code := 'NOT_APPROVED'; RETURN; END IF;
  -- Judged by the policy in force, and by no other.
  IF coalesce((SELECT v.version FROM tenant_policies v WHERE v.tenant_id = tenant), 0) <> (p->>'policy')::int
    THEN code := 'STALE'; RETURN; END IF;
  IF a.expires_at <= t THEN code := 'EXPIRED'; RETURN; END IF;
  IF a.schedule_time > t THEN code := 'EARLY'; until := a.schedule_time; RETURN; END IF;
  IF a.schedule_time + make_interval(secs => a.max_late_seconds) < t THEN code := 'MISSED'; RETURN; END IF;
  IF a.campaign_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM campaigns c WHERE c.id = a.campaign_id AND c.tenant_id = tenant AND c.status = 'cancelled')
    THEN code := 'CAMPAIGN_CANCELLED'; RETURN; END IF;
  IF acc.closed_until > t THEN code := 'ACCOUNT_CLOSED'; until := acc.closed_until; RETURN; END IF;
  IF EXISTS (SELECT 1 FROM action_attempts o WHERE o.platform = a.platform AND o.account = a.account AND o.tenant_id = tenant
      AND o.fingerprint = a.fingerprint AND o.action_id <> a.id AND o.outcome IN ('INTENT', 'UNKNOWN'))
    THEN code := 'TWIN_UNRESOLVED'; until := t + interval '5 s'; RETURN; END IF;

  until := governance.room_at(a.platform, NULL, NULL, p->'app_window', t);
  IF until IS NOT NULL THEN
    UPDATE platform_windows SET closed_until = until WHERE platform = a.platform;
    code := 'PLATFORM_LIMIT'; RETURN;
  END IF;
  until := governance.room_at(a.platform, a.account, tenant, coalesce(acc.limits->'posts', p->'account_window'), t);
  IF until IS NOT NULL THEN
    UPDATE accounts SET closed_until = until, closed_reason = 'its window is full' WHERE id = acc.id;
    code := 'PLATFORM_LIMIT'; RETURN;
  END IF;
  -- The amount is read from what was approved, not from what a worker says.
  amount := round((a.payload->>'budget_bid')::numeric * 100);
  IF amount IS NOT NULL AND jsonb_typeof(acc.limits->'budget') = 'object' THEN
    SELECT coalesce(sum(o.amount_minor), 0) INTO spent FROM action_attempts o
      WHERE o.platform = a.platform AND o.account = a.account AND o.tenant_id = tenant
        AND (o.ended_at IS NULL OR o.ended_at > t - make_interval(secs => (acc.limits->'budget'->>'seconds')::float8))
        AND o.outcome IN ('INTENT', 'UNKNOWN', 'ACCEPTED');
    IF amount > (acc.limits->'budget'->>'amount_minor')::bigint THEN code := 'OVER_BUDGET'; RETURN; END IF;
    IF spent + amount > (acc.limits->'budget'->>'amount_minor')::bigint THEN
      -- Looked at as soon as enough has left the window, and before: what is unknown may turn out never to have been spent.
      SELECT min(x.ended_at) + make_interval(secs => (acc.limits->'budget'->>'seconds')::float8) INTO until FROM (
        SELECT o.ended_at, sum(o.amount_minor) OVER (ORDER BY o.ended_at) AS freed FROM action_attempts o
        WHERE o.platform = a.platform AND o.account = a.account AND o.tenant_id = tenant
          AND o.ended_at > t - make_interval(secs => (acc.limits->'budget'->>'seconds')::float8)
          AND o.outcome IN ('UNKNOWN', 'ACCEPTED')
      ) AS x WHERE spent - x.freed + amount <= (acc.limits->'budget'->>'amount_minor')::bigint;
      -- Without those that are open it does not come about, and nobody knows when they end.
      until := greatest(least(coalesce(until, t + interval '1 s'), t + interval '30 s'), t + interval '20 ms');
      code := 'BUDGET'; RETURN;
    END IF;
  END IF;

  deadline := t + make_interval(secs => (p->>'deadline_ms')::int / 1000.0);
  UPDATE governance.actions_ledger SET status = 'EXECUTING', fence = fence + 1, version = version + 1, retry_at = NULL,
    audit_seq = audit_seq + 1, audit_hash = decode(p->>'hash', 'hex'), updated_at = t WHERE id = a.id;
  INSERT INTO audit_log (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash)
    VALUES (a.id, a.audit_seq + 1, tenant, (p->>'at')::timestamptz, p->>'actor_sub', p->>'actor_principal', 'attempt.started',
      (p->>'details')::jsonb, decode(p->>'prev_hash', 'hex'), decode(p->>'hash', 'hex'));
  INSERT INTO action_attempts (id, tenant_id, action_id, phase, fence, platform, account, fingerprint, outcome, sender,
      postmaster_start, started_at, deadline_at, amount_minor)
    VALUES ((p->>'attempt')::uuid, tenant, a.id, p->>'phase', a.fence + 1, a.platform, a.account, a.fingerprint, 'INTENT',
      p->>'sender', pg_postmaster_start_time(), t, deadline, amount);
  DELETE FROM steps WHERE id = (p->>'step')::uuid;
  -- The dead man: if nobody records the outcome, this finds it out.
  INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at, trace)
    VALUES ((p->>'reconcile_step')::uuid, tenant, a.id, 'reconcile', a.execution_id, deadline + interval '5 s',
      deadline + interval '5 s', p->>'trace');
  code := 'CLAIMED';
END $$;
--> statement-breakpoint
-- Appends to the chain of a subject that has no row of its own; false when somebody else did so first.
CREATE FUNCTION governance.append_trail(p jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO trails (id, tenant_id, kind, audit_seq, audit_hash)
    VALUES ((p->>'id')::uuid, (p->>'tenant')::uuid, p->>'kind', 0, '\x') ON CONFLICT DO NOTHING;
  UPDATE trails SET audit_seq = (p->>'seq')::int, audit_hash = decode(p->>'hash', 'hex')
    WHERE id = (p->>'id')::uuid AND audit_seq = (p->>'seq_before')::int;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM governance.append_audit((p->>'tenant')::uuid, p->'entries');
  RETURN true;
END $$;
--> statement-breakpoint
-- Takes the lock of a switch alone: when this has returned, no claim under it commits any more, and those that did are named.
-- It has more patience than others for the claims before it, for a switch that is not set helps nobody.
CREATE FUNCTION governance.set_kill_switch(p jsonb) RETURNS text LANGUAGE plpgsql SET lock_timeout = '4s' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('kill ' || (p->>'key'), 0));
  IF NOT governance.append_trail(p->'trail') THEN RETURN 'conflict'; END IF;
  INSERT INTO kill_switches (key, scope, tenant_id, platform, account, engaged, reason, changed_by, changed_at)
    VALUES (p->>'key', p->>'scope', (p->>'tenant')::uuid, p->>'platform', p->>'account', (p->>'engaged')::boolean, p->>'reason',
      p->'by', clock_timestamp())
    ON CONFLICT (key) DO UPDATE SET engaged = excluded.engaged, reason = excluded.reason, changed_by = excluded.changed_by,
      changed_at = excluded.changed_at;
  RETURN 'written';
END $$;
--> statement-breakpoint
CREATE FUNCTION governance.set_policy(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF NOT governance.append_trail(p->'trail') THEN RETURN 'conflict'; END IF;
  INSERT INTO tenant_policies (tenant_id, version, rules, governance)
    VALUES ((p->>'tenant')::uuid, 1, p->'rules', p->'governance')
    ON CONFLICT (tenant_id) DO UPDATE SET version = tenant_policies.version + 1, rules = excluded.rules,
      governance = excluded.governance, updated_at = clock_timestamp();
  RETURN 'written';
END $$;
--> statement-breakpoint
-- Makes an account, or changes what is known of it. `taken`: another tenant holds that identity; `moved`: it came into being
-- meanwhile, under another id.
CREATE FUNCTION governance.set_account(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO accounts (id, tenant_id, platform, account, kind, credentials_ref, currency, limits)
    VALUES ((p->>'id')::uuid, (p->>'tenant')::uuid, p->>'platform', p->>'account', p->>'kind', p->>'credentials_ref',
      p->>'currency', nullif(p->'limits', 'null'::jsonb))
    ON CONFLICT DO NOTHING;
  PERFORM 1 FROM accounts WHERE id = (p->>'id')::uuid AND tenant_id = (p->>'tenant')::uuid FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM 1 FROM accounts WHERE tenant_id = (p->>'tenant')::uuid AND platform = p->>'platform' AND account = p->>'account';
    RETURN CASE WHEN FOUND THEN 'moved' ELSE 'taken' END;
  END IF;
  IF NOT governance.append_trail(p->'trail') THEN RETURN 'conflict'; END IF;
  UPDATE accounts SET kind = p->>'kind', credentials_ref = p->>'credentials_ref', currency = p->>'currency',
    limits = nullif(p->'limits', 'null'::jsonb)
    WHERE id = (p->>'id')::uuid;
  PERFORM governance.add_steps(p->'steps');
  RETURN 'written';
END $$;
--> statement-breakpoint
-- Credentials that were accepted open an account again; refused ones close it until somebody mends them.
CREATE FUNCTION governance.note_authentication(p_account uuid, p_ok boolean, p_reason text) RETURNS void LANGUAGE sql AS $$
  UPDATE accounts SET
    authenticated_at = CASE WHEN p_ok THEN clock_timestamp() ELSE authenticated_at END,
    closed_until = CASE WHEN NOT p_ok THEN clock_timestamp() + interval '3650 days'
      WHEN closed_until > clock_timestamp() + interval '365 days' THEN NULL ELSE closed_until END,
    closed_reason = CASE WHEN NOT p_ok THEN p_reason
      WHEN closed_until > clock_timestamp() + interval '365 days' THEN NULL ELSE closed_reason END
    WHERE id = p_account
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION governance.write_commands, governance.room_at, governance.claim_action, governance.append_trail,
  governance.set_kill_switch, governance.set_policy, governance.set_account, governance.note_authentication FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.claim_action, governance.room_at, governance.note_authentication TO mandate_worker;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.write_commands, governance.append_trail, governance.set_kill_switch, governance.set_policy,
  governance.set_account TO mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT SELECT ON action_checkpoints, action_metrics, command_receipts, kill_switches, platform_windows, tenant_policies, trails
  TO mandate_api, mandate_ops, mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT ON command_receipts, trails TO mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT UPDATE ON trails TO mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE ON kill_switches, tenant_policies TO mandate_api_writer;
--> statement-breakpoint
GRANT INSERT, UPDATE ON action_checkpoints, platform_windows TO mandate_worker;
--> statement-breakpoint
GRANT INSERT ON action_metrics TO mandate_worker;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['action_checkpoints', 'action_metrics', 'command_receipts', 'tenant_policies', 'trails', 'kill_switches'] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_reads ON %s FOR SELECT TO mandate_api USING (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
    EXECUTE format('CREATE POLICY writers ON %s TO mandate_api_writer, mandate_worker USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY ops_reads ON %s FOR SELECT TO mandate_ops USING (true)', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- A tenant sees that everything is held back, whoever holds it.
CREATE POLICY everybody_reads ON kill_switches FOR SELECT TO mandate_api USING (tenant_id IS NULL);
--> statement-breakpoint
-- Receipts are evidence: they neither change nor go.
CREATE TRIGGER command_receipts_append_only BEFORE UPDATE OR DELETE ON command_receipts FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Only workers need the tokens: no reader of the API, no ops.
GRANT SELECT, INSERT, UPDATE ON account_tokens TO mandate_worker;
--> statement-breakpoint
ALTER TABLE account_tokens ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE account_tokens FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY writers ON account_tokens TO mandate_worker USING (true) WITH CHECK (true);
