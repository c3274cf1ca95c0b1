// Records what became of chunks, many in one statement, each all or nothing.
import type { BlockBody } from '#domain/session/block.ts'
import type { NewStep } from '#domain/step.ts'
import { deadline } from '../connection/deadline.ts'
import { eachAlone } from '../connection/each-alone.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'
import { stepRow } from '../step/new-step-rows.ts'
import type { LoadedChunkStep } from './chunk-load-steps.ts'

export interface ChunkRecord {
  loaded: LoadedChunkStep
  body: BlockBody
  /** As it was heard. */
  durationMs?: number
  /** Counted against the tenant's quota. */
  heardSeconds?: number
  /** Keeps the step, due again then; absent: it is closed. */
  keep?: { delayMs: number; hold: string }
  steps: NewStep[]
}

/**
 * @returns records an outcome: true once it is committed; false when the step is closed or has moved on, or the chunk has a newer
 * block: load again and decide again
 */
export function blockRecord(sql: Sql): (record: ChunkRecord) => Promise<boolean> {
  return group({
    name: 'block-record',
    inFlight: 2,
    keyOf: ({ loaded }) => loaded.step.id,
    flush: records => eachAlone(records, batch => write(sql, batch)),
  })
}

async function write(sql: Sql, records: ChunkRecord[]): Promise<boolean[]> {
  const rows = records.map(({ loaded, body, durationMs, heardSeconds, keep, steps }) => {
    const { step } = loaded
    const subject = { tenant: step.tenantId, execution: step.executionId, trace: step.trace }
    return {
      ...{ step: step.id, run: step.run, session: loaded.sessionId, seq: loaded.sequenceId, rev: loaded.rev + 1 },
      ...{ tenant: step.tenantId, body: JSON.stringify(body), duration_ms: durationMs ?? loaded.durationMs },
      ...(heardSeconds === undefined ? {} : { heard_seconds: heardSeconds }),
      ...(keep === undefined ? {} : { keep_ms: Math.round(keep.delayMs), hold: keep.hold }),
      steps: steps.map(next => stepRow(next.subjectId, next, subject)),
    }
  })
  const query = sql.unsafe<{ step: string }[]>(RECORD, [JSON.stringify(rows)], { prepare: true })
  const written = new Set((await deadline(query, 6000, 'recording blocks')).map(({ step }) => step))
  return records.map(({ loaded }) => written.has(loaded.step.id))
}

const RECORD = 'SELECT governance.record_blocks($1::text::jsonb) AS step'
