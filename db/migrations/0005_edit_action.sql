-- Edits one action: another content, approvals void, the rest as any other move. The same lock that a proposal takes, before
-- any row's, makes check-then-write of equal content one at a time.
CREATE FUNCTION governance.edit_action(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  edit jsonb := p->'edit';
  action uuid := (p->>'id')::uuid;
  moved text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended((p->>'platform') || chr(31) || (edit->>'account') || chr(31) || (edit->>'fingerprint'), 0));
  IF (edit->>'guard_duplicates')::boolean AND EXISTS (
    SELECT 1 FROM governance.actions_ledger
    WHERE platform = p->>'platform' AND account = edit->>'account' AND fingerprint = edit->>'fingerprint' AND id <> action
      AND tenant_id = (p->>'tenant')::uuid AND created_at > clock_timestamp() - interval '24 h'
      AND status NOT IN ('REJECTED', 'CANCELLED', 'EXPIRED', 'MISSED', 'FAILED')
  ) THEN RETURN 'duplicate'; END IF;
  moved := governance.write_action(p);
  IF moved <> 'written' THEN RETURN moved; END IF;
  UPDATE governance.actions_ledger SET
    account = edit->>'account', payload = (edit->>'payload')::jsonb, fingerprint = edit->>'fingerprint',
    preflight = (edit->>'preflight')::jsonb, authors = (edit->>'authors')::jsonb, digest = edit->>'digest',
    media_sha256 = (edit->>'media_sha256')::jsonb, schedule_time = (edit->>'schedule_time')::timestamptz,
    expires_given = (edit->>'expires_given')::boolean, max_late_seconds = (edit->>'max_late_seconds')::int
    WHERE id = action;
  UPDATE approvals SET voided_at = clock_timestamp() WHERE action_id = action AND voided_at IS NULL;
  RETURN moved;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION governance.edit_action FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.edit_action TO mandate_api_writer;
--> statement-breakpoint
GRANT UPDATE (voided_at) ON approvals TO mandate_api_writer;
