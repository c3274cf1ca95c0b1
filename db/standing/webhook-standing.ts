// How endpoints stand and what waits for them. Per endpoint one row of an index; what waits for those that are sent to is counted up to 10,000.

export const WEBHOOKS = `
SELECT
  count(*) FILTER (WHERE w.status = 'ACTIVE' AND w.failing_since IS NULL)::int AS active,
  count(*) FILTER (WHERE w.status = 'ACTIVE' AND w.failing_since IS NOT NULL)::int AS failing,
  count(*) FILTER (WHERE w.status = 'DISABLED')::int AS disabled,
  coalesce(max(extract(epoch FROM now() - w.failing_since)) FILTER (WHERE w.status = 'ACTIVE'), 0)::float8 AS "failingSeconds",
  (SELECT count(*) FROM (
    SELECT 1 FROM webhooks a JOIN webhook_deliveries p ON p.webhook_id = a.id AND p.status = 'PENDING'
    WHERE a.status = 'ACTIVE' LIMIT 10000
  ) p)::int AS pending,
  greatest(coalesce(max(d.late), 0), 0)::float8 AS "oldestDueSeconds"
FROM webhooks w
LEFT JOIN LATERAL (
  SELECT extract(epoch FROM now() - next_at) AS late FROM webhook_deliveries
  WHERE webhook_id = w.id AND status = 'PENDING'
  ORDER BY next_at
  LIMIT 1
) d ON w.status = 'ACTIVE' AND w.failing_since IS NULL`
