CREATE TABLE "tenant_config_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"adapter_id" text NOT NULL,
	"style_map" jsonb NOT NULL,
	"zone_map" jsonb NOT NULL,
	"table_map" jsonb NOT NULL,
	"default_skeleton_id" uuid,
	"default_channels" jsonb,
	"errors" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp with time zone,
	CONSTRAINT "config_versions_status_known" CHECK ("tenant_config_versions"."status" IN ('CHECKING','ACTIVE','REFUSED')),
	CONSTRAINT "config_versions_decided_when_final" CHECK (("tenant_config_versions"."status" = 'CHECKING') = ("tenant_config_versions"."decided_at" IS NULL))
);
--> statement-breakpoint
CREATE TABLE "tenant_quota_use" (
	"tenant_id" uuid NOT NULL,
	"period" text NOT NULL,
	"used_seconds" integer NOT NULL,
	CONSTRAINT "tenant_quota_use_tenant_id_period_pk" PRIMARY KEY("tenant_id","period")
);
--> statement-breakpoint
CREATE TABLE "tenant_quotas" (
	"tenant_id" uuid PRIMARY KEY NOT NULL,
	"limit_seconds" integer,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenant_skeletons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"object_key" text NOT NULL,
	"s3_version_id" text,
	"sha256" text NOT NULL,
	"bytes" integer NOT NULL,
	"status" text NOT NULL,
	"placeholders" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"tables" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"errors" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp with time zone,
	CONSTRAINT "skeletons_status_known" CHECK ("tenant_skeletons"."status" IN ('CHECKING','ACTIVE','REFUSED')),
	CONSTRAINT "skeletons_decided_when_final" CHECK (("tenant_skeletons"."status" = 'CHECKING') = ("tenant_skeletons"."decided_at" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "config_versions_by_tenant" ON "tenant_config_versions" USING btree ("tenant_id","version");--> statement-breakpoint
CREATE INDEX "skeletons_by_tenant" ON "tenant_skeletons" USING btree ("tenant_id","id" DESC NULLS LAST);--> statement-breakpoint
-- The setup of a tenant has one trail, and whoever appends to it stands in line here: what was read of it before must still hold.
CREATE FUNCTION governance.setup_moved_on(p_trail jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('setup ' || (p_trail->>'tenant'), 0));
  RETURN coalesce((SELECT audit_seq FROM trails WHERE id = (p_trail->>'id')::uuid), 0) <> (p_trail->>'seq_before')::int;
END $$;
--> statement-breakpoint
-- `moved`: that version was taken meanwhile; `key_taken`: the Idempotency-Key has an answer.
CREATE FUNCTION governance.put_tenant_config(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  tenant uuid := (p->>'tenant')::uuid;
BEGIN
  IF governance.setup_moved_on(p->'trail') THEN RETURN 'conflict'; END IF;
  IF coalesce((SELECT max(version) FROM tenant_config_versions WHERE tenant_id = tenant), 0) + 1 <> (p->>'version')::int
    THEN RETURN 'moved'; END IF;
  IF NOT governance.keep_answer(p->'key') THEN RETURN 'key_taken'; END IF;
  PERFORM governance.append_trail(p->'trail');
  INSERT INTO tenant_config_versions (id, tenant_id, version, status, adapter_id, style_map, zone_map, table_map,
      default_skeleton_id, default_channels, created_by, created_at)
    VALUES ((p->>'id')::uuid, tenant, (p->>'version')::int, 'CHECKING', p->>'adapter_id', p->'style_map', p->'zone_map',
      p->'table_map', (p->>'default_skeleton_id')::uuid, nullif(p->'default_channels', 'null'::jsonb), p->'by',
      (p->>'created_at')::timestamptz);
  PERFORM governance.add_steps(p->'steps');
  RETURN 'written';
END $$;
--> statement-breakpoint
CREATE FUNCTION governance.put_skeleton(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF governance.setup_moved_on(p->'trail') THEN RETURN 'conflict'; END IF;
  IF NOT governance.keep_answer(p->'key') THEN RETURN 'key_taken'; END IF;
  PERFORM governance.append_trail(p->'trail');
  INSERT INTO tenant_skeletons (id, tenant_id, name, object_key, s3_version_id, sha256, bytes, status, created_by, created_at)
    VALUES ((p->>'id')::uuid, (p->>'tenant')::uuid, p->>'name', p->>'object_key', p->>'s3_version_id', p->>'sha256',
      (p->>'bytes')::int, 'CHECKING', p->'by', (p->>'created_at')::timestamptz);
  PERFORM governance.add_steps(p->'steps');
  RETURN 'written';
END $$;
--> statement-breakpoint
CREATE FUNCTION governance.set_quota(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF governance.setup_moved_on(p->'trail') THEN RETURN 'conflict'; END IF;
  PERFORM governance.append_trail(p->'trail');
  INSERT INTO tenant_quotas (tenant_id, limit_seconds) VALUES ((p->>'tenant')::uuid, (p->>'limit_seconds')::int)
    ON CONFLICT (tenant_id) DO UPDATE SET limit_seconds = excluded.limit_seconds, updated_at = clock_timestamp();
  RETURN 'written';
END $$;
--> statement-breakpoint
-- What a check found, and the end of its step. `gone`: somebody was faster.
CREATE FUNCTION governance.decide_setup(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
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
    -- Configurations that wait for it need not wait longer.
    UPDATE steps s SET due_at = t, check_at = t FROM tenant_config_versions w
      WHERE w.tenant_id = tenant AND w.status = 'CHECKING' AND w.default_skeleton_id = subject
        AND s.subject_id = w.id AND s.kind = 'check-config';
  END IF;
  PERFORM governance.append_trail(p->'trail');
  RETURN 'written';
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION governance.setup_moved_on, governance.put_tenant_config, governance.put_skeleton, governance.set_quota,
  governance.decide_setup FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.setup_moved_on TO mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.put_tenant_config, governance.put_skeleton, governance.set_quota TO mandate_api_writer;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.decide_setup TO mandate_worker;
--> statement-breakpoint
GRANT SELECT ON tenant_config_versions, tenant_skeletons, tenant_quotas, tenant_quota_use
  TO mandate_api, mandate_ops, mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT ON tenant_config_versions, tenant_skeletons TO mandate_api_writer;
--> statement-breakpoint
GRANT INSERT, UPDATE ON tenant_quotas TO mandate_api_writer;
--> statement-breakpoint
GRANT UPDATE (status, errors, decided_at) ON tenant_config_versions TO mandate_worker;
--> statement-breakpoint
GRANT UPDATE (status, errors, placeholders, tables, decided_at) ON tenant_skeletons TO mandate_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE ON tenant_configs, tenant_quota_use TO mandate_worker;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tenant_config_versions', 'tenant_skeletons', 'tenant_quotas', 'tenant_quota_use'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_reads ON %I FOR SELECT TO mandate_api USING (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
    EXECUTE format('CREATE POLICY writers ON %I TO mandate_api_writer, mandate_worker USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY ops_reads ON %I FOR SELECT TO mandate_ops USING (true)', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- Sessions are pinned to these: what was handed in neither changes nor goes, and is decided once.
CREATE FUNCTION refuse_redecision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found_by_check text[] := ARRAY['status', 'errors', 'placeholders', 'tables', 'decided_at'];
BEGIN
  IF OLD.status <> 'CHECKING' OR to_jsonb(NEW) - found_by_check <> to_jsonb(OLD) - found_by_check
    THEN RAISE EXCEPTION 'UPDATE on % is not possible: it was handed in so, and is decided once', TG_TABLE_NAME USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tenant_config_versions', 'tenant_skeletons'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_redecision()', name || '_decided_once', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name || '_never_deleted', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name || '_no_truncate', name);
  END LOOP;
END $$;
