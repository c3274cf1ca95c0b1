// Attempts whose end is not known, by platform. An index holds them alone, so that it costs nothing what was ever sent.

export const ATTEMPTS = `
SELECT t.platform,
  count(DISTINCT t.action_id) FILTER (WHERE t.outcome = 'UNKNOWN' OR t.deadline_at <= now())::int AS unresolved,
  count(DISTINCT t.action_id) FILTER (WHERE t.outcome = 'INTENT' AND t.deadline_at > now())::int AS "inFlight",
  count(DISTINCT t.action_id) FILTER (WHERE a.needs_human)::int AS "needsHuman"
FROM action_attempts t
LEFT JOIN governance.actions_ledger a ON a.id = t.action_id
WHERE t.outcome IN ('INTENT', 'UNKNOWN')
GROUP BY t.platform`
