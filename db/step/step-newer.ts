// Due steps that only a newer version of the program understands: where none of those runs, somebody should know.
import type { JobVersions } from '#queues/job-versions.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { UNDERSTOOD, understoodJson } from './step-understood.ts'

export interface NewerSteps {
  kind: string
  version: number
  steps: number
  /** How long the oldest has been due. */
  lateMs: number
}

export async function stepNewer(sql: Sql, versions: JobVersions): Promise<NewerSteps[]> {
  const query = sql.unsafe<NewerSteps[]>(NEWER, [understoodJson(versions)], { prepare: true })
  return deadline(query, 6000, 'looking for steps of a newer version')
}

const NEWER = `
SELECT kind, version, count(*)::int AS steps,
  (extract(epoch FROM (SELECT clock_timestamp()) - min(due_at)) * 1000)::float8 AS "lateMs"
FROM steps
WHERE check_at <= (SELECT clock_timestamp()) AND (${UNDERSTOOD}) IS NOT TRUE
GROUP BY kind, version`
