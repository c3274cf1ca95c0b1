// What the API may ask of the ledger about recording sessions.
import type { BlockBody } from '../session/block.ts'
import type { ContextChange } from '../session/context.ts'
import type { SessionCommand } from '../session/decide.ts'
import type { Received } from '../session/received.ts'
import type { Pinned, Session } from '../session/session.ts'
import type { SessionStatus } from '../session/session-status.ts'
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
  createdAt: Date
  updatedAt: Date
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
  configInForce(tenantId: string, skeletonId: string | undefined): Promise<Omit<Pinned, 'modelVersion'> | undefined>
  start(session: NewSession, ask: Ask<SessionView>): Promise<Exclude<Written<SessionView>, 'conflict'>>
  /** Of any tenant: whoever asks compares. */
  find(id: string): Promise<{ session: Session } | undefined>
  load(id: string): Promise<LoadedSession | undefined>
  /** Decides and writes in one call. @throws IllegalTransition SESSION_CLOSED */
  command(loaded: LoadedSession, command: SessionCommand, ask: Ask<SessionView>): Promise<Written<SessionView>>
  /** Takes a chunk whose bytes are in the object store. @throws MandateError NOT_FOUND when there is no such session */
  append(chunk: NewChunk, trace: string | undefined): Promise<ChunkAnswer>
  /** Which sequence numbers there are. */
  received(sessionId: string): Promise<Received>
  view(reader: Reader, id: string): Promise<SessionView | undefined>
  list(reader: Reader, filter: SessionFilter, page: PageRequest): Promise<Page<SessionView>>
  /** Chunks in their order, after a sequence number, with all contexts of the session. */
  chunks(
    reader: Reader,
    id: string,
    page: { after: number; limit: number },
  ): Promise<{ chunks: ChunkView[]; before?: ChunkView; contexts: ContextChange[] }>
  waits(reader: Reader, id: string): Promise<SessionWaits | undefined>
}
