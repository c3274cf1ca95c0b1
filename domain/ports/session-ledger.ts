// What the API may ask of the ledger about recording sessions.

import type { AssetError, AssetStatus } from '../session/asset.ts'
import type { BlockBody } from '../session/block.ts'
import type { ContextChange } from '../session/context.ts'
import type { SessionCommand } from '../session/decide.ts'
import type { MergedEdit } from '../session/edit.ts'
import type { Assembly, BuiltDocument, SealedSnapshot } from '../session/finalization.ts'
import type { Received } from '../session/received.ts'
import type { Pinned, PinnedConfig, Session } from '../session/session.ts'
import type { SessionStatus } from '../session/session-status.ts'
import type { UploadKind } from '../session/upload.ts'
import type { Ask, Written } from './campaign-ledger.ts'
import type { Page, PageRequest, Reader } from './page.ts'

export interface NewSession {
  id: string
  tenantId: string
  executionId: string
  title?: string
  /** IANA. */
  clientTimezone: string
  templateId?: string
  pinned: Pinned
  /** What it corrects: all that is known of that one is its own from the start. */
  parent?: { sessionId: string; snapshotId: string; documentVersion: number }
}

export interface SessionView extends Received {
  session: Session
  version: number
  /** Another one whenever the session, a chunk or a block changes: the ETag. */
  tag: string
  title?: string
  clientTimezone: string
  templateId?: string
  pinned: Pinned
  /** Chunks by what became of them; PROCESSING: nothing yet. */
  counts: Partial<Record<Exclude<BlockBody['type'], 'HEARD'> | 'PROCESSING', number>>
  /** Chunks without a block and pictures that nobody has looked at. */
  pending: number
  drainingSince?: Date
  finalizedAt?: Date
  /** Of the document: 1, and one more with each correction. */
  documentVersion: number
  /** What finalization has made so far. */
  assembly?: Assembly
  documents?: BuiltDocument[]
  snapshot?: SealedSnapshot
  /** Only of a single session. */
  custody?: CustodyCopy[]
  createdAt: Date
  updatedAt: Date
}

/** A copy where nobody can delete it before its time. */
export interface CustodyCopy {
  /** Its key in the bucket of custody. */
  object: string
  versionId: string
  /** Hex. */
  sha256: string
  retainUntil: Date
}

/** A session as loaded for a command. */
export interface LoadedSession {
  session: Session
  version: number
  view: SessionView
}

export interface NewChunk {
  id: string
  sessionId: string
  tenantId: string
  sequenceId: number
  /** Absent: whoever asks does not say which connection it is. */
  epoch?: number
  /** Hex. */
  sha256: string
  bytes: number
  contentType: string
  objectKey: string
  startedAt: Date
  durationMs?: number
}

/**
 * new: it is the session's. same: it was before, with these bytes. other: with other bytes. closed, superseded: it is not taken.
 */
export type ChunkAnswer = {
  answer: 'new' | 'same' | 'other' | 'closed' | 'superseded'
  epoch: number
  status: SessionStatus
}

/** A chunk with what became of it so far. */
export interface ChunkView {
  sequenceId: number
  sha256: string
  objectKey: string
  startedAt: Date
  durationMs?: number
  /** Absent: PROCESSING. */
  block?: Exclude<BlockBody, { type: 'HEARD' }>
  edit?: MergedEdit
}

/** A picture in its place among the chunks. */
export interface PlacedImage {
  assetId: string
  /** The sequence number that it follows; 0: it stands before the first. */
  after: number
  capturedAt: Date
  targetPlaceholder?: string
  caption?: string
  /** Normalised. */
  objectKey: string
  /** Hex. */
  sha256: string
}

/** A stretch of a session: chunks in their order, and what it takes to read them. */
export interface SessionStretch {
  chunks: ChunkView[]
  /** The one before the first. */
  before?: ChunkView
  contexts: ContextChange[]
  /** Of the whole session, in their order. */
  images: PlacedImage[]
}

/** A picture as it was uploaded. */
export interface NewAsset {
  id: string
  name?: string
  caption?: string
  originalKey: string
  /** Hex. */
  sha256: string
  bytes: number
  sequenceId?: number
  capturedAt: Date
  targetPlaceholder?: string
}

export interface AssetView extends NewAsset {
  sessionId: string
  status: AssetStatus
  createdAt: Date
  decidedAt?: Date
  /** Of one that is READY. */
  ready?: { objectKey: string; sha256: string; mime: string; width: number; height: number; duplicateOf?: string }
  error?: AssetError
}

/** Something that goes straight to the object store, in parts. */
export interface NewUpload {
  id: string
  sessionId: string
  tenantId: string
  kind: UploadKind
  bytes: number
  /** Hex. */
  sha256: string
  contentType: string
  /** What a picture is called. */
  name?: string
  /** Where it lies until it is completed. */
  objectKey: string
  /** As the object store calls it. */
  storeUploadId: string
  expiresAt: Date
}

export interface UploadView extends NewUpload {
  completedAt?: Date
  abandonedAt?: Date
}

export interface SessionFilter {
  status?: SessionStatus[]
  since?: Date
  until?: Date
}

export interface SessionWaits {
  view: SessionView
  steps: { kind: string; attempt: number; run: number; dueAt: Date; hold?: string }[]
}

export interface SessionLedger {
  /** The configuration in force; undefined: the tenant has none. */
  configInForce(tenantId: string, skeletonId: string | undefined): Promise<PinnedConfig | undefined>
  start(session: NewSession, ask: Ask<SessionView>): Promise<Exclude<Written<SessionView>, 'conflict'>>
  /** The tenant, whichever it is: whoever asks compares. */
  ownerOf(id: string): Promise<string | undefined>
  load(id: string): Promise<LoadedSession | undefined>
  /** Decides and writes in one call. @throws IllegalTransition SESSION_CLOSED */
  command(
    loaded: LoadedSession,
    command: SessionCommand,
    ask: Ask<SessionView>,
    /** What an `addAsset` adds. */
    asset?: NewAsset,
  ): Promise<Written<SessionView>>
  /** Takes a chunk whose bytes are in the object store. @throws MandateError NOT_FOUND when there is no such session */
  append(chunk: NewChunk, trace: string | undefined): Promise<ChunkAnswer>
  /** `closed`: the session takes nothing any more. */
  startUpload(upload: NewUpload, ask: Ask<NewUpload>): Promise<'written' | 'closed' | 'key_taken'>
  upload(tenantId: string, sessionId: string, id: string): Promise<UploadView | undefined>
  /** What came of it is the session's. */
  endUpload(id: string): Promise<void>
  /** Which sequence numbers there are. */
  received(sessionId: string): Promise<Received>
  view(reader: Reader, id: string): Promise<SessionView | undefined>
  list(reader: Reader, filter: SessionFilter, page: PageRequest): Promise<Page<SessionView>>
  /** Chunks in their order, after a sequence number, with all contexts of the session. */
  stretch(reader: Reader, id: string, page: { after: number; limit: number }): Promise<SessionStretch>
  assets(reader: Reader, id: string): Promise<AssetView[]>
  waits(reader: Reader, id: string): Promise<SessionWaits | undefined>
}
