// A session as clients see it.
import type { SessionResource } from '#contracts/session.ts'
import type { SessionView } from '#domain/ports/session-ledger.ts'
import type { Received } from '#domain/session/received.ts'
import type { Pinned } from '#domain/session/session.ts'

export function sessionResource(view: SessionView): SessionResource {
  const { session, counts } = view
  return {
    session_id: session.id,
    tenant_id: session.tenantId,
    status: session.status,
    ...(view.title === undefined ? {} : { title: view.title }),
    ...(view.templateId === undefined ? {} : { template_id: view.templateId }),
    client_timezone: view.clientTimezone,
    epoch: session.epoch,
    pinned: pinnedResource(view.pinned),
    ...receivedResource(view),
    gaps: gapsOf(view.received),
    is_draining: session.status === 'DRAINING',
    pending: counts.PROCESSING ?? 0,
    counts,
    version: view.version,
    created_at: view.createdAt.toISOString(),
    updated_at: view.updatedAt.toISOString(),
  }
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

/** What lies between the ranges, and before the first. */
function gapsOf(received: Received['received']): SessionResource['gaps'] {
  return received.flatMap(([from], index) => {
    const before = received[index - 1]?.[1] ?? 0
    return from - before > 1 ? [{ from: before + 1, to: from - 1, reason: 'NOT_RECEIVED' }] : []
  })
}

export const SESSION_COLUMNS = [
  'session_id',
  'status',
  'title',
  'epoch',
  'next_expected',
  'pending',
  'created_at',
] as const

export function sessionRow(view: SessionView) {
  const { session_id, status, title = '', epoch, next_expected, pending, created_at } = sessionResource(view)
  return { session_id, status, title, epoch, next_expected, pending, created_at }
}
