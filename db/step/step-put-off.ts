// Keeps a step open and due again later, without a word in the trail: nothing happened to its subject.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/**
 * @param delayMs 0: it stays due since when it was, and so keeps its place before those that came later
 * @param hold why, in the words of `why`; absent: it goes without saying
 * @param counted it was tried and failed: counts as an attempt
 * @returns false when the step is gone or has another run
 */
export async function stepPutOff(
  sql: Sql,
  step: { id: string; run: number },
  delayMs: number,
  hold?: string,
  counted = false,
): Promise<boolean> {
  const parameters = [step.id, step.run, Math.min(Math.round(delayMs), MAX_DELAY_MS), hold ?? null, counted ? 1 : 0]
  const rows = await deadline(sql.unsafe(PUT_OFF, parameters, { prepare: true }), 6000, 'putting off a step')
  return rows.length > 0
}

/** int4 milliseconds; a step that is early is put off again. */
const MAX_DELAY_MS = 20 * 24 * 3600_000

const PUT_OFF = `
UPDATE steps s
SET run = run + 1, attempt = attempt + $5::int, checks = 0, hold = $4::text, due_at = next.at, check_at = next.at
FROM (
  SELECT id, CASE WHEN $3::int > 0 THEN clock_timestamp() + $3::int * interval '1 ms' ELSE least(due_at, clock_timestamp()) END AS at
  FROM steps WHERE id = $1::uuid
) next
WHERE s.id = next.id AND s.run = $2
RETURNING s.id`
