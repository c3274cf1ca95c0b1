// A session as clients see it.
import type { SessionResource } from '#contracts/session.ts'
import type { CustodyCopy, SessionView } from '#domain/ports/session-ledger.ts'
import { missingIn, type Received } from '#domain/session/received.ts'
import type { Pinned } from '#domain/session/session.ts'
import type { SessionStatus } from '#domain/session/session-status.ts'

/** Where the sealed documents are for a while; nothing before they are sealed. */
export interface DocumentLinks {
  document_url?: string
  restricted_document_url?: string
}

export function sessionResource(view: SessionView, links: DocumentLinks = {}): SessionResource {
  const { session, counts, snapshot, custody } = view
  return {
    session_id: session.id,
    tenant_id: session.tenantId,
    status: session.status,
    ...(view.title === undefined ? {} : { title: view.title }),
    ...(view.templateId === undefined ? {} : { template_id: view.templateId }),
    client_timezone: view.clientTimezone,
    locale: view.pinned.locale,
    epoch: session.epoch,
    pinned: pinnedResource(view.pinned),
    ...receivedResource(view),
    gaps: gapsOf(view.received, session.lastSequenceId),
    is_draining: UNTIL_SEALED.includes(session.status),
    pending: view.pending,
    counts,
    version: view.documentVersion,
    ...links,
    // Until every copy is verified nothing is handed out, its hash included.
    ...(session.status === 'FINALIZED' && snapshot !== undefined
      ? { integrity_hash: snapshot.integrityHash, snapshot_id: snapshot.snapshotId }
      : {}),
    ...(session.parent === undefined
      ? {}
      : { parent_session_id: session.parent.sessionId, parent_snapshot_id: session.parent.snapshotId }),
    ...(custody === undefined ? {} : { custody: custody.map(custodyResource) }),
    ...(session.failure === undefined ? {} : { failure: session.failure }),
    ...(view.finalizedAt === undefined ? {} : { finalized_at: view.finalizedAt.toISOString() }),
    created_at: view.createdAt.toISOString(),
    updated_at: view.updatedAt.toISOString(),
  }
}

const UNTIL_SEALED: readonly SessionStatus[] = ['DRAINING', 'BUILDING', 'SEALING']

function custodyResource({ object, versionId: version_id, sha256, retainUntil }: CustodyCopy) {
  return { object, version_id, sha256, retain_until: retainUntil.toISOString() }
}

export function receivedResource({ received, nextExpected }: Received) {
  return { received, next_expected: nextExpected }
}

function pinnedResource(pinned: Pinned): SessionResource['pinned'] {
  return {
    skeleton_id: pinned.skeletonId,
    s3_version_id: pinned.s3VersionId,
    adapter_id: pinned.adapterId,
    style_map: { ...pinned.styleMap },
    zone_map: { ...pinned.zoneMap },
    table_map: { ...pinned.tableMap },
    model_version: pinned.modelVersion,
  }
}

function gapsOf(received: Received['received'], lastSequenceId: number | undefined): SessionResource['gaps'] {
  return missingIn(received, lastSequenceId).map(([from, to]) => ({ from, to, reason: 'NOT_RECEIVED' }))
}

export const SESSION_COLUMNS = [
  'session_id',
  'status',
  'title',
  'version',
  'epoch',
  'next_expected',
  'pending',
  'created_at',
  'finalized_at',
] as const

export function sessionRow(view: SessionView) {
  const { session_id, status, title = '', version, epoch, next_expected, pending, ...rest } = sessionResource(view)
  const { created_at, finalized_at = '' } = rest
  return { session_id, status, title, version, epoch, next_expected, pending, created_at, finalized_at }
}
