CREATE TABLE "session_assets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"status" text NOT NULL,
	"name" text,
	"caption" text,
	"original_key" text NOT NULL,
	"sha256_original" text NOT NULL,
	"bytes_original" integer NOT NULL,
	"sequence_id" integer,
	"captured_at" timestamp with time zone NOT NULL,
	"target_placeholder" text,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp with time zone,
	"object_key" text,
	"sha256" text,
	"mime" text,
	"width" integer,
	"height" integer,
	"duplicate_of" text,
	"error" jsonb,
	CONSTRAINT "session_assets_status_known" CHECK ("session_assets"."status" IN ('PROCESSING','READY','REFUSED')),
	CONSTRAINT "session_assets_decided_when_final" CHECK (("session_assets"."status" = 'PROCESSING') = ("session_assets"."decided_at" IS NULL)),
	CONSTRAINT "session_assets_ready_with_object" CHECK (("session_assets"."status" = 'READY') = ("session_assets"."object_key" IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "session_custody" (
	"session_id" uuid NOT NULL,
	"object" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"version_id" text NOT NULL,
	"sha256" text NOT NULL,
	"retain_until" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_custody_session_id_object_pk" PRIMARY KEY("session_id","object")
);
--> statement-breakpoint
CREATE TABLE "session_edits" (
	"session_id" uuid NOT NULL,
	"sequence_id" integer NOT NULL,
	"n" integer NOT NULL,
	"tenant_id" uuid NOT NULL,
	"changed" jsonb NOT NULL,
	"text" text,
	"restricted" boolean,
	"target_placeholder" text,
	"by" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_edits_session_id_sequence_id_n_pk" PRIMARY KEY("session_id","sequence_id","n")
);
--> statement-breakpoint
CREATE TABLE "session_results" (
	"session_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_results_session_id_kind_pk" PRIMARY KEY("session_id","kind")
);
--> statement-breakpoint
CREATE TABLE "session_snapshots" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"snapshot_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"integrity_hash" text NOT NULL,
	"parent_snapshot_id" uuid,
	"manifest" jsonb NOT NULL,
	"signature" text NOT NULL,
	"key_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_snapshots_snapshot_id_unique" UNIQUE("snapshot_id")
);
--> statement-breakpoint
CREATE TABLE "session_uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"content_type" text NOT NULL,
	"object_key" text NOT NULL,
	"store_upload_id" text NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "session_blocks" ADD COLUMN "late" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "last_sequence_id" integer;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "draining_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "failure" jsonb;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "finalized_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "document_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "parent_session_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "parent_snapshot_id" uuid;--> statement-breakpoint
CREATE INDEX "session_assets_by_session" ON "session_assets" USING btree ("session_id","id");--> statement-breakpoint
CREATE INDEX "session_uploads_by_session" ON "session_uploads" USING btree ("session_id","id");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_finalized_when_final" CHECK (("sessions"."status" = 'FINALIZED') = ("sessions"."finalized_at" IS NOT NULL));--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_corrects_what_is_sealed" CHECK (("sessions"."parent_session_id" IS NULL) = ("sessions"."parent_snapshot_id" IS NULL));
--> statement-breakpoint
-- Starts a session or moves one on: compare-and-set, end of the step that it comes from, kept answer, trail, what belongs to it and
-- the next steps, all or nothing. `gone`: somebody was faster with the step. `pending`: something came that was not counted with.
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
      failure = nullif(p->'failure', 'null'::jsonb), finalized_at = CASE WHEN p->>'status' = 'FINALIZED' THEN t END
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
-- Chunks that have no block yet, and pictures that nobody has looked at.
CREATE FUNCTION governance.session_pending(p_session uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT (
    SELECT count(*)::int FROM session_chunks c WHERE c.session_id = p_session AND NOT EXISTS (
      SELECT 1 FROM session_blocks b
      WHERE b.session_id = c.session_id AND b.sequence_id = c.sequence_id AND b.body->>'type' <> 'HEARD'
    )
  ) + (SELECT count(*)::int FROM session_assets a WHERE a.session_id = p_session AND a.status = 'PROCESSING')
$$;
--> statement-breakpoint
-- Gives a correction all that is known of the session which it corrects, recovered since its seal included. Objects are shared.
CREATE FUNCTION governance.copy_session(s sessions) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO session_chunks (session_id, sequence_id, id, tenant_id, epoch, sha256, bytes, content_type, object_key, started_at,
      duration_ms, received_at)
    SELECT s.id, sequence_id, gen_random_uuid(), tenant_id, 1, sha256, bytes, content_type, object_key, started_at, duration_ms, received_at
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
    SELECT gen_random_uuid(), s.id, tenant_id, status, name, caption, original_key, sha256_original, bytes_original, sequence_id,
      captured_at, target_placeholder, created_by, created_at, decided_at, object_key, sha256, mime, width, height,
      coalesce(duplicate_of, id::text)
    FROM session_assets WHERE session_id = s.parent_session_id AND tenant_id = s.tenant_id AND status = 'READY';
  -- What core could not say then it is asked again, for this one.
  INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at)
    SELECT gen_random_uuid(), c.tenant_id, c.id, 'transcribe', c.session_id, clock_timestamp(), clock_timestamp()
    FROM session_chunks c
    JOIN session_blocks b ON b.session_id = c.session_id AND b.sequence_id = c.sequence_id
    WHERE c.session_id = s.id AND b.body->>'type' IN ('AUDIO_PENDING', 'HEARD');
END $$;
--> statement-breakpoint
-- As before, and while a session drains it takes what its client has announced and nothing beyond.
CREATE OR REPLACE FUNCTION governance.append_chunks(p jsonb) RETURNS TABLE (place int, answer text, epoch int, status text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  taken uuid[];
BEGIN
  PERFORM 1 FROM sessions WHERE id = ANY(ARRAY(SELECT (o->>'session')::uuid FROM jsonb_array_elements(p) AS o)) ORDER BY id FOR SHARE;
  WITH inserted AS (
    INSERT INTO session_chunks (session_id, sequence_id, id, tenant_id, epoch, sha256, bytes, content_type, object_key, started_at,
        duration_ms)
      SELECT s.id, q.seq, q.id, s.tenant_id, s.epoch, q.sha256, q.bytes, q.content_type, q.object_key, q.started_at, q.duration_ms
      FROM jsonb_to_recordset(p) AS q(id uuid, session uuid, tenant uuid, seq int, epoch int, sha256 text, bytes int,
        content_type text, object_key text, started_at timestamptz, duration_ms int)
      JOIN sessions s ON s.id = q.session AND s.tenant_id = q.tenant
      WHERE (s.status = 'RECORDING' OR (s.status = 'DRAINING' AND q.seq <= s.last_sequence_id))
        AND coalesce(q.epoch, s.epoch) = s.epoch
      ORDER BY s.id, q.seq
      ON CONFLICT (session_id, sequence_id) DO NOTHING
      RETURNING id
  ) SELECT coalesce(array_agg(id), '{}') INTO taken FROM inserted;
  PERFORM governance.add_steps((SELECT jsonb_agg(o->'step') FROM jsonb_array_elements(p) AS o WHERE (o->>'id')::uuid = ANY(taken)));
  RETURN QUERY SELECT q.place, CASE
      WHEN q.id = ANY(taken) THEN 'new'
      WHEN c.sha256 = q.sha256 THEN 'same'
      WHEN c.sha256 IS NOT NULL THEN 'other'
      WHEN s.status = 'RECORDING' OR (s.status = 'DRAINING' AND q.seq <= s.last_sequence_id) THEN 'superseded'
      ELSE 'closed' END, s.epoch, s.status
    FROM jsonb_to_recordset(p) AS q(place int, id uuid, session uuid, tenant uuid, seq int, sha256 text)
    JOIN sessions s ON s.id = q.session AND s.tenant_id = q.tenant
    LEFT JOIN session_chunks c ON c.session_id = s.id AND c.sequence_id = q.seq;
END $$;
--> statement-breakpoint
-- As before, and what comes after the document was frozen is marked late: it belongs to the next version alone. The session is only
-- shared, so that freezing it waits for those before it, and those after it see that it is frozen.
CREATE OR REPLACE FUNCTION governance.record_blocks(p jsonb) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  current uuid[];
  good uuid[];
BEGIN
  PERFORM 1 FROM sessions WHERE id = ANY(ARRAY(SELECT (o->>'session')::uuid FROM jsonb_array_elements(p) AS o)) ORDER BY id FOR SHARE;
  SELECT coalesce(array_agg(l.id), '{}') INTO current FROM (
    SELECT t.id, t.run FROM steps t WHERE t.id = ANY(ARRAY(SELECT (o->>'step')::uuid FROM jsonb_array_elements(p) AS o))
    ORDER BY t.id FOR UPDATE SKIP LOCKED
  ) AS l
  JOIN jsonb_to_recordset(p) AS q(step uuid, run int) ON q.step = l.id AND q.run = l.run;
  WITH inserted AS (
    INSERT INTO session_blocks (session_id, sequence_id, rev, tenant_id, body, duration_ms, late)
      SELECT q.session, q.seq, q.rev, q.tenant, q.body::jsonb, q.duration_ms, s.status NOT IN ('RECORDING', 'DRAINING', 'ABANDONED')
      FROM jsonb_to_recordset(p) AS q(step uuid, session uuid, seq int, rev int, tenant uuid, body text, duration_ms int)
      JOIN sessions s ON s.id = q.session
      WHERE q.step = ANY(current) AND q.body IS NOT NULL
      ORDER BY q.session, q.seq
      ON CONFLICT DO NOTHING
      RETURNING session_id, sequence_id
  ) SELECT coalesce(array_agg(q.step), '{}') INTO good FROM jsonb_to_recordset(p) AS q(step uuid, session uuid, seq int, body text)
    WHERE q.step = ANY(current)
      AND (q.body IS NULL OR EXISTS (SELECT 1 FROM inserted i WHERE i.session_id = q.session AND i.sequence_id = q.seq));
  DELETE FROM steps t USING jsonb_to_recordset(p) AS q(step uuid, keep_ms int)
    WHERE t.id = q.step AND q.step = ANY(good) AND q.keep_ms IS NULL;
  UPDATE steps t SET run = t.run + 1, attempt = t.attempt + 1, checks = 0, due_at = clock_timestamp() + q.keep_ms * interval '1 ms',
      check_at = clock_timestamp() + q.keep_ms * interval '1 ms', hold = q.hold
    FROM jsonb_to_recordset(p) AS q(step uuid, keep_ms int, hold text)
    WHERE t.id = q.step AND q.step = ANY(good) AND q.keep_ms IS NOT NULL;
  -- What core has heard counts with what it said, once.
  INSERT INTO tenant_quota_use (tenant_id, period, used_seconds)
    SELECT q.tenant, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM'), sum(q.heard_seconds)
    FROM jsonb_to_recordset(p) AS q(step uuid, tenant uuid, heard_seconds int)
    WHERE q.step = ANY(good) AND q.heard_seconds > 0
    GROUP BY q.tenant ORDER BY q.tenant
    ON CONFLICT (tenant_id, period) DO UPDATE SET used_seconds = tenant_quota_use.used_seconds + excluded.used_seconds;
  PERFORM governance.add_steps((
    SELECT jsonb_agg(s) FROM jsonb_array_elements(p) AS o CROSS JOIN LATERAL jsonb_array_elements(o->'steps') AS s
    WHERE (o->>'step')::uuid = ANY(good)
  ));
  RETURN QUERY SELECT unnest(good);
END $$;
--> statement-breakpoint
-- The copies of a session that are verified; told again, they are there already.
CREATE FUNCTION governance.keep_custody(p jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO session_custody (session_id, object, tenant_id, version_id, sha256, retain_until)
  SELECT session_id, object, tenant_id, version_id, sha256, retain_until
  FROM jsonb_to_recordset(p) AS q(session_id uuid, object text, tenant_id uuid, version_id text, sha256 text, retain_until timestamptz)
  ON CONFLICT DO NOTHING
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION governance.session_pending, governance.copy_session, governance.keep_custody FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.session_pending TO mandate_api, mandate_ops, mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.copy_session TO mandate_api_writer;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.write_session, governance.keep_custody TO mandate_worker;
--> statement-breakpoint
GRANT SELECT ON session_edits, session_assets, session_uploads, session_results, session_snapshots, session_custody
  TO mandate_api, mandate_ops, mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT ON session_blocks, session_edits, session_assets, session_uploads TO mandate_api_writer;
--> statement-breakpoint
GRANT UPDATE (completed_at) ON session_uploads TO mandate_api_writer;
--> statement-breakpoint
GRANT UPDATE ON sessions TO mandate_worker;
--> statement-breakpoint
GRANT INSERT ON session_results, session_snapshots, session_custody TO mandate_worker;
--> statement-breakpoint
GRANT UPDATE (status, decided_at, object_key, sha256, mime, width, height, duplicate_of, error) ON session_assets TO mandate_worker;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['session_edits', 'session_assets', 'session_uploads', 'session_results', 'session_snapshots', 'session_custody'] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_reads ON %s FOR SELECT TO mandate_api USING (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
    EXECUTE format('CREATE POLICY writers ON %s TO mandate_api_writer, mandate_worker USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY ops_reads ON %s FOR SELECT TO mandate_ops USING (true)', name);
  END LOOP;
  -- What was corrected, made, signed and put away is evidence.
  FOREACH name IN ARRAY ARRAY['session_edits', 'session_results', 'session_snapshots', 'session_custody'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name || '_append_only', name);
  END LOOP;
END $$;
