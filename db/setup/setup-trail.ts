// The one chain that all changes of a tenant's session setup stand on: configurations, skeletons, quota.
import type { Actor } from '#domain/actor.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import { type TrailDraft, trailId } from '../trail/trail-entry.ts'

export function setupTrail(
  tenantId: string,
  entry: { actor: Actor; action: string; details: Record<string, unknown> },
): TrailDraft {
  const { actor, action } = entry
  // As it will be read again: what JSON leaves out is not hashed either.
  const details = JSON.parse(JSON.stringify(entry.details)) as JsonObject
  return { id: trailId('setup', tenantId), tenantId, kind: 'setup', actor, action, details }
}
