-- Moves one action on. `step` (with its run) and `attempt` (with its fence, still INTENT or UNKNOWN) are guards where given:
-- an outcome counts only for the work it came from, and a late truth still counts. `edit` replaces the content: approvals are void.
CREATE OR REPLACE FUNCTION governance.write_action(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  a governance.actions_ledger;
  patch jsonb := p->'patch';
  edit jsonb := p->'edit';
  tenant uuid := (p->>'tenant')::uuid;
  t timestamptz;
BEGIN
  -- The same lock that a proposal takes, before any row's.
  IF edit IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended((p->>'platform') || chr(31) || (edit->>'account') || chr(31) || (edit->>'fingerprint'), 0));
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
  IF (edit->>'guard_duplicates')::boolean AND EXISTS (
    SELECT 1 FROM governance.actions_ledger o
    WHERE o.platform = a.platform AND o.account = edit->>'account' AND o.fingerprint = edit->>'fingerprint' AND o.id <> a.id
      AND o.tenant_id = tenant AND o.created_at > clock_timestamp() - interval '24 h'
      AND o.status NOT IN ('REJECTED', 'CANCELLED', 'EXPIRED', 'MISSED', 'FAILED')
  ) THEN RETURN 'duplicate'; END IF;
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
  IF edit IS NOT NULL THEN
    UPDATE governance.actions_ledger SET
      account = edit->>'account', payload = (edit->>'payload')::jsonb, fingerprint = edit->>'fingerprint',
      preflight = (edit->>'preflight')::jsonb, authors = (edit->>'authors')::jsonb, digest = edit->>'digest',
      media_sha256 = (edit->>'media_sha256')::jsonb, schedule_time = (edit->>'schedule_time')::timestamptz,
      expires_given = (edit->>'expires_given')::boolean, max_late_seconds = (edit->>'max_late_seconds')::int
      WHERE id = a.id;
    UPDATE approvals SET voided_at = t WHERE action_id = a.id AND voided_at IS NULL;
  END IF;
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
GRANT UPDATE (voided_at) ON approvals TO mandate_api_writer;
