// What a command makes of a session: events, or the reason why not.
import { IllegalTransition } from '../errors.ts'
import type { AssetError } from './asset.ts'
import type { BlockEdit } from './edit.ts'
import type { SessionEvent } from './event.ts'
import type { BuiltDocument } from './finalization.ts'
import type { FinalizeStage, Session, SessionFailure } from './session.ts'
import type { SessionStatus } from './session-status.ts'

export type SessionCommand =
  /** A client reconnects: the former one is superseded. */
  | { type: 'resume' }
  | {
      type: 'changeContext'
      /** Milliseconds since 1970. */
      effectiveFromMs: number
      change: Extract<SessionEvent, { type: 'session.context_changed' }>['change']
    }
  | { type: 'editBlock'; sequenceId: number; edit: BlockEdit }
  | { type: 'addAsset'; assetId: string; sha256: string; bytes: number }
  | {
      type: 'finalize'
      /** As the client says. */
      lastSequenceId?: number
      /** The highest number that has arrived. */
      highestReceived: number
    }
  | { type: 'resurrect' }
  /** Of workers from here on. */
  | { type: 'assetChecked'; assetId: string; error?: AssetError; duplicateOf?: string }
  /** `why` not: guard does not stand by what the session goes out from. */
  | { type: 'parentChecked'; why?: string }
  | { type: 'build'; chunks: number; missing: number }
  | { type: 'assembled'; blocks: number; bytes: number; sha256: string; byReference: boolean }
  | { type: 'built'; documents: BuiltDocument[] }
  | { type: 'sealed'; snapshotId: string; integrityHash: string }
  | { type: 'finish'; objects: number }
  | { type: 'fail'; failure: SessionFailure }
  /** RFC 3339 UTC. */
  | { type: 'abandon'; idleSince: string }
  | { type: 'archived'; objects: number; sha256: string }

/** Chunks and what belongs to them are taken in these. */
const OPEN: readonly SessionStatus[] = ['RECORDING', 'DRAINING']
const FAILED_STAGE: Partial<Record<SessionStatus, FinalizeStage>> = {
  BUILD_FAILED: 'BUILD',
  GUARD_FAILED: 'GUARD',
  CUSTODY_FAILED: 'CUSTODY',
}

/** @returns nothing when what is asked for is under way or done already. @throws IllegalTransition when the status forbids it */
export function decideSession(session: Session, command: SessionCommand): SessionEvent[] {
  switch (command.type) {
    case 'resume':
      demandOpen(session, command.type)
      return [{ type: 'session.resumed', epoch: session.epoch + 1 }]
    case 'changeContext': {
      demandOpen(session, command.type)
      const effectiveFrom = new Date(command.effectiveFromMs).toISOString()
      return [{ type: 'session.context_changed', effectiveFrom, change: command.change }]
    }
    case 'editBlock':
      demandOpen(session, command.type)
      return [{ type: 'session.block_edited', sequenceId: command.sequenceId, edit: command.edit }]
    case 'addAsset': {
      demandOpen(session, command.type)
      const { assetId, sha256, bytes } = command
      return [{ type: 'session.asset_added', assetId, sha256, bytes }]
    }
    case 'finalize':
      return finalize(session, command)
    case 'resurrect':
      demand(session, command.type, ['ABANDONED'])
      return [{ type: 'session.resurrected', epoch: session.epoch + 1 }]
    case 'assetChecked': {
      const { assetId, error, duplicateOf } = command
      if (error !== undefined) return [{ type: 'session.asset_refused', assetId, error }]
      return [{ type: 'session.asset_ready', assetId, ...(duplicateOf === undefined ? {} : { duplicateOf }) }]
    }
    case 'parentChecked': {
      const snapshotId = session.parent?.snapshotId ?? ''
      return [
        { type: 'session.parent_checked', snapshotId, ...(command.why === undefined ? {} : { why: command.why }) },
      ]
    }
    case 'build':
      demand(session, command.type, ['DRAINING'])
      return [{ type: 'session.building', chunks: command.chunks, missing: command.missing }]
    case 'assembled': {
      demand(session, command.type, ['BUILDING', 'BUILD_FAILED'])
      const { blocks, bytes, sha256, byReference } = command
      return [{ type: 'session.assembled', blocks, bytes, sha256, byReference }]
    }
    case 'built':
      demand(session, command.type, ['BUILDING', 'BUILD_FAILED'])
      return [{ type: 'session.built', documents: command.documents }]
    case 'sealed': {
      demand(session, command.type, ['SEALING', 'GUARD_FAILED'])
      const { snapshotId, integrityHash } = command
      return [{ type: 'session.sealed', snapshotId, integrityHash }]
    }
    case 'finish':
      demand(session, command.type, ['SEALING', 'CUSTODY_FAILED'])
      return [{ type: 'session.finalized', objects: command.objects }]
    case 'fail':
      demand(session, command.type, ['BUILDING', 'SEALING', 'BUILD_FAILED', 'GUARD_FAILED', 'CUSTODY_FAILED'])
      return [{ type: 'session.failed', failure: command.failure }]
    case 'abandon':
      demand(session, command.type, ['RECORDING'])
      return [{ type: 'session.abandoned', idleSince: command.idleSince }]
    case 'archived':
      demand(session, command.type, ['ABANDONED'])
      return [{ type: 'session.archived', objects: command.objects, sha256: command.sha256 }]
    default:
      return command satisfies never
  }
}

function finalize(
  session: Session,
  { lastSequenceId = 0, highestReceived }: Extract<SessionCommand, { type: 'finalize' }>,
): SessionEvent[] {
  const failed = FAILED_STAGE[session.status]
  if (failed !== undefined) return [{ type: 'session.retried', stage: failed }]
  if (session.status === 'ABANDONED') demand(session, 'finalize', ['RECORDING'], ['resurrect'])
  if (session.status !== 'RECORDING') return []
  return [{ type: 'session.draining', lastSequenceId: Math.max(lastSequenceId, highestReceived) }]
}

function demandOpen({ status }: Session, command: string): void {
  if (OPEN.includes(status)) return
  const detail = `the session is ${status} and takes nothing any more`
  throw new IllegalTransition(command, status, [], 'SESSION_CLOSED', detail)
}

function demand(
  { status }: Session,
  command: string,
  from: readonly SessionStatus[],
  allowed: readonly string[] = [],
): void {
  if (!from.includes(status)) throw new IllegalTransition(command, status, allowed)
}
