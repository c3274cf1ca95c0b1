// What happens to a session, as its trail tells it.
import type { JsonObject } from '../audit-entry.ts'
import type { AssetError } from './asset.ts'
import type { BlockEdit } from './edit.ts'
import type { BuiltDocument } from './finalization.ts'
import type { FinalizeStage, SessionFailure } from './session.ts'

export type SessionEvent =
  | { type: 'session.resumed'; epoch: number }
  | {
      type: 'session.context_changed'
      /** RFC 3339 UTC. */
      effectiveFrom: string
      change: { currentSpeakerId?: string | null; topic?: string | null; restricted?: boolean }
    }
  | { type: 'session.block_edited'; sequenceId: number; edit: BlockEdit }
  | { type: 'session.asset_added'; assetId: string; sha256: string; bytes: number }
  | { type: 'session.asset_ready'; assetId: string; duplicateOf?: string }
  | { type: 'session.asset_refused'; assetId: string; error: AssetError }
  | { type: 'session.parent_checked'; snapshotId: string; why?: string }
  | { type: 'session.draining'; lastSequenceId: number }
  | { type: 'session.building'; chunks: number; missing: number }
  | { type: 'session.assembled'; blocks: number; bytes: number; sha256: string; byReference: boolean }
  | { type: 'session.built'; documents: BuiltDocument[] }
  | { type: 'session.sealed'; snapshotId: string; integrityHash: string }
  | { type: 'session.finalized'; objects: number }
  | { type: 'session.failed'; failure: SessionFailure }
  | { type: 'session.retried'; stage: FinalizeStage }
  | { type: 'session.abandoned'; idleSince: string }
  | { type: 'session.archived'; objects: number; sha256: string }
  | { type: 'session.resurrected'; epoch: number }

/** The entry's details; a topic or a text may be confidential, so the trail names what changed and not to what. */
export function sessionEventDetails(event: SessionEvent): JsonObject {
  switch (event.type) {
    case 'session.resumed':
    case 'session.resurrected':
      return { epoch: event.epoch }
    case 'session.context_changed':
      return {
        effective_from: event.effectiveFrom,
        changed: Object.keys(event.change).map(name => WIRE[name as keyof typeof WIRE]),
        ...(event.change.restricted === undefined ? {} : { restricted: event.change.restricted }),
      }
    case 'session.block_edited':
      return {
        sequence_id: event.sequenceId,
        changed: Object.keys(event.edit).map(name => WIRE[name as keyof typeof WIRE]),
        ...(event.edit.restricted === undefined ? {} : { restricted: event.edit.restricted }),
      }
    case 'session.asset_added':
      return { asset_id: event.assetId, sha256: event.sha256, bytes: event.bytes }
    case 'session.asset_ready':
      return {
        asset_id: event.assetId,
        ...(event.duplicateOf === undefined ? {} : { duplicate_of: event.duplicateOf }),
      }
    case 'session.asset_refused':
      return { asset_id: event.assetId, code: event.error.code }
    case 'session.parent_checked':
      return { snapshot_id: event.snapshotId, verified: event.why === undefined, ...(event.why && { why: event.why }) }
    case 'session.draining':
      return { last_sequence_id: event.lastSequenceId }
    case 'session.building':
      return { chunks: event.chunks, missing: event.missing }
    case 'session.assembled':
      return { blocks: event.blocks, bytes: event.bytes, sha256: event.sha256, by_reference: event.byReference }
    case 'session.built':
      return { documents: event.documents.map(({ kind, sha256, bytes }) => ({ kind, sha256, bytes })) }
    case 'session.sealed':
      return { snapshot_id: event.snapshotId, integrity_hash: event.integrityHash }
    case 'session.archived':
      return { objects_in_custody: event.objects, sha256: event.sha256 }
    case 'session.finalized':
      return { objects_in_custody: event.objects }
    case 'session.failed':
      return { ...event.failure }
    case 'session.retried':
      return { stage: event.stage }
    case 'session.abandoned':
      return { idle_since: event.idleSince }
    default:
      return event satisfies never
  }
}

const WIRE = {
  currentSpeakerId: 'current_speaker_id',
  topic: 'topic',
  restricted: 'restricted',
  text: 'text',
  targetPlaceholder: 'target_placeholder',
} as const
