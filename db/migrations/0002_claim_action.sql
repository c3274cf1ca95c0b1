-- The claim: the one way from QUEUED to EXECUTING, one call, so that no client round trip lies between a lock and its COMMIT.
-- A function, because each of its statements sees fresh data after the lock it waited for; one SQL statement would not.
-- Lock order is fixed: account, then action. Codes other than CLAIMED change nothing.
CREATE FUNCTION governance.claim_action(
  p_action uuid, p_tenant uuid, p_version integer, p_step uuid, p_run integer,
  p_attempt uuid, p_phase text, p_sender text, p_deadline_ms integer, p_reconcile_step uuid, p_trace text,
  p_audit_at timestamptz, p_actor_sub text, p_actor_principal text, p_details jsonb, p_prev_hash bytea, p_hash bytea,
  OUT code text, OUT until timestamptz
) LANGUAGE plpgsql AS $$
DECLARE
  a governance.actions_ledger;
  acc accounts;
  t timestamptz;
BEGIN
  SELECT * INTO a FROM governance.actions_ledger WHERE id = p_action AND tenant_id = p_tenant;
  IF NOT FOUND THEN code := 'GONE'; RETURN; END IF;
  SELECT * INTO acc FROM accounts
    WHERE tenant_id = p_tenant AND platform = a.platform AND account = a.account FOR NO KEY UPDATE;
  IF NOT FOUND THEN code := 'ACCOUNT_UNKNOWN'; RETURN; END IF;
  SELECT * INTO a FROM governance.actions_ledger WHERE id = p_action FOR NO KEY UPDATE;
  PERFORM 1 FROM steps WHERE id = p_step AND run = p_run FOR UPDATE;
  IF NOT FOUND THEN code := 'GONE'; RETURN; END IF;
  t := clock_timestamp();
  IF a.version <> p_version THEN code := 'STALE'; RETURN; END IF;
  IF a.status NOT IN ('QUEUED', 'SCHEDULED', 'RATE_LIMITED') THEN code := 'NOT_QUEUED'; RETURN; END IF;
  IF a.digest IS NULL
    OR (SELECT count(DISTINCT p.sub) FROM approvals p WHERE p.action_id = a.id AND p.voided_at IS NULL AND p.digest = a.digest)
       < a.approvals_required
    THEN code := 'NOT_APPROVED'; RETURN; END IF;
  IF a.expires_at <= t THEN code := 'EXPIRED'; RETURN; END IF;
  IF a.schedule_time > t THEN code := 'EARLY'; until := a.schedule_time; RETURN; END IF;
  IF a.schedule_time + make_interval(secs => a.max_late_seconds) < t THEN code := 'MISSED'; RETURN; END IF;
  IF a.campaign_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM campaigns c WHERE c.id = a.campaign_id AND c.tenant_id = p_tenant AND c.status = 'cancelled')
    THEN code := 'CAMPAIGN_CANCELLED'; RETURN; END IF;
  IF acc.closed_until > t THEN code := 'ACCOUNT_CLOSED'; until := acc.closed_until; RETURN; END IF;
  IF EXISTS (SELECT 1 FROM action_attempts o WHERE o.platform = a.platform AND o.account = a.account AND o.tenant_id = p_tenant
      AND o.fingerprint = a.fingerprint AND o.action_id <> a.id AND o.outcome IN ('INTENT', 'UNKNOWN'))
    THEN code := 'TWIN_UNRESOLVED'; until := t + interval '5 s'; RETURN; END IF;

  UPDATE governance.actions_ledger SET status = 'EXECUTING', fence = fence + 1, version = version + 1, retry_at = NULL,
    audit_seq = audit_seq + 1, audit_hash = p_hash, updated_at = t WHERE id = a.id;
  INSERT INTO audit_log (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash)
    VALUES (a.id, a.audit_seq + 1, p_tenant, p_audit_at, p_actor_sub, p_actor_principal, 'attempt.started', p_details, p_prev_hash, p_hash);
  INSERT INTO action_attempts (id, tenant_id, action_id, phase, fence, platform, account, fingerprint, outcome, sender,
      postmaster_start, started_at, deadline_at)
    VALUES (p_attempt, p_tenant, a.id, p_phase, a.fence + 1, a.platform, a.account, a.fingerprint, 'INTENT', p_sender,
      pg_postmaster_start_time(), t, t + make_interval(secs => p_deadline_ms / 1000.0));
  DELETE FROM steps WHERE id = p_step;
  -- The dead man: if nobody records the outcome, this finds it out.
  INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at, trace)
    VALUES (p_reconcile_step, p_tenant, a.id, 'reconcile', a.execution_id,
      t + make_interval(secs => p_deadline_ms / 1000.0 + 5), t + make_interval(secs => p_deadline_ms / 1000.0 + 5), p_trace);
  code := 'CLAIMED';
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION governance.claim_action FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.claim_action TO mandate_worker;
