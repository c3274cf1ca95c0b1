-- expand: on a big table it is made by hand before, CONCURRENTLY (../README.md); then there is nothing left to lock for.
CREATE INDEX IF NOT EXISTS "actions_need_human" ON "governance"."actions_ledger" USING btree ("id") WHERE "governance"."actions_ledger"."needs_human";--> statement-breakpoint
-- expand: on a big table it is made by hand before, CONCURRENTLY (../README.md); then there is nothing left to lock for.
CREATE INDEX IF NOT EXISTS "sessions_failed" ON "sessions" USING btree ("id") WHERE "sessions"."failure" IS NOT NULL;--> statement-breakpoint
-- The board's own role: it sees what waits and why, no content, and writes to one trail alone.
DO $$
BEGIN
  CREATE ROLE mandate_board NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- made before, by another database of the cluster
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public, governance TO mandate_board;
--> statement-breakpoint
GRANT SELECT (id, tenant_id, subject_id, kind, execution_id, run, attempt, checks, due_at, check_at, lane, hold) ON steps TO mandate_board;
--> statement-breakpoint
GRANT SELECT (id, tenant_id, campaign_id, platform, account, digest, status, execution, schedule_time, expires_at, approvals_required,
  needs_human, retry_at, created_at, updated_at, ended_at) ON governance.actions_ledger TO mandate_board;
--> statement-breakpoint
GRANT SELECT (action_id, tenant_id, at, voided_at) ON approvals TO mandate_board;
--> statement-breakpoint
GRANT SELECT (id, tenant_id, platform, account, closed_until, closed_reason) ON accounts TO mandate_board;
--> statement-breakpoint
GRANT SELECT (id, tenant_id, status, execution_id, failure, draining_since, created_at, updated_at) ON sessions TO mandate_board;
--> statement-breakpoint
GRANT SELECT ON kill_switches, platform_windows, trails, audit_log TO mandate_board;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['steps', 'governance.actions_ledger', 'approvals', 'accounts', 'sessions', 'kill_switches'] LOOP
    EXECUTE format('CREATE POLICY board_reads ON %s FOR SELECT TO mandate_board USING (true)', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- The trail of operations, which are no tenant's: `trailId('operations', 'board')`.
CREATE POLICY board_trail ON trails TO mandate_board
  USING (id = '4980bbef-feab-516a-a70d-f552f9b7fd66')
  WITH CHECK (id = '4980bbef-feab-516a-a70d-f552f9b7fd66' AND kind = 'operations' AND tenant_id = '00000000-0000-0000-0000-000000000000');
--> statement-breakpoint
CREATE POLICY board_trail ON audit_log TO mandate_board
  USING (subject_id = '4980bbef-feab-516a-a70d-f552f9b7fd66')
  WITH CHECK (subject_id = '4980bbef-feab-516a-a70d-f552f9b7fd66' AND tenant_id = '00000000-0000-0000-0000-000000000000');
--> statement-breakpoint
GRANT INSERT, UPDATE (audit_seq, audit_hash) ON trails TO mandate_board;
--> statement-breakpoint
GRANT INSERT (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash) ON audit_log TO mandate_board;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.append_trail, governance.append_audit TO mandate_board;

--> statement-breakpoint
GRANT SELECT ON stuck_subjects TO mandate_board;
--> statement-breakpoint
CREATE POLICY board_reads ON stuck_subjects FOR SELECT TO mandate_board USING (true);
