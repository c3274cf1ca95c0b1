// Open steps by kind, but for those that only watch: how many, how many of them due, and for how long. Reads the whole table, or a sample of it where it is large.

/** Read whole up to here, some 125,000 steps; beyond, random pages of so many bytes stand for all. */
export const READ_WHOLE_BYTES = 32 * 1024 * 1024

/** One row: how much of the table shall be read, in percent. Parameter: READ_WHOLE_BYTES. */
export const STEPS_SHARE = `
SELECT least(100, 100 * $1::float8 / greatest(pg_relation_size('steps'), 1))::float8 AS percent`

/** What stands in the lane of an account that is closed, full or held by a switch is due, but nobody may do it. Parameter: percent. */
export const STEPS = `
WITH engaged AS MATERIALIZED (SELECT tenant_id, platform, account FROM kill_switches WHERE engaged),
barred AS MATERIALIZED (
  SELECT o.id
  FROM accounts o
  LEFT JOIN platform_windows w ON w.platform = o.platform
  WHERE o.closed_until > now() OR w.closed_until > now()
    OR EXISTS (
      SELECT 1 FROM engaged k
      WHERE (k.tenant_id IS NULL OR k.tenant_id = o.tenant_id)
        AND (k.platform IS NULL OR k.platform = o.platform) AND (k.account IS NULL OR k.account = o.account)
    )
)
SELECT s.kind, s.hold,
  round(count(*) * 100 / $1::float8)::float8 AS open,
  round(count(*) FILTER (WHERE s.due_at <= now() AND b.id IS NULL) * 100 / $1::float8)::float8 AS due,
  round(count(*) FILTER (WHERE s.due_at <= now() AND b.id IS NOT NULL) * 100 / $1::float8)::float8 AS barred,
  coalesce(extract(epoch FROM now() - min(s.due_at) FILTER (WHERE s.due_at <= now() AND b.id IS NULL)), 0)::float8
    AS "oldestDueSeconds"
FROM steps s TABLESAMPLE SYSTEM ($1::float8)
LEFT JOIN barred b ON b.id = s.lane
WHERE s.kind NOT LIKE 'canary:%' AND s.kind <> 'find-stuck'
GROUP BY s.kind, s.hold`
