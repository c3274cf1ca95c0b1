// Gives a session a command of the API: decided on what was loaded, written if that still holds.
import type { Ask } from '#domain/ports/campaign-ledger.ts'
import type { NewAsset, SessionView } from '#domain/ports/session-ledger.ts'
import { decideSession, type SessionCommand } from '#domain/session/decide.ts'
import { evolveSession } from '#domain/session/evolve.ts'
import type { SessionTimes } from '#domain/session/next-steps.ts'
import type { NewStep } from '#domain/step.ts'
import type { Sql } from '../connection/open-pool.ts'
import { keyRow } from '../idempotency/key-rows.ts'
import type { LoadedSessionRow } from './session-load.ts'
import { bodiesOf, chained, draftsOf, sessionWrite, stepsOf } from './session-write.ts'

export interface Commanded {
  view: SessionView
  /** To hint at. */
  steps: NewStep[]
}

/** @throws IllegalTransition when the status forbids it */
export async function sessionCommand(
  sql: Sql,
  { session, version, view, head }: LoadedSessionRow,
  command: SessionCommand,
  ask: Ask<SessionView>,
  { times, asset }: { times: SessionTimes; asset: NewAsset | undefined },
): Promise<Commanded | 'conflict' | 'key_taken'> {
  const events = decideSession(session, command)
  // Under way or done already: nothing to write but an answer that is to be kept.
  if (events.length === 0 && ask.keep === undefined) return { view, steps: [] }
  const after = events.reduce(evolveSession, session)
  const viewAfter: SessionView = {
    ...view,
    session: after,
    version: version + 1,
    tag: view.tag.replace(/^\d+/, String(version + 1)),
    updatedAt: new Date(),
  }
  const { steps, rows } = stepsOf(events, after, times, ask.trace)
  const answer = ask.keep?.(viewAfter)
  const code = await sessionWrite(sql, {
    ...chained(after, head, ask.actor, draftsOf(events)),
    version,
    ...bodiesOf(events, ask.actor),
    ...(asset === undefined ? {} : { asset: { ...assetRow(asset), created_by: ask.actor } }),
    ...rows,
    ...(answer === undefined ? {} : { key: keyRow(session.id, answer) }),
  })
  if (code === 'gone' || code === 'pending') throw new TypeError('only a step can be gone or wait for something')
  return code === 'written' ? { view: viewAfter, steps } : code
}

function assetRow(asset: NewAsset) {
  return {
    id: asset.id,
    name: asset.name,
    caption: asset.caption,
    original_key: asset.originalKey,
    sha256_original: asset.sha256,
    bytes_original: asset.bytes,
    sequence_id: asset.sequenceId,
    captured_at: asset.capturedAt.toISOString(),
    target_placeholder: asset.targetPlaceholder,
  }
}
