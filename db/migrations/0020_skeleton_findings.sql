CREATE TABLE "skeleton_findings" (
	"skeleton_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"structure" jsonb,
	"structure_error" text,
	"read_at" timestamp with time zone,
	"discovery" text,
	"discovery_error" text,
	"discovered_at" timestamp with time zone,
	"templates" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"templates_at" timestamp with time zone,
	CONSTRAINT "skeleton_findings_discovery_known" CHECK ("skeleton_findings"."discovery" IN ('DONE','FAILED'))
);
--> statement-breakpoint
-- `structure`, `discovery`: each may be absent, and then stays as it was.
CREATE FUNCTION governance.write_findings(p_tenant uuid, p_skeleton uuid, p jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  t timestamptz := clock_timestamp();
  s jsonb := p->'structure';
  d jsonb := p->'discovery';
BEGIN
  IF s IS NULL AND d IS NULL THEN RETURN; END IF;
  INSERT INTO skeleton_findings (skeleton_id, tenant_id) VALUES (p_skeleton, p_tenant) ON CONFLICT DO NOTHING;
  IF s IS NOT NULL THEN
    UPDATE skeleton_findings SET structure = nullif(s->'found', 'null'::jsonb), structure_error = s->>'error', read_at = t
      WHERE skeleton_id = p_skeleton;
  END IF;
  IF d IS NOT NULL THEN
    UPDATE skeleton_findings SET discovery = d->>'status', discovery_error = d->>'error', discovered_at = t,
      templates = CASE d->>'status' WHEN 'DONE' THEN d->'templates' ELSE templates END,
      templates_at = CASE d->>'status' WHEN 'DONE' THEN t ELSE templates_at END
      WHERE skeleton_id = p_skeleton;
  END IF;
END $$;
--> statement-breakpoint
-- What was found in a skeleton that is decided on, and the end of its step. `gone`: somebody was faster.
CREATE FUNCTION governance.keep_findings(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF governance.setup_moved_on(p->'trail') THEN RETURN 'conflict'; END IF;
  DELETE FROM steps WHERE id = (p->>'step')::uuid AND run = (p->>'run')::int;
  IF NOT FOUND THEN RETURN 'gone'; END IF;
  PERFORM governance.write_findings((p->>'tenant')::uuid, (p->>'subject')::uuid, p->'findings');
  PERFORM governance.append_trail(p->'trail');
  RETURN 'written';
END $$;
--> statement-breakpoint
-- Has a worker look at a skeleton once more. `open`: one is to look anyway; `key_taken`: the Idempotency-Key has an answer.
CREATE FUNCTION governance.ask_of_skeleton(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF governance.setup_moved_on(p->'trail') THEN RETURN 'conflict'; END IF;
  IF NOT governance.keep_answer(p->'key') THEN RETURN 'key_taken'; END IF;
  IF EXISTS (SELECT 1 FROM steps WHERE subject_id = (p->>'subject')::uuid AND kind = p->>'kind') THEN RETURN 'open'; END IF;
  PERFORM governance.append_trail(p->'trail');
  PERFORM governance.add_steps(p->'steps');
  RETURN 'written';
END $$;
--> statement-breakpoint
-- As before, and with it what else was found, and what is to be asked next. A worker of the version before gives neither.
CREATE OR REPLACE FUNCTION governance.decide_setup(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  tenant uuid := (p->>'tenant')::uuid;
  subject uuid := (p->>'subject')::uuid;
  t timestamptz;
  c tenant_config_versions;
BEGIN
  IF governance.setup_moved_on(p->'trail') THEN RETURN 'conflict'; END IF;
  DELETE FROM steps WHERE id = (p->>'step')::uuid AND run = (p->>'run')::int;
  IF NOT FOUND THEN RETURN 'gone'; END IF;
  t := clock_timestamp();
  IF p->>'kind' = 'check-config' THEN
    UPDATE tenant_config_versions SET status = p->>'status', errors = p->'errors', decided_at = t
      WHERE id = subject AND tenant_id = tenant AND status = 'CHECKING' RETURNING * INTO c;
    IF NOT FOUND THEN RETURN 'gone'; END IF;
    -- Checks may end in another order than they began: an older one does not take over from a newer one.
    IF c.status = 'ACTIVE' AND c.default_channels IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM tenant_config_versions n WHERE n.tenant_id = tenant AND n.status = 'ACTIVE' AND n.version > c.version
        AND n.default_channels IS NOT NULL
    ) THEN
      INSERT INTO tenant_configs (tenant_id, default_channels) VALUES (tenant, c.default_channels)
        ON CONFLICT (tenant_id) DO UPDATE SET default_channels = excluded.default_channels, updated_at = t;
    END IF;
  ELSE
    UPDATE tenant_skeletons SET status = p->>'status', errors = p->'errors', placeholders = p->'placeholders',
      tables = p->'tables', decided_at = t
      WHERE id = subject AND tenant_id = tenant AND status = 'CHECKING';
    IF NOT FOUND THEN RETURN 'gone'; END IF;
    PERFORM governance.write_findings(tenant, subject, coalesce(p->'findings', '{}'::jsonb));
    -- Configurations that wait for it need not wait longer.
    UPDATE steps s SET due_at = t, check_at = t FROM tenant_config_versions w
      WHERE w.tenant_id = tenant AND w.status = 'CHECKING' AND w.default_skeleton_id = subject
        AND s.subject_id = w.id AND s.kind = 'check-config';
  END IF;
  IF jsonb_array_length(coalesce(p->'next', '[]'::jsonb)) > 0 THEN PERFORM governance.add_steps(p->'next'); END IF;
  PERFORM governance.append_trail(p->'trail');
  RETURN 'written';
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION governance.write_findings, governance.keep_findings, governance.ask_of_skeleton FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.write_findings, governance.keep_findings TO mandate_worker;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.ask_of_skeleton TO mandate_api_writer;
--> statement-breakpoint
GRANT SELECT ON skeleton_findings TO mandate_api, mandate_ops, mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE ON skeleton_findings TO mandate_worker;
--> statement-breakpoint
ALTER TABLE skeleton_findings ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE skeleton_findings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant_reads ON skeleton_findings FOR SELECT TO mandate_api
  USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY writers ON skeleton_findings TO mandate_api_writer, mandate_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY ops_reads ON skeleton_findings FOR SELECT TO mandate_ops USING (true);
