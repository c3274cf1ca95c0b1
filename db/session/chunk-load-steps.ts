// Loads open steps of chunks with what it takes to hear them, many at a time.
import type { BlockBody } from '#domain/session/block.ts'
import type { ContextChange } from '#domain/session/context.ts'
import type { Pinned } from '#domain/session/session.ts'
import type { Step } from '#domain/step.ts'
import { type StepColumns, toStep } from '../campaign/campaign-load-steps.ts'
import { deadline } from '../connection/deadline.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'
import { CONTEXT_COLUMNS, type ContextRow, toContext } from './session-contexts.ts'

export interface LoadedChunkStep {
  step: Step
  sessionId: string
  sequenceId: number
  sha256: string
  bytes: number
  objectKey: string
  contentType: string
  startedAt: Date
  /** What became of it so far; 0: nothing. */
  rev: number
  block?: BlockBody
  durationMs?: number
  clientTimezone: string
  pinned: Pinned
  contexts: ContextChange[]
  /** Core has heard as much of the tenant this month as it may. */
  quotaExhausted: boolean
}

/** @returns loads a step by id; undefined: it is closed */
export function chunkLoadSteps(sql: Sql): (stepId: string) => Promise<LoadedChunkStep | undefined> {
  return group({
    name: 'chunk-load-steps',
    flush: async ids => {
      const rows = await deadline(sql.unsafe<Row[]>(LOAD, [ids], { prepare: true }), 6000, 'loading chunks')
      const byStep = new Map(rows.map(row => [row.step_id, row]))
      return ids.map(id => {
        const row = byStep.get(id)
        return row && toLoaded(row)
      })
    },
  })
}

const LOAD = `
SELECT t.id AS step_id, t.kind AS step_kind, t.execution_id AS step_execution, t.version AS step_version, t.run, t.attempt, t.trace,
  c.id, c.tenant_id, c.session_id, c.sequence_id, c.sha256, c.bytes, c.object_key, c.content_type, c.started_at,
  coalesce(b.rev, 0) AS rev, b.body, coalesce(b.duration_ms, c.duration_ms) AS duration_ms, s.client_timezone, s.pinned,
  (SELECT coalesce(json_agg(x), '[]') FROM (SELECT ${CONTEXT_COLUMNS} FROM session_contexts WHERE session_id = s.id) AS x) AS contexts,
  EXISTS (
    SELECT 1 FROM tenant_quotas q
    LEFT JOIN tenant_quota_use u ON u.tenant_id = q.tenant_id
      AND u.period = to_char((SELECT clock_timestamp()) AT TIME ZONE 'UTC', 'YYYY-MM')
    WHERE q.tenant_id = c.tenant_id AND coalesce(u.used_seconds, 0) >= q.limit_seconds
  ) AS quota_exhausted
FROM steps t
JOIN session_chunks c ON c.id = t.subject_id
JOIN sessions s ON s.id = c.session_id
LEFT JOIN LATERAL (
  SELECT o.rev, o.body, o.duration_ms FROM session_blocks o
  WHERE o.session_id = c.session_id AND o.sequence_id = c.sequence_id ORDER BY o.rev DESC LIMIT 1
) AS b ON true
WHERE t.id = ANY($1::uuid[])`

type Row = StepColumns & {
  id: string
  tenant_id: string
  session_id: string
  sequence_id: number
  sha256: string
  bytes: number
  object_key: string
  content_type: string
  started_at: Date
  rev: number
  body: BlockBody | null
  duration_ms: number | null
  client_timezone: string
  pinned: Pinned
  contexts: ContextRow[]
  quota_exhausted: boolean
}

function toLoaded(row: Row): LoadedChunkStep {
  return {
    step: toStep(row),
    sessionId: row.session_id,
    sequenceId: row.sequence_id,
    sha256: row.sha256,
    bytes: row.bytes,
    objectKey: row.object_key,
    contentType: row.content_type,
    startedAt: row.started_at,
    rev: row.rev,
    ...(row.body === null ? {} : { block: row.body }),
    ...(row.duration_ms === null ? {} : { durationMs: row.duration_ms }),
    clientTimezone: row.client_timezone,
    pinned: row.pinned,
    contexts: row.contexts.map(toContext),
    quotaExhausted: row.quota_exhausted,
  }
}
