// The one statement that starts a session or moves one on, and what of it follows from events alone.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Actor } from '#domain/actor.ts'
import type { AuditHead } from '#domain/audit-entry.ts'
import { type SessionEvent, sessionEventDetails } from '#domain/session/event.ts'
import { type SessionTimes, stepsAfter, stepsEnded } from '#domain/session/next-steps.ts'
import type { Session } from '#domain/session/session.ts'
import type { NewStep } from '#domain/step.ts'
import { chain } from '../audit/chain.ts'
import { entryRow } from '../audit/entry-rows.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { stepRow } from '../step/new-step-rows.ts'

/**
 * conflict: it moved on meanwhile. gone: somebody was faster with the step. pending: something came that was not counted with.
 */
export type WriteCode = 'written' | 'conflict' | 'gone' | 'pending' | 'key_taken'

export async function sessionWrite(sql: Sql, parameters: Record<string, unknown>): Promise<WriteCode> {
  const query = sql.unsafe<{ code: WriteCode }[]>(WRITE, [JSON.stringify(parameters)], { prepare: true })
  const [row] = await deadline(query, 6000, 'writing a session')
  return row?.code ?? 'conflict'
}

const WRITE = 'SELECT governance.write_session($1::text::jsonb) AS code'

/** The session after these entries, chained to the head before. */
export function chained(
  session: Session,
  before: AuditHead,
  actor: Actor,
  drafts: { action: string; details: ReturnType<typeof sessionEventDetails> }[],
) {
  const { id, tenantId, status, epoch, lastSequenceId: last_sequence_id, failure } = session
  const at = new Date().toISOString()
  const { entries, head } = chain(
    id,
    before,
    drafts.map(draft => ({ actor, ...draft })),
    at,
  )
  return {
    ...{ id, tenant: tenantId, status, epoch, last_sequence_id, failure, seq: head.seq, hash: head.hash },
    entries: entries.map(entry => entryRow(id, tenantId, entry)),
  }
}

export const draftsOf = (events: readonly SessionEvent[]) =>
  events.map(event => ({ action: event.type, details: sessionEventDetails(event) }))

/** What the events say of contexts and corrections. */
export function bodiesOf(events: readonly SessionEvent[], by: Actor) {
  return Object.assign({}, ...events.map(event => bodyOf(event, by))) as { context?: object; edit?: object }
}

function bodyOf(event: SessionEvent, by: Actor) {
  if (event.type === 'session.context_changed') {
    const { currentSpeakerId, topic, restricted } = event.change
    const said = { current_speaker_id: currentSpeakerId, topic, restricted }
    return { context: { effective_from: event.effectiveFrom, changed: saidIn(said), ...said, by } }
  }
  if (event.type === 'session.block_edited') {
    const { text, restricted, targetPlaceholder } = event.edit
    const said = { text, restricted, target_placeholder: targetPlaceholder }
    return { edit: { sequence_id: event.sequenceId, changed: saidIn(said), ...said, by } }
  }
  return {}
}

const saidIn = (said: Record<string, unknown>) =>
  Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [name]))

/** The steps that the events ask for, and those that they end. */
export function stepsOf(
  events: readonly SessionEvent[],
  session: Session,
  times: SessionTimes,
  trace: string | undefined,
): { steps: NewStep[]; rows: { steps: object[]; end_steps?: string[] } } {
  // As with chunks, whose steps name their session so: the way from a job to its subject.
  const subject = { tenant: session.tenantId, execution: session.id, trace }
  const steps = events.flatMap(event =>
    stepsAfter(event, times).map(next => ({ id: uuid(), subjectId: session.id, ...next })),
  )
  const ended = events.flatMap(stepsEnded)
  const rows = {
    steps: steps.map(step => stepRow(step.subjectId, step, subject)),
    ...(ended.length === 0 ? {} : { end_steps: ended }),
  }
  return { steps, rows }
}
