// The fair sweep of what sends: accounts in turn, tenants in turn, and only a few of each in Redis at a time.
import { JOB_VERSIONS, type JobVersions } from '#queues/job-versions.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import type { SweptStep } from './step-sweep.ts'
import { UNDERSTOOD, understoodJson } from './step-understood.ts'

/** So many steps of one account are in Redis at once: the one that runs, and the next. */
const PER_LANE = 2
/** So many of one platform: what waits behind them is short, whoever else has how much. */
const PER_PLATFORM = 48

/**
 * Hands out due steps that this program understands, of accounts that are open: not closed by their platform, not full, not held back by a switch.
 * Two sweepers are harmless: each step is taken by one, and adding a job twice is adding it once.
 */
export async function laneSweep(sql: Sql, versions: JobVersions = JOB_VERSIONS): Promise<SweptStep[]> {
  return deadline(
    sql.unsafe<SweptStep[]>(SWEEP, [understoodJson(versions)], { prepare: true }),
    6000,
    'the sweep of the lanes',
  )
}

// Distinct lanes are found by skipping along the index, so that 100,000 steps of one account cost as much as one. What is in
// Redis is read once for all lanes: asked for lane by lane, the cost would grow with their square. In a lane the order is that of
// `due_at`, which looking and losing does not change: what was once handed out and came back has not lost its place.
const SWEEP = `
WITH RECURSIVE lanes AS (
  (SELECT lane FROM steps WHERE lane IS NOT NULL ORDER BY lane LIMIT 1)
  UNION ALL
  SELECT (SELECT s.lane FROM steps s WHERE s.lane > l.lane ORDER BY s.lane LIMIT 1) FROM lanes l WHERE l.lane IS NOT NULL
),
moment AS MATERIALIZED (SELECT clock_timestamp() AS t),
engaged AS MATERIALIZED (SELECT tenant_id, platform, account FROM kill_switches WHERE engaged),
handed AS MATERIALIZED (
  SELECT s.lane, o.platform, o.tenant_id, count(*)::int AS steps
  FROM steps s
  JOIN accounts o ON o.id = s.lane
  WHERE s.lane IS NOT NULL AND s.checks > 0 AND s.check_at > (SELECT t FROM moment)
  GROUP BY s.lane, o.platform, o.tenant_id
),
of_tenant AS MATERIALIZED (SELECT platform, tenant_id, sum(steps)::int AS steps FROM handed GROUP BY platform, tenant_id),
of_platform AS MATERIALIZED (SELECT platform, sum(steps)::int AS steps FROM handed GROUP BY platform),
standing AS MATERIALIZED (
  SELECT o.id AS lane, o.tenant_id, o.platform, o.account, coalesce(h.steps, 0) AS handed
  FROM lanes l
  JOIN accounts o ON o.id = l.lane
  LEFT JOIN platform_windows w ON w.platform = o.platform
  LEFT JOIN handed h ON h.lane = o.id
  CROSS JOIN moment m
  WHERE coalesce(h.steps, 0) < ${PER_LANE}
    AND (o.closed_until IS NULL OR o.closed_until <= m.t) AND (w.closed_until IS NULL OR w.closed_until <= m.t)
    AND NOT EXISTS (
      SELECT 1 FROM engaged k
      WHERE (k.tenant_id IS NULL OR k.tenant_id = o.tenant_id)
        AND (k.platform IS NULL OR k.platform = o.platform) AND (k.account IS NULL OR k.account = o.account)
    )
),
due AS MATERIALIZED (
  SELECT s.id, t.platform, t.tenant_id, t.handed + s.place AS place, s.due_at,
    (SELECT max(a.started_at) FROM action_attempts a WHERE a.platform = t.platform AND a.account = t.account) AS served_at
  FROM standing t
  CROSS JOIN LATERAL (
    SELECT d.id, d.due_at, row_number() OVER (ORDER BY d.due_at) AS place
    FROM (
      SELECT id, due_at FROM steps
      WHERE lane = t.lane AND due_at <= (SELECT t FROM moment) AND check_at <= (SELECT t FROM moment)
        AND ${UNDERSTOOD}
      ORDER BY due_at
      LIMIT ${PER_LANE} - t.handed
    ) d
  ) s
),
turns AS (
  SELECT d.id, d.platform, d.due_at, coalesce(n.steps, 0)
    + row_number() OVER (PARTITION BY d.platform, d.tenant_id ORDER BY d.place, d.served_at NULLS FIRST, d.due_at) AS turn
  FROM due d
  LEFT JOIN of_tenant n ON n.platform = d.platform AND n.tenant_id = d.tenant_id
),
chosen AS MATERIALIZED (
  SELECT id, turn FROM (
    SELECT t.id, t.turn, coalesce(n.steps, 0) + row_number() OVER (PARTITION BY t.platform ORDER BY t.turn, t.due_at) AS place
    FROM turns t
    LEFT JOIN of_platform n ON n.platform = t.platform
  ) ranked
  WHERE place <= ${PER_PLATFORM} OR turn = 1
),
taken AS MATERIALIZED (
  SELECT id FROM steps WHERE id = ANY(ARRAY(SELECT id FROM chosen)) AND check_at <= (SELECT t FROM moment)
  ORDER BY id
  FOR UPDATE SKIP LOCKED
)
UPDATE steps s
SET checks = checks + 1,
  check_at = (SELECT clock_timestamp()) + least(interval '1 h', interval '5 s' * 2 ^ least(checks, 10))
FROM taken
JOIN chosen c ON c.id = taken.id
WHERE s.id = taken.id
RETURNING s.id, s.tenant_id AS "tenantId", s.subject_id AS "subjectId", s.kind, s.run, s.version, s.trace, c.turn::int AS turn`
