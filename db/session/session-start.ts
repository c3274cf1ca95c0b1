// Starts a session, from nothing or as the correction of a sealed one.
import { randomUUIDv7 as uuid } from 'node:crypto'
import { EMPTY_CHAIN } from '#domain/audit-entry.ts'
import type { Ask } from '#domain/ports/campaign-ledger.ts'
import type { NewSession, SessionView } from '#domain/ports/session-ledger.ts'
import type { SessionTimes } from '#domain/session/next-steps.ts'
import type { Session } from '#domain/session/session.ts'
import type { NewStep } from '#domain/step.ts'
import type { Sql } from '../connection/open-pool.ts'
import { keyRow } from '../idempotency/key-rows.ts'
import { stepRow } from '../step/new-step-rows.ts'
import { chained, sessionWrite } from './session-write.ts'

export interface Started {
  view: SessionView
  /** To hint at. */
  steps: NewStep[]
}

/** @returns the session as it is committed; of a correction, without what it was given to begin with */
export async function sessionStart(
  sql: Sql,
  input: NewSession,
  ask: Ask<SessionView>,
  { idleMs }: Pick<SessionTimes, 'idleMs'>,
): Promise<Started | 'key_taken'> {
  const { id, tenantId, executionId, pinned, parent } = input
  const session: Session = {
    ...{ id, tenantId, executionId, status: 'RECORDING', epoch: 1 },
    ...(parent === undefined ? {} : { parent: { sessionId: parent.sessionId, snapshotId: parent.snapshotId } }),
  }
  const view = viewOf(input, session)
  const steps: NewStep[] = [
    { id: uuid(), subjectId: id, kind: 'abandon', dueInMs: idleMs },
    ...(parent === undefined ? [] : [{ id: uuid(), subjectId: id, kind: 'check-parent' as const }]),
  ]
  const answer = ask.keep?.(view)
  const code = await sessionWrite(sql, {
    ...chained(session, EMPTY_CHAIN, ask.actor, [{ action: 'session.started', details: detailsOf(input) }]),
    start: {
      execution_id: executionId,
      title: input.title,
      client_timezone: input.clientTimezone,
      template_id: input.templateId,
      pinned,
      created_by: ask.actor,
      document_version: view.documentVersion,
      parent_session_id: parent?.sessionId,
      parent_snapshot_id: parent?.snapshotId,
    },
    steps: steps.map(step => stepRow(id, step, { tenant: tenantId, execution: id, trace: ask.trace })),
    ...(answer === undefined ? {} : { key: keyRow(id, answer) }),
  })
  if (code === 'key_taken') return code
  if (code !== 'written') throw new TypeError('a start conflicts with nothing')
  return { view, steps }
}

function viewOf(input: NewSession, session: Session): SessionView {
  const now = new Date()
  return {
    session,
    version: 1,
    tag: '1.0.0',
    ...(input.title === undefined ? {} : { title: input.title }),
    clientTimezone: input.clientTimezone,
    ...(input.templateId === undefined ? {} : { templateId: input.templateId }),
    pinned: input.pinned,
    documentVersion: input.parent?.documentVersion ?? 1,
    ...{ counts: {}, pending: 0, received: [], nextExpected: 1, createdAt: now, updatedAt: now },
  }
}

function detailsOf({ clientTimezone, pinned, parent }: NewSession) {
  const { skeletonId: skeleton_id, s3VersionId: s3_version_id, modelVersion: model_version, locale } = pinned
  return {
    ...{ client_timezone: clientTimezone, locale, skeleton_id, s3_version_id, model_version },
    ...(parent && { parent_session_id: parent.sessionId, parent_snapshot_id: parent.snapshotId }),
  }
}
