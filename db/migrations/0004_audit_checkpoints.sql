-- Nothing wrote checkpoints before.
DROP TABLE "audit_checkpoints";
--> statement-breakpoint
CREATE TABLE "audit_checkpoints" (
	"tenant_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"heads" integer NOT NULL,
	"object_key" text NOT NULL,
	"sha256" text NOT NULL,
	"prev" text,
	"key_id" text NOT NULL,
	"retain_until" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_checkpoints_tenant_id_n_pk" PRIMARY KEY("tenant_id","n"),
	CONSTRAINT "audit_checkpoints_from_one" CHECK ("audit_checkpoints"."n" >= 1)
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoint_heads" (
	"subject_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"seq" integer NOT NULL,
	CONSTRAINT "audit_checkpoint_heads_subject_id_n_pk" PRIMARY KEY("subject_id","n")
);
--> statement-breakpoint
CREATE TABLE "audit_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"jwk" jsonb NOT NULL,
	"first_seen" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_rounds" (
	"one" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"holder" uuid,
	"seen" "pg_snapshot" DEFAULT '1:1:' NOT NULL,
	CONSTRAINT "audit_rounds_only_one" CHECK ("audit_rounds"."one" = 1)
);
--> statement-breakpoint
INSERT INTO audit_rounds DEFAULT VALUES;
--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "tx" "xid8" DEFAULT pg_current_xact_id() NOT NULL;
--> statement-breakpoint
CREATE INDEX "audit_log_by_tx" ON "audit_log" USING btree ("tx");
--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_age" ON "idempotency_keys" USING btree ("created_at");
--> statement-breakpoint
GRANT SELECT ON audit_checkpoints, audit_checkpoint_heads, audit_keys, audit_rounds
  TO mandate_api, mandate_ops, mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT ON audit_checkpoints, audit_checkpoint_heads, audit_keys TO mandate_worker;
--> statement-breakpoint
GRANT UPDATE ON audit_rounds TO mandate_worker;
--> statement-breakpoint
-- An entry under another transaction's number would hide from the checkpoints: `tx` is nobody's to give.
REVOKE INSERT ON audit_log FROM mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash) ON audit_log
  TO mandate_api_writer, mandate_worker;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['audit_checkpoints', 'audit_checkpoint_heads'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_reads ON %I FOR SELECT TO mandate_api USING (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
    EXECUTE format('CREATE POLICY writers ON %I TO mandate_api_writer, mandate_worker USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY ops_reads ON %I FOR SELECT TO mandate_ops USING (true)', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['audit_checkpoints', 'audit_checkpoint_heads', 'audit_keys'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name || '_no_truncate', name);
  END LOOP;
END $$;
