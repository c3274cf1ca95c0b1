// Records what a worker's step makes of a session: the end of the step, and what follows from it, in one call.
import { ORCHESTRATOR } from '#domain/actor.ts'
import type { AuditHead, JsonObject } from '#domain/audit-entry.ts'
import type { LoadedSession } from '#domain/ports/session-ledger.ts'
import { decideSession, type SessionCommand } from '#domain/session/decide.ts'
import { evolveSession } from '#domain/session/evolve.ts'
import type { SealedSnapshot } from '#domain/session/finalization.ts'
import type { SessionTimes } from '#domain/session/next-steps.ts'
import type { NewStep, Step } from '#domain/step.ts'
import type { Sql } from '../connection/open-pool.ts'
import { chained, draftsOf, sessionWrite, stepsOf } from './session-write.ts'

/** What is kept of a step besides the trail. */
export type Made =
  | { kind: 'result'; of: 'ASSEMBLY' | 'DOCUMENTS' | 'ARCHIVE'; body: unknown }
  | { kind: 'snapshot'; snapshot: SealedSnapshot; manifest: JsonObject }
  | { kind: 'asset'; asset: AssetChecked }

export interface AssetChecked {
  id: string
  status: 'READY' | 'REFUSED'
  object_key?: string
  sha256?: string
  mime?: string
  width?: number
  height?: number
  duplicate_of?: string
  error?: { code: string; detail: string }
}

export interface SessionRecord {
  step: Step
  loaded: LoadedSession & { head: AuditHead }
  command: SessionCommand
  made?: Made
  /** The step stays, due again then. */
  keep?: { delayMs: number; hold: string }
}

/** @returns the next steps once it is committed. @throws IllegalTransition when the status forbids it by now */
export async function sessionRecord(
  sql: Sql,
  { step, loaded: { session, version, head }, command, made, keep }: SessionRecord,
  times: SessionTimes,
): Promise<NewStep[] | 'conflict' | 'gone' | 'pending'> {
  const events = decideSession(session, command)
  const after = events.reduce(evolveSession, session)
  const { steps, rows } = stepsOf(events, after, times, step.trace)
  const code = await sessionWrite(sql, {
    ...chained(after, head, ORCHESTRATOR, draftsOf(events)),
    version,
    step: {
      ...{ id: step.id, run: step.run },
      ...(keep === undefined ? {} : { keep_ms: Math.round(keep.delayMs), hold: keep.hold }),
    },
    ...(command.type === 'build' ? { if_nothing_pending: true } : {}),
    ...(command.type === 'abandon' ? { idle_since: command.idleSince } : {}),
    ...(made === undefined ? {} : madeRow(made)),
    ...rows,
  })
  if (code === 'key_taken') throw new TypeError('a worker keeps no answers')
  return code === 'written' ? steps : code
}

function madeRow(made: Made) {
  switch (made.kind) {
    case 'result':
      return { result: { kind: made.of, body: made.body } }
    case 'snapshot': {
      const { snapshotId: snapshot_id, integrityHash: integrity_hash, signature, keyId: key_id, at } = made.snapshot
      return { snapshot: { snapshot_id, integrity_hash, signature, key_id, at, manifest: made.manifest } }
    }
    case 'asset':
      return { asset_checked: made.asset }
    default:
      return made satisfies never
  }
}
