// Writes what starts a session or moves one on, in one call.
import type { Actor } from '#domain/actor.ts'
import { type AuditHead, EMPTY_CHAIN } from '#domain/audit-entry.ts'
import type { Ask } from '#domain/ports/campaign-ledger.ts'
import type { NewSession, SessionView } from '#domain/ports/session-ledger.ts'
import { decideSession, type SessionCommand } from '#domain/session/decide.ts'
import { type SessionEvent, sessionEventDetails } from '#domain/session/event.ts'
import { evolveSession } from '#domain/session/evolve.ts'
import type { Session } from '#domain/session/session.ts'
import { chain } from '../audit/chain.ts'
import { entryRow } from '../audit/entry-rows.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { keyRow } from '../idempotency/key-rows.ts'
import type { LoadedSessionRow } from './session-load.ts'

type WriteCode = 'written' | 'conflict' | 'key_taken'

/** @returns the session as it is committed */
export async function sessionStart(
  sql: Sql,
  input: NewSession,
  ask: Ask<SessionView>,
): Promise<SessionView | 'key_taken'> {
  const { id, tenantId, executionId, pinned } = input
  const session: Session = { id, tenantId, executionId, status: 'RECORDING', epoch: 1 }
  const { skeletonId: skeleton_id, s3VersionId: s3_version_id, modelVersion: model_version } = pinned
  const details = { client_timezone: input.clientTimezone, skeleton_id, s3_version_id, model_version }
  const started = chained(session, EMPTY_CHAIN, ask.actor, [{ action: 'session.started', details }])
  const now = new Date()
  const view: SessionView = {
    session,
    version: 1,
    tag: '1.0.0',
    ...(input.title === undefined ? {} : { title: input.title }),
    clientTimezone: input.clientTimezone,
    ...(input.templateId === undefined ? {} : { templateId: input.templateId }),
    pinned,
    ...{ counts: {}, received: [], nextExpected: 1, createdAt: now, updatedAt: now },
  }
  const start = {
    execution_id: executionId,
    title: input.title,
    client_timezone: input.clientTimezone,
    template_id: input.templateId,
    pinned,
    created_by: ask.actor,
  }
  const code = await write(sql, { ...started, start, ...keyOf(id, ask.keep?.(view)) })
  if (code === 'conflict') throw new TypeError('a start conflicts with nothing')
  return code === 'key_taken' ? code : view
}

/** @throws IllegalTransition SESSION_CLOSED */
export async function sessionCommand(
  sql: Sql,
  { session, version, view, head }: LoadedSessionRow,
  command: SessionCommand,
  ask: Ask<SessionView>,
): Promise<SessionView | 'conflict' | 'key_taken'> {
  const events = decideSession(session, command)
  const after = events.reduce(evolveSession, session)
  const drafts = events.map(event => ({ action: event.type, details: sessionEventDetails(event) }))
  const viewAfter: SessionView = {
    ...view,
    session: after,
    version: version + 1,
    tag: view.tag.replace(/^\d+/, String(version + 1)),
    updatedAt: new Date(),
  }
  const code = await write(sql, {
    ...chained(after, head, ask.actor, drafts),
    version,
    ...contextOf(events, ask.actor),
    ...keyOf(session.id, ask.keep?.(viewAfter)),
  })
  return code === 'written' ? viewAfter : code
}

function chained(
  { id, tenantId, status, epoch }: Session,
  before: AuditHead,
  actor: Actor,
  drafts: { action: string; details: ReturnType<typeof sessionEventDetails> }[],
) {
  const at = new Date().toISOString()
  const { entries, head } = chain(
    id,
    before,
    drafts.map(draft => ({ actor, ...draft })),
    at,
  )
  return {
    ...{ id, tenant: tenantId, status, epoch, seq: head.seq, hash: head.hash },
    entries: entries.map(entry => entryRow(id, tenantId, entry)),
  }
}

function contextOf(events: readonly SessionEvent[], by: Actor) {
  const event = events.find(({ type }) => type === 'session.context_changed')
  if (event?.type !== 'session.context_changed') return {}
  const { currentSpeakerId, topic, restricted } = event.change
  const said = { current_speaker_id: currentSpeakerId, topic, restricted }
  const changed = Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  return { context: { effective_from: event.effectiveFrom, changed, ...said, by } }
}

function keyOf(owner: string, answer: Parameters<typeof keyRow>[1] | undefined) {
  return answer === undefined ? {} : { key: keyRow(owner, answer) }
}

async function write(sql: Sql, parameters: Record<string, unknown>): Promise<WriteCode> {
  const query = sql.unsafe<{ code: WriteCode }[]>(WRITE, [JSON.stringify(parameters)], { prepare: true })
  const [row] = await deadline(query, 6000, 'writing a session')
  return row?.code ?? 'conflict'
}

const WRITE = 'SELECT governance.write_session($1::text::jsonb) AS code'
