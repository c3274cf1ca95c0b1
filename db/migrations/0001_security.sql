-- Roles: they log in as nobody and own nothing; processes take one with the startup parameter `role`.
-- Roles belong to the whole cluster, so another database of it may have made them already.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['mandate_api', 'mandate_api_writer', 'mandate_worker', 'mandate_ops'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- made before, by this or another database
    END;
  END LOOP;
END $$;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA public, governance TO mandate_api, mandate_api_writer, mandate_worker, mandate_ops');
END $$;
--> statement-breakpoint
GRANT SELECT ON ALL TABLES IN SCHEMA public, governance TO mandate_api, mandate_ops, mandate_api_writer, mandate_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE ON campaigns, governance.actions_ledger, accounts, tenant_configs TO mandate_api_writer;
--> statement-breakpoint
GRANT INSERT ON campaign_results, audit_log, idempotency_keys, approvals TO mandate_api_writer;
--> statement-breakpoint
GRANT INSERT, DELETE ON steps TO mandate_api_writer;
--> statement-breakpoint
GRANT INSERT, UPDATE ON campaigns, governance.actions_ledger, action_attempts, accounts TO mandate_worker;
--> statement-breakpoint
GRANT INSERT ON campaign_results, audit_log, audit_checkpoints TO mandate_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON steps TO mandate_worker;
--> statement-breakpoint
GRANT DELETE ON idempotency_keys TO mandate_worker;
--> statement-breakpoint
-- Row-level security binds readers of the API to one tenant. Worker and writer carry the tenant in each statement.
-- After SET LOCAL a setting is '' on that connection and not NULL, hence nullif.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['campaigns', 'campaign_results', 'steps', 'audit_log', 'audit_checkpoints', 'action_attempts',
    'approvals', 'accounts', 'idempotency_keys', 'tenant_configs', 'governance.actions_ledger'] LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant_reads ON %s FOR SELECT TO mandate_api USING (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
    EXECUTE format('CREATE POLICY writers ON %s TO mandate_api_writer, mandate_worker USING (true) WITH CHECK (true)', name);
    EXECUTE format('CREATE POLICY ops_reads ON %s FOR SELECT TO mandate_ops USING (true)', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- The trail is append-only twice: by grants, and for everybody else by trigger.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is not possible: the audit trail is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_checkpoints_append_only BEFORE UPDATE OR DELETE ON audit_checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Hot rows: leave room on the page, so that an update stays on it and touches no index.
ALTER TABLE campaigns SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE governance.actions_ledger SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE steps SET (fillfactor = 80);
