// What a skeleton is made of and what was discovered in it, as its tenant sees it.
import type { DiscoveryResource, StructureResource } from '#contracts/skeleton-structure.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import type { SkeletonFindings, TemplateDiscovery } from '#domain/setup/skeleton-structure.ts'

export function structureResource(skeleton: Skeleton, findings: SkeletonFindings): StructureResource {
  const { structure, structureError, readAt } = findings
  return {
    skeleton_id: skeleton.id,
    status: statusOf(findings),
    read_at: readAt?.toISOString() ?? null,
    error: structureError,
    outline: structure?.outline ?? null,
    styles: structure?.styles ?? null,
    truncated: structure?.truncated ?? false,
    placeholders: skeleton.placeholders,
    tables: skeleton.tables,
  }
}

function statusOf({ reading, structure, structureError }: SkeletonFindings): StructureResource['status'] {
  if (reading) return 'READING'
  if (structure !== null) return 'READ'
  return structureError === null ? 'NOT_READ' : 'FAILED'
}

export function discoveryResource({ status, at, error, templatesAt }: TemplateDiscovery): DiscoveryResource {
  return { status, at: at?.toISOString() ?? null, error, templates_at: templatesAt?.toISOString() ?? null }
}
