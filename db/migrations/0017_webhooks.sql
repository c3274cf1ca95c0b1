CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"url" text NOT NULL,
	"events" jsonb NOT NULL,
	"description" text,
	"status" text DEFAULT 'ACTIVE' NOT NULL,
	"disabled_reason" text,
	"disabled_at" timestamp with time zone,
	"secret_sealed" text NOT NULL,
	"previous_sealed" text,
	"previous_until" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp with time zone,
	"paused_until" timestamp with time zone,
	"listens_since" "pg_snapshot" DEFAULT pg_current_snapshot() NOT NULL,
	"heard_since" "pg_snapshot",
	"deaf_since" "pg_snapshot",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhooks_status_known" CHECK ("webhooks"."status" IN ('ACTIVE','DISABLED')),
	CONSTRAINT "webhooks_reason_known" CHECK ("webhooks"."disabled_reason" IN ('REQUESTED','GONE','FAILING')),
	CONSTRAINT "webhooks_disabled_with_reason" CHECK (("webhooks"."status" = 'DISABLED') = ("webhooks"."disabled_at" IS NOT NULL) AND ("webhooks"."status" = 'DISABLED') = ("webhooks"."disabled_reason" IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"webhook_id" uuid NOT NULL,
	"event" text NOT NULL,
	"subject_id" uuid,
	"seq" integer,
	"body" text NOT NULL,
	"status" text DEFAULT 'PENDING' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"claim" uuid,
	"last_http_status" integer,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "webhook_deliveries_status_known" CHECK ("webhook_deliveries"."status" IN ('PENDING','DELIVERED','FAILED')),
	CONSTRAINT "webhook_deliveries_ended_when_final" CHECK (("webhook_deliveries"."status" = 'PENDING') = ("webhook_deliveries"."ended_at" IS NULL))
);
--> statement-breakpoint
CREATE TABLE "webhook_attempts" (
	"delivery_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"tenant_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"http_status" integer,
	"error" text,
	"duration_ms" integer NOT NULL,
	"response" text,
	CONSTRAINT "webhook_attempts_delivery_id_n_pk" PRIMARY KEY("delivery_id","n")
);
--> statement-breakpoint
CREATE TABLE "webhook_rounds" (
	"one" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone DEFAULT now() NOT NULL,
	"holder" uuid,
	"seen" "pg_snapshot" DEFAULT pg_current_snapshot() NOT NULL,
	CONSTRAINT "webhook_rounds_only_one" CHECK ("webhook_rounds"."one" = 1)
);
--> statement-breakpoint
CREATE INDEX "webhooks_by_tenant" ON "webhooks" USING btree ("tenant_id","id" DESC NULLS LAST);
--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_webhook" ON "webhook_deliveries" USING btree ("webhook_id","id" DESC NULLS LAST);
--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_once" ON "webhook_deliveries" USING btree ("webhook_id","subject_id","seq");
--> statement-breakpoint
CREATE INDEX "webhook_deliveries_pending" ON "webhook_deliveries" USING btree ("webhook_id","next_at") WHERE "webhook_deliveries"."status" = 'PENDING';
--> statement-breakpoint
CREATE INDEX "webhook_deliveries_in_flight" ON "webhook_deliveries" USING btree ("webhook_id") WHERE "webhook_deliveries"."claim" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_status" ON "webhook_deliveries" USING btree ("webhook_id","status","created_at");
--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_age" ON "webhook_deliveries" USING btree ("created_at");
--> statement-breakpoint
INSERT INTO webhook_rounds DEFAULT VALUES;
--> statement-breakpoint
-- The endpoint has something to send: its step is due now. Locks it, whether it has to be changed or not, until the deliveries that the
-- caller adds are committed: whoever ends a round at this moment looks after them. Returns the run to be handed to a queue; null: it is due already.
CREATE FUNCTION governance.wake_webhook(p_webhook uuid, p_tenant uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  t timestamptz := clock_timestamp();
  woken int;
BEGIN
  INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at)
    VALUES (p_webhook, p_tenant, p_webhook, 'deliver-webhooks', p_webhook, t, t)
    ON CONFLICT (id) DO UPDATE SET run = steps.run + 1, checks = 0, due_at = t, check_at = t WHERE steps.due_at > t
    RETURNING run INTO woken;
  RETURN woken;
END $$;
--> statement-breakpoint
-- What is told to endpoints, grouped by them. An event that an endpoint has already is left out, so that a round may be done again. One that
-- was disabled since it happened keeps it for later; a test is nothing that happened. Returns the endpoints that take them; `run`: of a step
-- that is due now and was not before. Locks as everybody does here: endpoint, step, delivery.
CREATE FUNCTION governance.add_webhook_deliveries(p jsonb) RETURNS TABLE(webhook uuid, tenant uuid, run int) LANGUAGE plpgsql AS $$
DECLARE
  w record;
  added int;
BEGIN
  FOR w IN
    SELECT h.id, h.tenant_id, h.status = 'ACTIVE' AS is_active, g.deliveries
    FROM jsonb_to_recordset(p) AS g(webhook uuid, deliveries jsonb)
    JOIN webhooks h ON h.id = g.webhook
    ORDER BY h.id FOR KEY SHARE OF h
  LOOP
    webhook := w.id;
    tenant := w.tenant_id;
    run := CASE WHEN w.is_active THEN governance.wake_webhook(w.id, w.tenant_id) END;
    INSERT INTO webhook_deliveries (id, tenant_id, webhook_id, event, subject_id, seq, body, next_at, created_at)
      SELECT d.id, w.tenant_id, w.id, d.event, d.subject, d.seq, d.body, clock_timestamp(), clock_timestamp()
      FROM jsonb_to_recordset(w.deliveries) AS d(id uuid, event text, subject uuid, seq int, body text)
      WHERE w.is_active OR d.subject IS NOT NULL
      ON CONFLICT (webhook_id, subject_id, seq) DO NOTHING;
    GET DIAGNOSTICS added = ROW_COUNT;
    IF w.is_active OR added > 0 THEN RETURN NEXT; END IF;
  END LOOP;
END $$;
--> statement-breakpoint
-- Takes the delivery that has been due for longest, unless so many of its endpoint are under way already; one alone once it has failed
-- so often in a row. Under the endpoint's lock, and each statement sees what was committed before it: nobody counts too few.
CREATE FUNCTION governance.claim_webhook_delivery(p_webhook uuid, p_claim uuid, p_lease_ms int, p_in_flight int, p_doubt int)
RETURNS TABLE(delivery uuid, attempt int, tries int, body text, url text, secret text, previous text) LANGUAGE plpgsql AS $$
DECLARE
  w webhooks;
  t timestamptz;
BEGIN
  SELECT * INTO w FROM webhooks WHERE id = p_webhook FOR NO KEY UPDATE;
  t := clock_timestamp();
  IF w.id IS NULL OR w.status <> 'ACTIVE' OR w.paused_until > t THEN RETURN; END IF;
  IF (SELECT count(*) FROM webhook_deliveries d WHERE d.webhook_id = w.id AND d.claim IS NOT NULL AND d.next_at > t)
    >= (CASE WHEN w.failures >= p_doubt THEN 1 ELSE p_in_flight END) THEN RETURN; END IF;
  UPDATE webhook_deliveries d SET claim = p_claim, next_at = t + p_lease_ms * interval '1 ms'
    WHERE d.id = (
      SELECT c.id FROM webhook_deliveries c WHERE c.webhook_id = w.id AND c.status = 'PENDING' AND c.next_at <= t
      ORDER BY c.next_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING d.id, d.attempts + 1, d.tries + 1, d.body INTO delivery, attempt, tries, body;
  IF delivery IS NULL THEN RETURN; END IF;
  url := w.url;
  secret := w.secret_sealed;
  previous := CASE WHEN w.previous_until > t THEN w.previous_sealed END;
  RETURN NEXT;
END $$;
--> statement-breakpoint
-- What became of a try, while the claim holds: who comes too late says nothing. `retry_ms` null: it was the last one, or it succeeded; but
-- what was replayed meanwhile has all its tries before it. `pause_ms`: by the endpoint's failures in a row, from `doubt` on; a try at
-- an address that it had before says nothing of it. Returns what the delivery is, and how it stands with the endpoint now; no row: the claim is gone.
CREATE FUNCTION governance.record_webhook_attempt(p jsonb) RETURNS TABLE(status text, failures int, failing_since timestamptz) LANGUAGE plpgsql AS $$
DECLARE
  d webhook_deliveries;
  w webhooks;
  t timestamptz;
  good boolean := (p->>'good')::boolean;
  tried int := (p->>'tries')::int;
  in_a_row int;
BEGIN
  SELECT * INTO w FROM webhooks WHERE id = (p->>'webhook')::uuid FOR NO KEY UPDATE;
  t := clock_timestamp();
  UPDATE webhook_deliveries x SET attempts = x.attempts + 1, claim = NULL,
      tries = CASE WHEN x.tries + 1 = tried THEN tried ELSE x.tries END,
      status = CASE WHEN good THEN 'DELIVERED' WHEN p->>'retry_ms' IS NULL AND x.tries + 1 = tried THEN 'FAILED' ELSE 'PENDING' END,
      ended_at = CASE WHEN good OR p->>'retry_ms' IS NULL AND x.tries + 1 = tried THEN t END,
      next_at = CASE WHEN x.tries + 1 = tried THEN t + coalesce((p->>'retry_ms')::int, 0) * interval '1 ms' ELSE t END,
      last_http_status = (p->>'http_status')::int, last_error = p->>'error'
    WHERE x.id = (p->>'delivery')::uuid AND x.claim = (p->>'claim')::uuid
    RETURNING * INTO d;
  IF d.id IS NULL THEN RETURN; END IF;
  INSERT INTO webhook_attempts (delivery_id, n, tenant_id, at, http_status, error, duration_ms, response)
    VALUES (d.id, d.attempts, d.tenant_id, t - (p->>'duration_ms')::int * interval '1 ms', (p->>'http_status')::int, p->>'error',
      (p->>'duration_ms')::int, p->>'response');
  status := d.status;
  failures := coalesce(w.failures, 0);
  failing_since := w.failing_since;
  in_a_row := CASE WHEN good THEN 0 ELSE failures + 1 END;
  IF w.url = p->>'url' AND (NOT good OR failures > 0) THEN
    UPDATE webhooks x SET failures = in_a_row,
        failing_since = CASE WHEN NOT good THEN coalesce(x.failing_since, t) END,
        paused_until = CASE
          WHEN good THEN NULL
          WHEN (p->>'hold_ms') IS NOT NULL THEN t + (p->>'hold_ms')::int * interval '1 ms'
          WHEN in_a_row >= (p->>'doubt')::int THEN t + interval '1 ms' *
            least((p->>'pause_most_ms')::int, (p->>'pause_ms')::int * 2 ^ least(in_a_row - (p->>'doubt')::int, 20)) END
      WHERE x.id = w.id
      RETURNING x.failures, x.failing_since INTO failures, failing_since;
  END IF;
  RETURN NEXT;
END $$;
--> statement-breakpoint
-- A claim that came to no try, for want of the key that opens the secret: it counts as nothing, and another worker may have the key.
CREATE FUNCTION governance.release_webhook_delivery(p_delivery uuid, p_claim uuid, p_wait_ms int) RETURNS void LANGUAGE sql AS $$
  UPDATE webhook_deliveries
  SET claim = NULL, next_at = clock_timestamp() + p_wait_ms * interval '1 ms', last_http_status = NULL, last_error = 'SECRET_UNREADABLE'
  WHERE id = p_delivery AND claim = p_claim
$$;
--> statement-breakpoint
-- Ends a round: the step goes on when the next delivery is due, or is closed. Whoever adds deliveries holds its lock meanwhile.
-- `p_wait_ms`: no round before that, although something may be due.
CREATE FUNCTION governance.end_webhook_round(p_step uuid, p_run int, p_wait_ms int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  w webhooks;
  due timestamptz;
  t timestamptz;
BEGIN
  PERFORM 1 FROM steps WHERE id = p_step AND run = p_run FOR UPDATE;
  IF NOT FOUND THEN RETURN 'moved'; END IF;
  t := clock_timestamp();
  SELECT * INTO w FROM webhooks WHERE id = p_step;
  IF w.id IS NOT NULL AND w.status = 'ACTIVE' THEN
    SELECT min(next_at) INTO due FROM webhook_deliveries WHERE webhook_id = w.id AND status = 'PENDING';
  END IF;
  IF due IS NULL THEN
    DELETE FROM steps WHERE id = p_step;
    RETURN 'closed';
  END IF;
  due := greatest(due, w.paused_until, t + p_wait_ms * interval '1 ms');
  UPDATE steps SET run = run + 1, checks = 0, due_at = due, check_at = due WHERE id = p_step;
  RETURN 'put_off';
END $$;
--> statement-breakpoint
-- Makes, changes or deletes an endpoint, with its entry in the trail. `too_many`: the tenant has as many as it may. `stale`: it was to be
-- disabled for what was observed (`observed`: its address, and since when it fails), and that is no longer so.
CREATE FUNCTION governance.write_webhook(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  hook uuid := (p->>'id')::uuid;
  tenant uuid := (p->>'tenant')::uuid;
  c jsonb := p->'change';
  t timestamptz;
BEGIN
  IF p->>'do' = 'create' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('webhooks ' || (p->>'tenant'), 0));
    IF (SELECT count(*) FROM webhooks WHERE tenant_id = tenant) >= (p->>'most')::int THEN RETURN 'too_many'; END IF;
  ELSE
    PERFORM 1 FROM webhooks WHERE id = hook AND tenant_id = tenant FOR UPDATE;
    IF NOT FOUND THEN RETURN 'gone'; END IF;
  END IF;
  -- Whoever observed it knows milliseconds.
  IF c ? 'observed' AND NOT EXISTS (
    SELECT 1 FROM webhooks WHERE id = hook AND status = 'ACTIVE' AND url = c->'observed'->>'url'
      AND date_trunc('milliseconds', failing_since) = (c->'observed'->>'failing_since')::timestamptz
  ) THEN RETURN 'stale'; END IF;
  t := clock_timestamp();
  IF coalesce((SELECT audit_seq FROM trails WHERE id = hook), 0) <> (p->'trail'->>'seq_before')::int THEN RETURN 'conflict'; END IF;
  IF NOT governance.keep_answer(p->'key') THEN RETURN 'key_taken'; END IF;
  IF NOT governance.append_trail(p->'trail') THEN RAISE EXCEPTION 'the trail of % moved under its lock', hook; END IF;
  CASE p->>'do'
  WHEN 'create' THEN
    INSERT INTO webhooks (id, tenant_id, url, events, description, secret_sealed, created_at, updated_at)
      VALUES (hook, tenant, c->>'url', c->'events', c->>'description', c->>'sealed', (c->>'at')::timestamptz, (c->>'at')::timestamptz);
  WHEN 'delete' THEN
    DELETE FROM webhooks WHERE id = hook;
    DELETE FROM steps WHERE id = hook;
  WHEN 'rotate' THEN
    UPDATE webhooks SET secret_sealed = c->>'sealed', updated_at = t,
        previous_sealed = CASE WHEN (c->>'overlap_ms')::bigint > 0 THEN secret_sealed END,
        previous_until = CASE WHEN (c->>'overlap_ms')::bigint > 0 THEN t + (c->>'overlap_ms')::bigint * interval '1 ms' END
      WHERE id = hook;
  WHEN 'change' THEN
    UPDATE webhooks SET url = coalesce(c->>'url', url), events = coalesce(c->'events', events),
        description = CASE WHEN c ? 'description' THEN c->>'description' ELSE description END, updated_at = t
      WHERE id = hook;
  WHEN 'note' THEN NULL;
  END CASE;
  IF c->>'status' = 'DISABLED' THEN
    -- What happened while it listened is still to be told. Where it was disabled before, and no round has come to that yet, it counts as
    -- having listened all the while: rather told too much than lost.
    UPDATE webhooks SET status = 'DISABLED', disabled_reason = c->>'reason', disabled_at = t, updated_at = t,
        heard_since = CASE WHEN pg_snapshot_xmax(deaf_since) > (SELECT pg_snapshot_xmin(seen) FROM webhook_rounds) THEN heard_since
          ELSE listens_since END,
        deaf_since = pg_current_snapshot()
      WHERE id = hook AND status = 'ACTIVE';
    DELETE FROM steps WHERE id = hook;
  ELSIF c->>'status' = 'ACTIVE' THEN
    UPDATE webhooks SET status = 'ACTIVE', disabled_reason = NULL, disabled_at = NULL, failures = 0, failing_since = NULL,
        paused_until = NULL, listens_since = pg_current_snapshot(), updated_at = t
      WHERE id = hook AND status = 'DISABLED';
    PERFORM governance.wake_webhook(hook, tenant);
  ELSIF p->>'do' = 'change' AND c->>'url' IS NOT NULL THEN
    -- Another place: what was wrong with the former says nothing of it.
    UPDATE webhooks SET failures = 0, failing_since = NULL, paused_until = NULL WHERE id = hook;
    PERFORM governance.wake_webhook(hook, tenant) FROM webhooks WHERE id = hook AND status = 'ACTIVE';
  END IF;
  RETURN 'written';
END $$;
--> statement-breakpoint
-- Has deliveries sent again under their own ids, as long as they are of one of the states asked for. What is under way stays so. `trail`:
-- with the first of several slices. Returns how many; -1: the trail has moved on, -2: the endpoint is gone, -3: nothing is sent to it.
CREATE FUNCTION governance.replay_webhook(p jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  w webhooks;
  again int;
BEGIN
  SELECT * INTO w FROM webhooks WHERE id = (p->>'id')::uuid AND tenant_id = (p->>'tenant')::uuid FOR NO KEY UPDATE;
  IF w.id IS NULL THEN RETURN -2; END IF;
  IF w.status <> 'ACTIVE' THEN RETURN -3; END IF;
  IF p ? 'trail' AND NOT governance.append_trail(p->'trail') THEN RETURN -1; END IF;
  PERFORM governance.wake_webhook(w.id, w.tenant_id);
  UPDATE webhook_deliveries d SET status = 'PENDING', tries = 0, ended_at = NULL,
      next_at = CASE WHEN d.claim IS NULL THEN clock_timestamp() ELSE d.next_at END
    WHERE d.id = ANY(ARRAY(SELECT x::uuid FROM jsonb_array_elements_text(p->'deliveries') AS x)) AND d.webhook_id = w.id
      AND d.status = ANY(ARRAY(SELECT jsonb_array_elements_text(p->'status')));
  GET DIAGNOSTICS again = ROW_COUNT;
  RETURN again;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION governance.wake_webhook, governance.add_webhook_deliveries, governance.claim_webhook_delivery,
  governance.record_webhook_attempt, governance.release_webhook_delivery, governance.end_webhook_round, governance.write_webhook,
  governance.replay_webhook FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.wake_webhook, governance.add_webhook_deliveries, governance.write_webhook,
  governance.replay_webhook TO mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.claim_webhook_delivery, governance.record_webhook_attempt, governance.release_webhook_delivery,
  governance.end_webhook_round TO mandate_worker;
--> statement-breakpoint
-- Readers see no secret, sealed or not.
GRANT SELECT (id, tenant_id, url, events, description, status, disabled_reason, disabled_at, previous_until, failures, failing_since,
  paused_until, created_at, updated_at) ON webhooks TO mandate_api, mandate_ops;
--> statement-breakpoint
GRANT SELECT ON webhook_deliveries, webhook_attempts TO mandate_api, mandate_ops, mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON webhooks TO mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE ON webhook_deliveries TO mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT, DELETE ON webhook_attempts TO mandate_worker;
--> statement-breakpoint
GRANT DELETE ON webhook_deliveries TO mandate_worker;
--> statement-breakpoint
GRANT SELECT, UPDATE ON webhook_rounds TO mandate_worker;
--> statement-breakpoint
GRANT SELECT ON webhook_rounds TO mandate_api_writer;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['webhooks', 'webhook_deliveries', 'webhook_attempts'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_reads ON %I FOR SELECT TO mandate_api USING (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
    EXECUTE format('CREATE POLICY writers ON %I TO mandate_api_writer, mandate_worker USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY ops_reads ON %I FOR SELECT TO mandate_ops USING (true)', name);
  END LOOP;
END $$;
