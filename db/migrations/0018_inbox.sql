-- It takes ACCESS EXCLUSIVE of the ledger, even where the column is there already, and the trigger below SHARE ROW EXCLUSIVE; both are
-- held to the end of this transaction, which is that of all migrations that are missing. Meanwhile nobody reads or writes an action.
-- What follows is short, and stays so: the backfill touches what waits for a person alone. Getting the lock is bounded by
-- `lock_timeout` and tried again (../apply-migrations.ts): behind a dump others wait for seconds, not for as long as the dump takes.
ALTER TABLE "governance"."actions_ledger" ADD COLUMN IF NOT EXISTS "decide_by" timestamp with time zone;
--> statement-breakpoint
CREATE TABLE "action_versions" (
	"action_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"tenant_id" uuid NOT NULL,
	"account" text NOT NULL,
	"payload" jsonb NOT NULL,
	"digest" text,
	"media_sha256" jsonb,
	"preflight" jsonb NOT NULL,
	"replaced_at" timestamp with time zone NOT NULL,
	CONSTRAINT "action_versions_action_id_seq_pk" PRIMARY KEY("action_id","seq")
);
--> statement-breakpoint
CREATE TABLE "attempt_probes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"attempt_id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"found" text NOT NULL,
	"detail" text,
	"platform_ref_id" text,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "probes_found_known" CHECK ("attempt_probes"."found" IN ('found','not_found','indeterminate'))
);
--> statement-breakpoint
CREATE INDEX "probes_by_attempt" ON "attempt_probes" USING btree ("attempt_id","id");
--> statement-breakpoint
-- The inbox: what waits for a person, most urgent first. `decide_by` is there from the moment that it waits to the moment that it
-- does not, and in between only an edit changes it: every other update of an action stays HOT, as it would not with an index
-- over `status`.
-- expand: on a big table the column and then this are made by hand before, CONCURRENTLY (../README.md): then no index is built here,
-- under the lock from above.
CREATE INDEX IF NOT EXISTS "actions_to_decide" ON "governance"."actions_ledger" USING btree ("tenant_id","decide_by","id") WHERE "governance"."actions_ledger"."decide_by" IS NOT NULL;
--> statement-breakpoint
-- Whoever writes an action, whichever statement or function of whichever version does it: the row itself says until when a person
-- has to decide. The function is called where that changes, and for no other update.
CREATE FUNCTION governance.decide_by(status text, needs_human boolean, schedule_time timestamptz, expires_at timestamptz)
RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN status = 'PENDING_APPROVAL' OR needs_human THEN least(schedule_time, expires_at) END
$$;
--> statement-breakpoint
CREATE FUNCTION governance.note_decide_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.decide_by := governance.decide_by(NEW.status, NEW.needs_human, NEW.schedule_time, NEW.expires_at);
  RETURN NEW;
END $$;
--> statement-breakpoint
-- expand: it sets a column that nobody before knows.
CREATE TRIGGER note_decide_by BEFORE INSERT OR UPDATE ON governance.actions_ledger FOR EACH ROW
  WHEN (NEW.decide_by IS DISTINCT FROM governance.decide_by(NEW.status, NEW.needs_human, NEW.schedule_time, NEW.expires_at))
  EXECUTE FUNCTION governance.note_decide_by();
--> statement-breakpoint
-- expand: those that wait already, found by the index of what is open, so it is as long as the inboxes are, not the ledger; nothing
-- that anybody knows of them changes.
UPDATE governance.actions_ledger SET decide_by = governance.decide_by(status, needs_human, schedule_time, expires_at)
  WHERE ended_at IS NULL AND (status = 'PENDING_APPROVAL' OR needs_human);
--> statement-breakpoint
-- As before, but that the content which an edit replaces is kept, under the entry of the trail that it came about with. It is
-- read before the lock: `write_action` writes only when the version is still the one that was read.
CREATE OR REPLACE FUNCTION governance.edit_action(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  edit jsonb := p->'edit';
  action uuid := (p->>'id')::uuid;
  former governance.actions_ledger;
  moved text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended((p->>'platform') || chr(31) || (edit->>'account') || chr(31) || (edit->>'fingerprint'), 0));
  IF (edit->>'guard_duplicates')::boolean AND EXISTS (
    SELECT 1 FROM governance.actions_ledger
    WHERE platform = p->>'platform' AND account = edit->>'account' AND fingerprint = edit->>'fingerprint' AND id <> action
      AND tenant_id = (p->>'tenant')::uuid AND created_at > clock_timestamp() - interval '24 h'
      AND status NOT IN ('REJECTED', 'CANCELLED', 'EXPIRED', 'MISSED', 'FAILED')
  ) THEN RETURN 'duplicate'; END IF;
  SELECT * INTO former FROM governance.actions_ledger
    WHERE id = action AND tenant_id = (p->>'tenant')::uuid AND version = (p->>'version')::int;
  moved := governance.write_action(p);
  IF moved <> 'written' THEN RETURN moved; END IF;
  INSERT INTO action_versions (action_id, seq, tenant_id, account, payload, digest, media_sha256, preflight, replaced_at)
    SELECT former.id, max(l.seq), former.tenant_id, former.account, former.payload, former.digest, former.media_sha256,
      former.preflight, clock_timestamp()
    FROM audit_log l
    WHERE l.subject_id = former.id AND l.seq <= former.audit_seq AND l.action IN ('action.proposed', 'action.edited')
    HAVING max(l.seq) IS NOT NULL;
  UPDATE governance.actions_ledger SET
    account = edit->>'account', payload = (edit->>'payload')::jsonb, fingerprint = edit->>'fingerprint',
    preflight = (edit->>'preflight')::jsonb, authors = (edit->>'authors')::jsonb, digest = edit->>'digest',
    media_sha256 = (edit->>'media_sha256')::jsonb, schedule_time = (edit->>'schedule_time')::timestamptz,
    expires_given = (edit->>'expires_given')::boolean, max_late_seconds = (edit->>'max_late_seconds')::int,
    approvals_required = (edit->>'approvals_required')::int
    WHERE id = action;
  UPDATE approvals SET voided_at = clock_timestamp() WHERE action_id = action AND voided_at IS NULL;
  RETURN moved;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION governance.note_decide_by FROM PUBLIC;
--> statement-breakpoint
-- Kept as it was: nobody may change it. Of probes the oldest go when there are many; a version of an action stays.
GRANT SELECT ON action_versions, attempt_probes TO mandate_api, mandate_ops, mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT ON action_versions TO mandate_api_writer;
--> statement-breakpoint
GRANT INSERT, DELETE ON attempt_probes TO mandate_worker;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['action_versions', 'attempt_probes'] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_reads ON %s FOR SELECT TO mandate_api USING (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
    EXECUTE format('CREATE POLICY writers ON %s TO mandate_api_writer, mandate_worker USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY ops_reads ON %s FOR SELECT TO mandate_ops USING (true)', name);
  END LOOP;
END $$;
