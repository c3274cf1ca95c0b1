ALTER TABLE "session_uploads" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "session_uploads" ADD COLUMN "expires_at" timestamp with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "session_uploads" ADD COLUMN "abandoned_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "session_assets_by_bytes" ON "session_assets" USING btree ("tenant_id","sha256") WHERE "session_assets"."status" = 'READY';
--> statement-breakpoint
-- Begins an upload that goes straight to the object store, unless the session takes nothing any more.
CREATE FUNCTION governance.start_upload(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  -- Only shared: whoever closes the session waits, and whoever comes afterwards sees that it is closed.
  PERFORM 1 FROM sessions WHERE id = (p->>'session')::uuid AND tenant_id = (p->>'tenant')::uuid AND status IN ('RECORDING', 'DRAINING')
    FOR SHARE;
  IF NOT FOUND THEN RETURN 'closed'; END IF;
  IF NOT governance.keep_answer(p->'key') THEN RETURN 'key_taken'; END IF;
  INSERT INTO session_uploads (id, session_id, tenant_id, kind, bytes, sha256, content_type, name, object_key, store_upload_id,
      expires_at, created_by)
    SELECT u.id, u.session, u.tenant, u.kind, u.bytes, u.sha256, u.content_type, u.name, u.object_key,
      u.store_upload_id, u.expires_at, u.by
    FROM jsonb_to_record(p) AS u(id uuid, session uuid, tenant uuid, kind text, bytes bigint, sha256 text, content_type text,
      name text, object_key text, store_upload_id text, expires_at timestamptz, by jsonb);
  PERFORM governance.add_steps(p->'steps');
  RETURN 'written';
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION governance.start_upload FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.start_upload TO mandate_api_writer;
--> statement-breakpoint
GRANT UPDATE (abandoned_at) ON session_uploads TO mandate_worker;
