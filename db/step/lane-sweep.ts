// The fair sweep of what sends: accounts in turn, tenants in turn, and only a few of each in Redis at a time.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import type { SweptStep } from './step-sweep.ts'

/** So many steps of one account are in Redis at once: the one that runs, and the next. */
const PER_LANE = 2
/** So many of one platform: what waits behind them is short, whoever else has how much. */
const PER_PLATFORM = 48

/**
 * Hands out due steps of accounts that are open: not closed by their platform, not full, not held back by a switch.
 * Two sweepers are harmless: each step is taken by one, and adding a job twice is adding it once.
 */
export async function laneSweep(sql: Sql): Promise<SweptStep[]> {
  return deadline(sql.unsafe<SweptStep[]>(SWEEP, [], { prepare: true }), 6000, 'the sweep of the lanes')
}

// Distinct lanes are found by skipping along the index, so that 100,000 steps of one account cost as much as one.
const SWEEP = `
WITH RECURSIVE lanes AS (
  (SELECT lane FROM steps WHERE lane IS NOT NULL ORDER BY lane LIMIT 1)
  UNION ALL
  SELECT (SELECT s.lane FROM steps s WHERE s.lane > l.lane ORDER BY s.lane LIMIT 1) FROM lanes l WHERE l.lane IS NOT NULL
),
moment AS (SELECT clock_timestamp() AS t),
standing AS (
  SELECT o.id AS lane, o.tenant_id, o.platform,
    (o.closed_until IS NULL OR o.closed_until <= m.t) AND (w.closed_until IS NULL OR w.closed_until <= m.t)
      AND NOT EXISTS (
        SELECT 1 FROM kill_switches k
        WHERE k.engaged AND (k.tenant_id IS NULL OR k.tenant_id = o.tenant_id)
          AND (k.platform IS NULL OR k.platform = o.platform) AND (k.account IS NULL OR k.account = o.account)
      ) AS open,
    (SELECT count(*)::int FROM steps s WHERE s.lane = o.id AND s.checks > 0 AND s.check_at > m.t) AS handed
  FROM lanes l
  JOIN accounts o ON o.id = l.lane
  LEFT JOIN platform_windows w ON w.platform = o.platform
  CROSS JOIN moment m
),
due AS (
  SELECT s.id, t.platform,
    row_number() OVER (PARTITION BY t.platform, t.tenant_id ORDER BY s.place + t.handed, s.check_at) AS turn, s.check_at
  FROM standing t
  CROSS JOIN LATERAL (
    SELECT d.id, d.check_at, row_number() OVER (ORDER BY d.check_at) AS place
    FROM (
      SELECT id, check_at FROM steps
      WHERE lane = t.lane AND check_at <= (SELECT t FROM moment)
      ORDER BY check_at
      LIMIT greatest(0, ${PER_LANE} - t.handed)
    ) d
  ) s
  WHERE t.open
),
chosen AS (
  SELECT id FROM (
    SELECT d.id, row_number() OVER (PARTITION BY d.platform ORDER BY d.turn, d.check_at)
      + (SELECT coalesce(sum(t.handed), 0) FROM standing t WHERE t.platform = d.platform) AS place
    FROM due d
  ) ranked
  WHERE place <= ${PER_PLATFORM}
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
WHERE s.id = taken.id
RETURNING s.id, s.tenant_id AS "tenantId", s.subject_id AS "subjectId", s.kind, s.run, s.trace`
