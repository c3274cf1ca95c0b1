// What was found in a skeleton beside the verdict on it, and what is still to be looked for.
import type { Reader } from '#domain/ports/page.ts'
import type { FoundTemplate, SkeletonFindings, SkeletonStructure } from '#domain/setup/skeleton-structure.ts'
import type { Read } from '../connection/with-reader.ts'

/** @returns undefined: the reader has no such skeleton */
export function skeletonFindingsFind(read: Read) {
  return async (reader: Reader, skeletonId: string): Promise<SkeletonFindings | undefined> => {
    const [row] = await read<Row>(reader, FIND, [skeletonId])
    return row && toFindings(row)
  }
}

interface Row {
  structure: SkeletonStructure | null
  structure_error: string | null
  read_at: Date | null
  reading: boolean
  discovery: 'DONE' | 'FAILED' | null
  discovery_error: string | null
  discovered_at: Date | null
  templates: FoundTemplate[] | null
  templates_at: Date | null
  asking: boolean
}

function toFindings(row: Row): SkeletonFindings {
  return {
    structure: row.structure,
    structureError: row.structure_error,
    readAt: row.read_at,
    reading: row.reading,
    discovery: {
      status: row.asking ? 'ASKED' : (row.discovery ?? 'NONE'),
      at: row.discovered_at,
      error: row.discovery_error,
      templates: row.templates ?? [],
      templatesAt: row.templates_at,
    },
  }
}

const FIND = `
SELECT f.structure, f.structure_error, f.read_at, f.discovery, f.discovery_error, f.discovered_at, f.templates, f.templates_at,
  EXISTS (SELECT 1 FROM steps s WHERE s.subject_id = k.id AND s.kind IN ('check-skeleton', 'read-skeleton')) AS reading,
  EXISTS (SELECT 1 FROM steps s WHERE s.subject_id = k.id AND s.kind = 'discover-templates') AS asking
FROM tenant_skeletons k
LEFT JOIN skeleton_findings f ON f.skeleton_id = k.id
WHERE k.id = $1::uuid`
