-- As before, but that the moment of the seal stays when something is written to a sealed session later.
CREATE OR REPLACE FUNCTION governance.write_session(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  s sessions;
  tenant uuid := (p->>'tenant')::uuid;
  c jsonb := p->'context';
  e jsonb := p->'edit';
  st jsonb := p->'step';
  t timestamptz;
BEGIN
  IF p->'start' IS NULL THEN
    SELECT * INTO s FROM sessions WHERE id = (p->>'id')::uuid AND tenant_id = tenant FOR NO KEY UPDATE;
    IF NOT FOUND OR s.version <> (p->>'version')::int THEN RETURN 'conflict'; END IF;
  END IF;
  t := clock_timestamp();
  IF (p->>'if_nothing_pending')::boolean AND governance.session_pending(s.id) > 0 THEN RETURN 'pending'; END IF;
  IF p->'idle_since' IS NOT NULL AND EXISTS (
    SELECT 1 FROM session_chunks k WHERE k.session_id = s.id AND k.received_at > (p->>'idle_since')::timestamptz
  ) THEN RETURN 'pending'; END IF;
  IF st IS NOT NULL THEN
    IF st->'keep_ms' IS NULL THEN
      DELETE FROM steps WHERE id = (st->>'id')::uuid AND run = (st->>'run')::int;
    ELSE
      UPDATE steps SET run = run + 1, attempt = attempt + 1, checks = 0, hold = st->>'hold',
        due_at = t + (st->>'keep_ms')::int * interval '1 ms', check_at = t + (st->>'keep_ms')::int * interval '1 ms'
        WHERE id = (st->>'id')::uuid AND run = (st->>'run')::int;
    END IF;
    IF NOT FOUND THEN RETURN 'gone'; END IF;
  END IF;
  IF NOT governance.keep_answer(p->'key') THEN RETURN 'key_taken'; END IF;
  IF p->'start' IS NULL THEN
    UPDATE sessions SET status = p->>'status', epoch = (p->>'epoch')::int, version = version + 1, audit_seq = (p->>'seq')::int,
      audit_hash = decode(p->>'hash', 'hex'), updated_at = t, last_sequence_id = (p->>'last_sequence_id')::int,
      draining_since = CASE WHEN p->>'status' = 'DRAINING' THEN coalesce(draining_since, t) ELSE draining_since END,
      failure = nullif(p->'failure', 'null'::jsonb), finalized_at = CASE WHEN p->>'status' = 'FINALIZED' THEN coalesce(finalized_at, t) END
      WHERE id = s.id;
  ELSE
    INSERT INTO sessions (id, tenant_id, status, execution_id, audit_seq, audit_hash, title, client_timezone, template_id, pinned,
        created_by, document_version, parent_session_id, parent_snapshot_id)
      SELECT (p->>'id')::uuid, tenant, p->>'status', x.execution_id, (p->>'seq')::int, decode(p->>'hash', 'hex'), x.title,
        x.client_timezone, x.template_id, x.pinned, x.created_by, coalesce(x.document_version, 1), x.parent_session_id, x.parent_snapshot_id
      FROM jsonb_to_record(p->'start') AS x(execution_id uuid, title text, client_timezone text, template_id text, pinned jsonb,
        created_by jsonb, document_version int, parent_session_id uuid, parent_snapshot_id uuid)
      RETURNING * INTO s;
    IF s.parent_session_id IS NOT NULL THEN PERFORM governance.copy_session(s); END IF;
  END IF;
  IF c IS NOT NULL THEN
    INSERT INTO session_contexts (session_id, n, tenant_id, effective_from, changed, current_speaker_id, topic, restricted, by)
      SELECT s.id, coalesce((SELECT max(o.n) FROM session_contexts o WHERE o.session_id = s.id), 0) + 1, tenant,
        (c->>'effective_from')::timestamptz, c->'changed', c->>'current_speaker_id', c->>'topic', (c->>'restricted')::boolean, c->'by';
  END IF;
  IF e IS NOT NULL THEN
    INSERT INTO session_edits (session_id, sequence_id, n, tenant_id, changed, text, restricted, target_placeholder, by)
      SELECT s.id, (e->>'sequence_id')::int, coalesce((
          SELECT max(o.n) FROM session_edits o WHERE o.session_id = s.id AND o.sequence_id = (e->>'sequence_id')::int
        ), 0) + 1, tenant, e->'changed', e->>'text', (e->>'restricted')::boolean, e->>'target_placeholder', e->'by';
  END IF;
  IF p->'asset' IS NOT NULL THEN
    INSERT INTO session_assets (id, session_id, tenant_id, status, name, caption, original_key, sha256_original, bytes_original,
        sequence_id, captured_at, target_placeholder, created_by, created_at)
      SELECT a.id, s.id, tenant, 'PROCESSING', a.name, a.caption, a.original_key, a.sha256_original, a.bytes_original, a.sequence_id,
        a.captured_at, a.target_placeholder, a.created_by, t
      FROM jsonb_to_record(p->'asset') AS a(id uuid, name text, caption text, original_key text, sha256_original text,
        bytes_original int, sequence_id int, captured_at timestamptz, target_placeholder text, created_by jsonb);
  END IF;
  IF p->'asset_checked' IS NOT NULL THEN
    UPDATE session_assets a SET status = d.status, decided_at = t, object_key = d.object_key, sha256 = d.sha256, mime = d.mime,
        width = d.width, height = d.height, duplicate_of = d.duplicate_of, error = d.error
      FROM jsonb_to_record(p->'asset_checked') AS d(id uuid, status text, object_key text, sha256 text, mime text, width int,
        height int, duplicate_of text, error jsonb)
      WHERE a.id = d.id AND a.session_id = s.id AND a.status = 'PROCESSING';
  END IF;
  IF p->'result' IS NOT NULL THEN
    INSERT INTO session_results (session_id, kind, tenant_id, body)
      VALUES (s.id, p->'result'->>'kind', tenant, p->'result'->'body') ON CONFLICT DO NOTHING;
  END IF;
  IF p->'snapshot' IS NOT NULL THEN
    INSERT INTO session_snapshots (session_id, tenant_id, snapshot_id, version, integrity_hash, parent_snapshot_id, manifest, signature,
        key_id, at)
      SELECT s.id, tenant, n.snapshot_id, s.document_version, n.integrity_hash, s.parent_snapshot_id, n.manifest, n.signature,
        n.key_id, n.at
      FROM jsonb_to_record(p->'snapshot') AS n(snapshot_id uuid, integrity_hash text, manifest jsonb, signature text, key_id text,
        at timestamptz);
  END IF;
  IF p->'end_steps' IS NOT NULL THEN
    DELETE FROM steps WHERE subject_id = s.id AND kind IN (SELECT jsonb_array_elements_text(p->'end_steps'));
  END IF;
  PERFORM governance.append_audit(tenant, p->'entries');
  PERFORM governance.add_steps(p->'steps');
  RETURN 'written';
END $$;
--> statement-breakpoint
-- As before, but that ids say when they were made, as all others of the ledger do.
CREATE OR REPLACE FUNCTION governance.copy_session(s sessions) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO session_chunks (session_id, sequence_id, id, tenant_id, epoch, sha256, bytes, content_type, object_key, started_at,
      duration_ms, received_at)
    SELECT s.id, sequence_id, uuidv7(), tenant_id, 1, sha256, bytes, content_type, object_key, started_at, duration_ms, received_at
    FROM session_chunks WHERE session_id = s.parent_session_id AND tenant_id = s.tenant_id;
  INSERT INTO session_blocks (session_id, sequence_id, rev, tenant_id, body, duration_ms)
    SELECT DISTINCT ON (sequence_id) s.id, sequence_id, rev, tenant_id, body, duration_ms
    FROM session_blocks WHERE session_id = s.parent_session_id AND tenant_id = s.tenant_id
    ORDER BY sequence_id, rev DESC;
  INSERT INTO session_contexts (session_id, n, tenant_id, effective_from, changed, current_speaker_id, topic, restricted, by, created_at)
    SELECT s.id, n, tenant_id, effective_from, changed, current_speaker_id, topic, restricted, by, created_at
    FROM session_contexts WHERE session_id = s.parent_session_id AND tenant_id = s.tenant_id;
  INSERT INTO session_edits (session_id, sequence_id, n, tenant_id, changed, text, restricted, target_placeholder, by, created_at)
    SELECT s.id, sequence_id, n, tenant_id, changed, text, restricted, target_placeholder, by, created_at
    FROM session_edits WHERE session_id = s.parent_session_id AND tenant_id = s.tenant_id;
  INSERT INTO session_assets (id, session_id, tenant_id, status, name, caption, original_key, sha256_original, bytes_original,
      sequence_id, captured_at, target_placeholder, created_by, created_at, decided_at, object_key, sha256, mime, width, height,
      duplicate_of)
    SELECT uuidv7(), s.id, tenant_id, status, name, caption, original_key, sha256_original, bytes_original, sequence_id,
      captured_at, target_placeholder, created_by, created_at, decided_at, object_key, sha256, mime, width, height,
      coalesce(duplicate_of, id::text)
    FROM session_assets WHERE session_id = s.parent_session_id AND tenant_id = s.tenant_id AND status = 'READY';
  -- What core could not say then it is asked again, for this one.
  INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at)
    SELECT uuidv7(), c.tenant_id, c.id, 'transcribe', c.session_id, clock_timestamp(), clock_timestamp()
    FROM session_chunks c
    JOIN session_blocks b ON b.session_id = c.session_id AND b.sequence_id = c.sequence_id
    WHERE c.session_id = s.id AND b.body->>'type' IN ('AUDIO_PENDING', 'HEARD');
END $$;
