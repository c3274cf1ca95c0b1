-- Writes on one action are one call each: the lock, the checks and everything that must become true together.

-- Accounts belong to a tenant; where the setting allows, one comes into being for the tenant that first names it.
-- A shared one (of the default channels) is a playground that every tenant may use.
CREATE FUNCTION governance.ensure_account(p_tenant uuid, p_platform text, p_account text, p_kind text, p_shared boolean, p_create boolean)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM accounts WHERE tenant_id = p_tenant AND platform = p_platform AND account = p_account;
  IF FOUND THEN RETURN true; END IF;
  IF NOT p_create THEN RETURN false; END IF;
  INSERT INTO accounts (tenant_id, platform, account, kind, shared)
    VALUES (p_tenant, p_platform, p_account, p_kind, p_shared) ON CONFLICT DO NOTHING;
  PERFORM 1 FROM accounts WHERE tenant_id = p_tenant AND platform = p_platform AND account = p_account;
  RETURN FOUND; -- not found: another tenant holds that identity
END $$;
--> statement-breakpoint
CREATE FUNCTION governance.keep_answer(p_key jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF p_key IS NULL OR jsonb_typeof(p_key) = 'null' THEN RETURN true; END IF;
  INSERT INTO idempotency_keys (tenant_id, route, key, body_sha256, status, headers, body)
    VALUES ((p_key->>'tenant')::uuid, p_key->>'route', p_key->>'key', p_key->>'body_sha256', (p_key->>'status')::int,
      (p_key->>'headers')::jsonb, p_key->>'body')
    ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;
--> statement-breakpoint
CREATE FUNCTION governance.append_audit(p_tenant uuid, p_entries jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO audit_log (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash)
  SELECT subject, seq, p_tenant, at, actor_sub, actor_principal, action, details::jsonb, decode(prev_hash, 'hex'), decode(hash, 'hex')
  FROM jsonb_to_recordset(p_entries) AS e(subject uuid, seq int, at timestamptz, actor_sub text, actor_principal text, action text,
    details text, prev_hash text, hash text)
$$;
--> statement-breakpoint
CREATE FUNCTION governance.add_steps(p_steps jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at, trace)
  SELECT id, tenant, subject, kind, execution, clock_timestamp() + due_in_ms * interval '1 ms',
    clock_timestamp() + (due_in_ms + look_in_ms) * interval '1 ms', trace
  FROM jsonb_to_recordset(p_steps) AS s(id uuid, tenant uuid, subject uuid, kind text, execution uuid, due_in_ms int, look_in_ms int, trace text)
$$;
--> statement-breakpoint
-- Proposes one action. The advisory lock makes check-then-insert of equal content one at a time.
CREATE FUNCTION governance.propose_action(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE r jsonb := p->'row';
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended((r->>'platform') || chr(31) || (r->>'account') || chr(31) || (r->>'fingerprint'), 0));
  PERFORM 1 FROM governance.actions_ledger WHERE id = (r->>'id')::uuid;
  IF FOUND THEN RETURN 'ALREADY_EXISTS'; END IF;
  IF r->>'campaign' IS NOT NULL THEN
    PERFORM 1 FROM campaigns WHERE id = (r->>'campaign')::uuid AND tenant_id = (r->>'tenant')::uuid;
    IF NOT FOUND THEN RETURN 'NO_CAMPAIGN'; END IF;
  END IF;
  IF (p->>'guard_duplicates')::boolean AND EXISTS (
    SELECT 1 FROM governance.actions_ledger
    WHERE platform = r->>'platform' AND account = r->>'account' AND fingerprint = r->>'fingerprint'
      AND tenant_id = (r->>'tenant')::uuid AND created_at > clock_timestamp() - interval '24 h'
      AND status NOT IN ('REJECTED', 'CANCELLED', 'EXPIRED', 'MISSED', 'FAILED')
  ) THEN RETURN 'DUPLICATE_CONTENT'; END IF;
  IF (p->>'rehearse')::boolean THEN RETURN 'written'; END IF;
  IF NOT governance.keep_answer(p->'key') THEN RETURN 'key_taken'; END IF;
  INSERT INTO governance.actions_ledger (id, tenant_id, campaign_id, execution_id, platform, account, payload, governance_hash,
      fingerprint, media_sha256, digest, status, execution, schedule_time, expires_at, expires_given, max_late_seconds, proposed_by,
      authors, approvals_required, preflight, audit_seq, audit_hash)
    SELECT x.id, x.tenant, x.campaign, x.execution_id, x.platform, x.account, x.payload::jsonb, x.governance_hash, x.fingerprint,
      x.media_sha256::jsonb, x.digest, x.status, x.execution, x.schedule_time, x.expires_at, x.expires_given, x.max_late_seconds,
      x.proposed_by::jsonb, x.authors::jsonb, x.approvals_required, x.preflight::jsonb, x.seq, decode(x.hash, 'hex')
    FROM jsonb_to_record(r) AS x(id uuid, tenant uuid, campaign uuid, execution_id uuid, platform text, account text, payload text,
      governance_hash text, fingerprint text, media_sha256 text, digest text, status text, execution text, schedule_time timestamptz,
      expires_at timestamptz, expires_given boolean, max_late_seconds int, proposed_by text, authors text, approvals_required int,
      preflight text, seq int, hash text);
  PERFORM governance.append_audit((r->>'tenant')::uuid, p->'entries');
  PERFORM governance.add_steps(p->'steps');
  RETURN 'written';
END $$;
--> statement-breakpoint
-- Moves one action on. `step` (with its run) and `attempt` (with its fence, still INTENT or UNKNOWN) are guards where given:
-- an outcome counts only for the work it came from, and a late truth still counts.
CREATE FUNCTION governance.write_action(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  a governance.actions_ledger;
  patch jsonb := p->'patch';
  tenant uuid := (p->>'tenant')::uuid;
  t timestamptz;
BEGIN
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
    error = CASE WHEN patch ? 'error' THEN patch->'error' END
    WHERE id = a.id;
  IF p->'attempt' IS NOT NULL THEN
    UPDATE action_attempts SET
      outcome = p->'attempt'->>'outcome',
      ended_at = CASE WHEN p->'attempt'->>'outcome' = 'INTENT' THEN NULL ELSE coalesce(ended_at, t) END,
      http_status = coalesce((p->'attempt'->>'http_status')::int, http_status),
      error = coalesce(nullif(p->'attempt'->'error', 'null'::jsonb), error),
      probes = coalesce((p->'attempt'->>'probes')::int, probes),
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
        due_at = t + (p->>'keep_ms')::int * interval '1 ms', check_at = t + (p->>'keep_ms')::int * interval '1 ms'
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
-- A closed account: in a statement of its own, never while an action's row is held. Only ever closed for longer.
CREATE FUNCTION governance.close_account(p_tenant uuid, p_platform text, p_account text, p_until timestamptz, p_reason text)
RETURNS void LANGUAGE sql AS $$
  UPDATE accounts SET closed_until = greatest(closed_until, p_until), closed_reason = p_reason
  WHERE tenant_id = p_tenant AND platform = p_platform AND account = p_account
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION governance.ensure_account, governance.keep_answer, governance.append_audit, governance.add_steps,
  governance.propose_action, governance.write_action, governance.close_account FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.ensure_account, governance.keep_answer, governance.append_audit, governance.add_steps,
  governance.propose_action, governance.write_action, governance.close_account TO mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT ON idempotency_keys, approvals TO mandate_worker;
--> statement-breakpoint
GRANT UPDATE ON steps, action_attempts TO mandate_api_writer;
