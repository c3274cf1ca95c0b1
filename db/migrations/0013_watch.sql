CREATE TABLE "stuck_subjects" (
	"subject_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"why" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"found_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "stuck_subjects_by_since" ON "stuck_subjects" USING btree ("since");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "actions_open" ON "governance"."actions_ledger" USING btree ("id") WHERE "governance"."actions_ledger"."ended_at" IS NULL;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "campaigns_open" ON "campaigns" USING btree ("id") WHERE "campaigns"."ended_at" IS NULL;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "sessions_open" ON "sessions" USING btree ("id") WHERE "sessions"."finalized_at" IS NULL;--> statement-breakpoint
-- Looks at all that is open and keeps what stands still. Nothing that waits for a person, a time, an account, a switch or a breaker
-- is among it: such steps are due later, or their subjects have none.
-- kinds, limits_ms: how long a step of each kind may be due without an outcome. Returns what stands still now, the oldest first, 1000 at most.
CREATE FUNCTION governance.note_stuck(kinds text[], subjects text[], limits_ms int[], still_ms int) RETURNS SETOF stuck_subjects
LANGUAGE plpgsql
SET enable_seqscan = on
AS $$
DECLARE
  t timestamptz := clock_timestamp();
  long_ago timestamptz := t - still_ms * interval '1 ms';
BEGIN
  RETURN QUERY
  WITH RECURSIVE limits AS (
    SELECT * FROM unnest(kinds, subjects, limits_ms) AS l(kind, subject, limit_ms)
  ),
  lanes AS (
    (SELECT lane FROM steps WHERE lane IS NOT NULL ORDER BY lane LIMIT 1)
    UNION ALL
    SELECT (SELECT s.lane FROM steps s WHERE s.lane > l.lane ORDER BY s.lane LIMIT 1) FROM lanes l WHERE l.lane IS NOT NULL
  ),
  found AS (
    SELECT s.subject_id, s.tenant_id, l.subject, s.execution_id AS owner_id, s.kind AS stage, 'OVERDUE' AS why, s.due_at AS since
    FROM steps s
    JOIN limits l ON l.kind = s.kind
    WHERE s.lane IS NULL AND s.due_at < t - l.limit_ms * interval '1 ms'
    UNION ALL
    -- An open account with something to send, of which nothing was sent for long.
    SELECT s.subject_id, s.tenant_id, 'action', s.execution_id, s.kind, 'OVERDUE', s.due_at
    FROM lanes
    JOIN accounts o ON o.id = lanes.lane
    LEFT JOIN platform_windows w ON w.platform = o.platform
    CROSS JOIN LATERAL (SELECT * FROM steps WHERE lane = o.id ORDER BY due_at LIMIT 1) s
    WHERE s.due_at < long_ago
      AND coalesce(o.closed_until, '-infinity') < long_ago AND coalesce(w.closed_until, '-infinity') < long_ago
      AND NOT EXISTS (
        SELECT 1 FROM kill_switches k
        WHERE (k.engaged OR k.changed_at > long_ago) AND (k.tenant_id IS NULL OR k.tenant_id = o.tenant_id)
          AND (k.platform IS NULL OR k.platform = o.platform) AND (k.account IS NULL OR k.account = o.account)
      )
      AND NOT EXISTS (
        SELECT 1 FROM action_attempts a WHERE a.platform = o.platform AND a.account = o.account AND a.started_at > long_ago
      )
    UNION ALL
    SELECT c.id, c.tenant_id, 'campaign', c.id, c.state, 'NO_STEP', c.updated_at
    FROM campaigns c
    WHERE c.ended_at IS NULL AND c.updated_at < long_ago
      AND (c.status = 'running' OR c.status = 'waiting' AND NOT EXISTS (
        SELECT 1 FROM governance.actions_ledger a WHERE a.campaign_id = c.id AND a.ended_at IS NULL
      ))
      AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.subject_id = c.id)
    UNION ALL
    SELECT a.id, a.tenant_id, 'action', a.id, a.status, 'NO_STEP', a.updated_at
    FROM governance.actions_ledger a
    WHERE a.ended_at IS NULL AND a.updated_at < long_ago AND NOT a.needs_human
      AND (a.status IN ('QUEUED', 'RATE_LIMITED', 'SCHEDULED', 'EXECUTING', 'OUTCOME_UNKNOWN')
        OR a.status = 'APPROVED_BY_HUMAN' AND a.execution = 'on_approval'
        OR a.status = 'PENDING_APPROVAL' AND a.digest IS NULL)
      AND NOT EXISTS (SELECT 1 FROM steps s WHERE s.subject_id = a.id AND s.kind <> 'expire')
    UNION ALL
    SELECT s.id, s.tenant_id, 'session', s.id, s.status,
      CASE WHEN s.status = 'DRAINING' AND EXISTS (SELECT 1 FROM steps p WHERE p.subject_id = s.id) THEN 'TOO_LONG' ELSE 'NO_STEP' END,
      coalesce(s.draining_since, s.updated_at)
    FROM sessions s
    WHERE s.finalized_at IS NULL AND s.updated_at < long_ago
      AND (s.status = 'DRAINING' AND s.draining_since < long_ago
        OR (s.status IN ('DRAINING', 'BUILDING', 'SEALING', 'RECORDING') OR (s.failure->>'retryable')::boolean)
          AND NOT EXISTS (SELECT 1 FROM steps p WHERE p.subject_id = s.id))
  ),
  worst AS (
    SELECT DISTINCT ON (f.subject_id) f.* FROM found f ORDER BY f.subject_id, f.since
  ),
  oldest AS MATERIALIZED (SELECT * FROM worst ORDER BY worst.since LIMIT 1000),
  gone AS (DELETE FROM stuck_subjects k WHERE NOT EXISTS (SELECT 1 FROM oldest o WHERE o.subject_id = k.subject_id)),
  kept AS (
    INSERT INTO stuck_subjects AS k (subject_id, tenant_id, subject, owner_id, stage, why, since, found_at)
    SELECT o.subject_id, o.tenant_id, o.subject, o.owner_id, o.stage, o.why, o.since, t FROM oldest o
    ON CONFLICT (subject_id) DO UPDATE
    SET stage = excluded.stage, why = excluded.why, since = excluded.since,
      found_at = CASE WHEN k.stage = excluded.stage AND k.why = excluded.why THEN k.found_at ELSE excluded.found_at END
    RETURNING k.*
  )
  SELECT * FROM kept ORDER BY since;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION governance.note_stuck FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION governance.note_stuck TO mandate_worker;
--> statement-breakpoint
GRANT SELECT ON stuck_subjects TO mandate_ops, mandate_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON stuck_subjects TO mandate_worker;
--> statement-breakpoint
ALTER TABLE stuck_subjects ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE stuck_subjects FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY writers ON stuck_subjects TO mandate_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY ops_reads ON stuck_subjects FOR SELECT TO mandate_ops USING (true);
