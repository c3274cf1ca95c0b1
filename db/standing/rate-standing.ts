// How full the windows are, counted as the claim counts them (`governance.room_at`): of each platform, and of its fullest account.

/** The newest attempts of a platform that are looked at for its accounts: bounds what a long window costs. */
const MOST = 20_000

/** Parameter: a JSON list of `{platform, app, account}`, both `{count, seconds}` or absent. */
export const RATES = `
WITH limits AS MATERIALIZED (
  SELECT x.platform, (x.app->>'count')::int AS app_count, make_interval(secs => (x.app->>'seconds')::float8) AS app_span, x.account
  FROM json_to_recordset($1::text::json) AS x(platform text, app json, account json)
),
windows AS MATERIALIZED (
  SELECT o.platform, o.tenant_id, o.account, (w.of->>'count')::float8 AS count,
    make_interval(secs => (w.of->>'seconds')::float8) AS span
  FROM accounts o
  JOIN limits l ON l.platform = o.platform
  CROSS JOIN LATERAL (SELECT coalesce(o.limits->'posts', l.account::jsonb) AS of) AS w
  WHERE jsonb_typeof(w.of) = 'object'
),
widest AS MATERIALIZED (SELECT platform, max(span) AS span FROM windows GROUP BY platform),
recent AS MATERIALIZED (
  SELECT o.*
  FROM widest m
  CROSS JOIN LATERAL (
    SELECT platform, tenant_id, account, ended_at FROM (
      SELECT * FROM action_attempts a WHERE a.platform = m.platform AND a.ended_at > now() - m.span
      ORDER BY a.ended_at DESC LIMIT ${MOST}
    ) AS ended
    WHERE outcome NOT IN ('NOT_SENT', 'RATE_LIMITED')
    UNION ALL
    (SELECT platform, tenant_id, account, ended_at FROM action_attempts a
      WHERE a.platform = m.platform AND a.ended_at IS NULL LIMIT ${MOST})
  ) AS o
),
used AS (
  SELECT w.platform, count(*) FILTER (WHERE r.ended_at IS NULL OR r.ended_at > now() - w.span) / w.count AS share
  FROM recent r
  JOIN windows w ON w.platform = r.platform AND w.tenant_id = r.tenant_id AND w.account = r.account
  GROUP BY w.platform, w.tenant_id, w.account, w.count
)
SELECT l.platform, l.app_count AS "limit",
  CASE WHEN l.app_count IS NOT NULL THEN (
    SELECT count(*) FROM (
      (SELECT 1 FROM action_attempts a WHERE a.platform = l.platform AND a.ended_at IS NULL LIMIT l.app_count)
      UNION ALL
      (SELECT 1 FROM action_attempts a WHERE a.platform = l.platform AND a.ended_at > now() - l.app_span
        AND (a.outcome <> 'NOT_SENT' OR a.http_status IS NOT NULL) LIMIT l.app_count)
    ) AS counted
  )::int END AS used,
  CASE WHEN EXISTS (SELECT 1 FROM widest m WHERE m.platform = l.platform)
    THEN coalesce((SELECT max(u.share) FROM used u WHERE u.platform = l.platform), 0)::float8 END AS "fullestAccount"
FROM limits l`
