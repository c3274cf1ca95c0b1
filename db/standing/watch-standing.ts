// How late canaries are, and how many subjects stand still.

/** One row a canary that there is. Parameter: ids of canaries. */
export const CANARIES = `
SELECT kind, greatest(0, extract(epoch FROM (SELECT clock_timestamp()) - due_at))::float8 AS "lateSeconds"
FROM steps
WHERE id = ANY($1::uuid[])`

/** At most 1000 rows are read: a look keeps no more. */
export const STUCK = `
SELECT subject, why, count(*)::int AS subjects
FROM stuck_subjects
GROUP BY subject, why`
