// Takes chunks into their sessions, many in one statement, each by itself.
import { randomUUIDv7 as uuid } from 'node:crypto'
import { MandateError } from '#domain/errors.ts'
import type { ChunkAnswer, NewChunk } from '#domain/ports/session-ledger.ts'
import type { NewStep } from '#domain/step.ts'
import { deadline } from '../connection/deadline.ts'
import { eachAlone } from '../connection/each-alone.ts'
import { group } from '../connection/group.ts'
import type { Sql } from '../connection/open-pool.ts'
import { stepRow } from '../step/new-step-rows.ts'

export interface Appending {
  chunk: NewChunk
  trace: string | undefined
}

export interface Appended {
  answer: ChunkAnswer
  /** To hint at; none when the chunk was there before or is not taken. */
  steps: (NewStep & { tenantId: string })[]
}

/** @throws MandateError NOT_FOUND: there is no such session of this tenant */
export function chunkAppend(sql: Sql): (appending: Appending) => Promise<Appended> {
  return group<Appending, Appended>({
    name: 'chunk-append',
    inFlight: 2,
    max: 100,
    flush: all => eachAlone(all, batch => append(sql, batch)),
  })
}

async function append(sql: Sql, batch: Appending[]): Promise<(Appended | Error)[]> {
  const steps = batch.map(({ chunk }) => ({ id: uuid(), subjectId: chunk.id, kind: 'vad' as const }))
  const rows = batch.map(({ chunk, trace }, place) => {
    const subject = { tenant: chunk.tenantId, execution: chunk.sessionId, trace }
    return {
      place,
      id: chunk.id,
      session: chunk.sessionId,
      tenant: chunk.tenantId,
      seq: chunk.sequenceId,
      epoch: chunk.epoch,
      sha256: chunk.sha256,
      bytes: chunk.bytes,
      content_type: chunk.contentType,
      object_key: chunk.objectKey,
      started_at: chunk.startedAt.toISOString(),
      duration_ms: chunk.durationMs,
      step: stepRow(chunk.id, steps[place] as NewStep, subject),
    }
  })
  const query = sql.unsafe<({ place: number } & ChunkAnswer)[]>(APPEND, [JSON.stringify(rows)], { prepare: true })
  const answers = new Map((await deadline(query, 6000, 'taking chunks')).map(row => [row.place, row]))
  return batch.map(({ chunk }, place) => {
    const found = answers.get(place)
    if (found === undefined) return new MandateError('NOT_FOUND', 'there is no such session')
    const { answer, epoch, status } = found
    const step = { ...(steps[place] as NewStep), tenantId: chunk.tenantId }
    return { answer: { answer, epoch, status }, steps: answer === 'new' ? [step] : [] }
  })
}

const APPEND = 'SELECT place, answer, epoch, status FROM governance.append_chunks($1::text::jsonb)'
