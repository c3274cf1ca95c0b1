CREATE TABLE "session_blocks" (
	"session_id" uuid NOT NULL,
	"sequence_id" integer NOT NULL,
	"rev" integer NOT NULL,
	"tenant_id" uuid NOT NULL,
	"body" jsonb NOT NULL,
	"duration_ms" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_blocks_session_id_sequence_id_rev_pk" PRIMARY KEY("session_id","sequence_id","rev")
);
--> statement-breakpoint
CREATE TABLE "session_chunks" (
	"session_id" uuid NOT NULL,
	"sequence_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"sha256" text NOT NULL,
	"bytes" integer NOT NULL,
	"content_type" text NOT NULL,
	"object_key" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"duration_ms" integer,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_chunks_session_id_sequence_id_pk" PRIMARY KEY("session_id","sequence_id"),
	CONSTRAINT "session_chunks_from_one" CHECK ("session_chunks"."sequence_id" >= 1)
);
--> statement-breakpoint
CREATE TABLE "session_contexts" (
	"session_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"tenant_id" uuid NOT NULL,
	"effective_from" timestamp with time zone NOT NULL,
	"changed" jsonb NOT NULL,
	"current_speaker_id" text,
	"topic" text,
	"restricted" boolean,
	"by" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_contexts_session_id_n_pk" PRIMARY KEY("session_id","n")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"status" text NOT NULL,
	"execution_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"audit_seq" integer NOT NULL,
	"audit_hash" "bytea" NOT NULL,
	"epoch" integer DEFAULT 1 NOT NULL,
	"title" text,
	"client_timezone" text NOT NULL,
	"template_id" text,
	"pinned" jsonb NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_status_known" CHECK ("sessions"."status" IN ('RECORDING','DRAINING','BUILDING','SEALING','FINALIZED','BUILD_FAILED','GUARD_FAILED','CUSTODY_FAILED','ABANDONED'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "session_chunks_by_id" ON "session_chunks" USING btree ("id");--> statement-breakpoint
CREATE INDEX "sessions_by_tenant" ON "sessions" USING btree ("tenant_id","id" DESC NULLS LAST);
--> statement-breakpoint
ALTER TABLE sessions SET (fillfactor = 70);
--> statement-breakpoint
-- Starts a session or moves one on: compare-and-set, kept answer, trail, context and steps, all or nothing.
CREATE FUNCTION governance.write_session(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  s sessions;
  tenant uuid := (p->>'tenant')::uuid;
  c jsonb := p->'context';
BEGIN
  IF p->'start' IS NULL THEN
    SELECT * INTO s FROM sessions WHERE id = (p->>'id')::uuid AND tenant_id = tenant FOR NO KEY UPDATE;
    IF NOT FOUND OR s.version <> (p->>'version')::int THEN RETURN 'conflict'; END IF;
  END IF;
  IF NOT governance.keep_answer(p->'key') THEN RETURN 'key_taken'; END IF;
  IF p->'start' IS NULL THEN
    UPDATE sessions SET status = p->>'status', epoch = (p->>'epoch')::int, version = version + 1, audit_seq = (p->>'seq')::int,
      audit_hash = decode(p->>'hash', 'hex'), updated_at = clock_timestamp() WHERE id = s.id;
  ELSE
    INSERT INTO sessions (id, tenant_id, status, execution_id, audit_seq, audit_hash, title, client_timezone, template_id, pinned,
        created_by)
      SELECT (p->>'id')::uuid, tenant, p->>'status', x.execution_id, (p->>'seq')::int, decode(p->>'hash', 'hex'), x.title,
        x.client_timezone, x.template_id, x.pinned, x.created_by
      FROM jsonb_to_record(p->'start') AS x(execution_id uuid, title text, client_timezone text, template_id text, pinned jsonb,
        created_by jsonb);
  END IF;
  IF c IS NOT NULL THEN
    INSERT INTO session_contexts (session_id, n, tenant_id, effective_from, changed, current_speaker_id, topic, restricted, by)
      SELECT s.id, coalesce((SELECT max(o.n) FROM session_contexts o WHERE o.session_id = s.id), 0) + 1, tenant,
        (c->>'effective_from')::timestamptz, c->'changed', c->>'current_speaker_id', c->>'topic', (c->>'restricted')::boolean, c->'by';
  END IF;
  PERFORM governance.append_audit(tenant, p->'entries');
  RETURN 'written';
END $$;
--> statement-breakpoint
-- Takes chunks, many in one call, each by itself. Sessions are locked in one order and only shared, so that appends of one session
-- don't wait for each other, and a finalize waits for those before it. Each statement sees what the one before it has locked.
CREATE FUNCTION governance.append_chunks(p jsonb) RETURNS TABLE (place int, answer text, epoch int, status text) LANGUAGE plpgsql AS $$
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
      WHERE s.status IN ('RECORDING', 'DRAINING') AND coalesce(q.epoch, s.epoch) = s.epoch
      ORDER BY s.id, q.seq
      ON CONFLICT (session_id, sequence_id) DO NOTHING
      RETURNING id
  ) SELECT coalesce(array_agg(id), '{}') INTO taken FROM inserted;
  PERFORM governance.add_steps((SELECT jsonb_agg(o->'step') FROM jsonb_array_elements(p) AS o WHERE (o->>'id')::uuid = ANY(taken)));
  RETURN QUERY SELECT q.place, CASE
      WHEN q.id = ANY(taken) THEN 'new'
      WHEN c.sha256 = q.sha256 THEN 'same'
      WHEN c.sha256 IS NOT NULL THEN 'other'
      WHEN s.status NOT IN ('RECORDING', 'DRAINING') THEN 'closed'
      ELSE 'superseded' END, s.epoch, s.status
    FROM jsonb_to_recordset(p) AS q(place int, id uuid, session uuid, tenant uuid, seq int, sha256 text)
    JOIN sessions s ON s.id = q.session AND s.tenant_id = q.tenant
    LEFT JOIN session_chunks c ON c.session_id = s.id AND c.sequence_id = q.seq;
END $$;
--> statement-breakpoint
-- Records what became of chunks, many in one call, each all or nothing. A block counts only as the next `rev` of its chunk: who
-- worked on an older one decides again. `keep_ms`: the step stays, due again then.
CREATE FUNCTION governance.record_blocks(p jsonb) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  current uuid[];
  good uuid[];
BEGIN
  SELECT coalesce(array_agg(l.id), '{}') INTO current FROM (
    SELECT t.id, t.run FROM steps t WHERE t.id = ANY(ARRAY(SELECT (o->>'step')::uuid FROM jsonb_array_elements(p) AS o))
    ORDER BY t.id FOR UPDATE SKIP LOCKED
  ) AS l
  JOIN jsonb_to_recordset(p) AS q(step uuid, run int) ON q.step = l.id AND q.run = l.run;
  WITH inserted AS (
    INSERT INTO session_blocks (session_id, sequence_id, rev, tenant_id, body, duration_ms)
      SELECT q.session, q.seq, q.rev, q.tenant, q.body::jsonb, q.duration_ms
      FROM jsonb_to_recordset(p) AS q(step uuid, session uuid, seq int, rev int, tenant uuid, body text, duration_ms int)
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
REVOKE ALL ON FUNCTION governance.write_session, governance.append_chunks, governance.record_blocks FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.write_session, governance.append_chunks TO mandate_api_writer;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.record_blocks TO mandate_worker;
--> statement-breakpoint
GRANT SELECT ON sessions, session_chunks, session_blocks, session_contexts TO mandate_api, mandate_ops, mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE ON sessions TO mandate_api_writer;
--> statement-breakpoint
GRANT INSERT ON session_chunks, session_contexts TO mandate_api_writer;
--> statement-breakpoint
GRANT INSERT ON session_blocks TO mandate_worker;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['sessions', 'session_chunks', 'session_blocks', 'session_contexts'] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_reads ON %s FOR SELECT TO mandate_api USING (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
    EXECUTE format('CREATE POLICY writers ON %s TO mandate_api_writer, mandate_worker USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY ops_reads ON %s FOR SELECT TO mandate_ops USING (true)', name);
  END LOOP;
  -- What was acknowledged, and what became of it, is evidence.
  FOREACH name IN ARRAY ARRAY['session_chunks', 'session_blocks', 'session_contexts'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name || '_append_only', name);
  END LOOP;
END $$;
