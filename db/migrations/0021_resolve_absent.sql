-- As before, but that an attempt which was proven absent is a person's to decide on while the outcome of its action is unknown.
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
    -- Proven absent, and not sent again by itself, it is a person who says what became of it.
    PERFORM 1 FROM action_attempts WHERE id = (p->'attempt'->>'id')::uuid AND fence = (p->'attempt'->>'fence')::int
      AND (outcome IN ('INTENT', 'UNKNOWN') OR outcome = 'ABSENT' AND a.status = 'OUTCOME_UNKNOWN') FOR UPDATE;
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
