// What waits for people, and which sessions are not over: found by the timer that each of them has among the open steps, since no
// index is on a status. Both statements take the percentage of the steps that is read.

/** More are not looked up. */
const MOST = 10_000

/** Every action that may still expire has an `expire` step until then; every session that is not over has one of these. */
const OF_SESSIONS = ['abandon', 'check-parent', 'drain', 'assemble', 'build', 'seal', 'custody']

export const APPROVALS = `
SELECT round(count(*) * 100 / $1::float8)::float8 AS actions,
  round(count(DISTINCT a.campaign_id) * 100 / $1::float8)::float8 AS campaigns
FROM (SELECT subject_id FROM steps TABLESAMPLE SYSTEM ($1::float8) WHERE kind = 'expire' LIMIT ${MOST}) AS s
JOIN governance.actions_ledger a ON a.id = s.subject_id
WHERE a.status = 'PENDING_APPROVAL'`

export const SESSIONS = `
SELECT o.status, round(count(DISTINCT o.id) * 100 / $1::float8)::float8 AS sessions
FROM (SELECT subject_id FROM steps TABLESAMPLE SYSTEM ($1::float8) WHERE kind IN (${OF_SESSIONS.map(kind => `'${kind}'`).join(', ')}) LIMIT ${MOST}) AS s
JOIN sessions o ON o.id = s.subject_id
WHERE o.status NOT IN ('FINALIZED', 'ABANDONED')
GROUP BY o.status`
