// Records what was found in a skeleton that is decided on: findings, the tenant's trail, and the end of the step, in one statement.
import { ORCHESTRATOR } from '#domain/actor.ts'
import type { FoundTemplate, SkeletonStructure } from '#domain/setup/skeleton-structure.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { withTrailEntry } from '../trail/trail-entry.ts'
import type { LoadedSetupStep } from './setup-load-step.ts'
import { setupTrail } from './setup-trail.ts'

/** What is absent stays as it was. */
export interface Findings {
  structure?: { found: SkeletonStructure } | { error: string }
  discovery?: { status: 'DONE'; templates: FoundTemplate[] } | { status: 'FAILED'; error: string }
}

/** @returns false when the step is gone or has another run: somebody was faster */
export async function setupKeepFindings(
  sql: Sql,
  { step }: Exclude<LoadedSetupStep, { kind: 'check-config' }>,
  findings: Findings,
): Promise<boolean> {
  const draft = setupTrail(step.tenantId, { actor: ORCHESTRATOR, ...said(step.subjectId, findings) })
  const written = await withTrailEntry<'written' | 'gone'>(sql, draft, async trail => {
    const parameters = {
      ...{ step: step.id, run: step.run, tenant: step.tenantId, subject: step.subjectId },
      ...{ findings, trail },
    }
    const query = sql.unsafe<{ written: 'written' | 'gone' | 'conflict' }[]>(KEEP, [JSON.stringify(parameters)], {
      prepare: true,
    })
    const [row] = await deadline(query, 6000, 'keeping what was found in a skeleton')
    return row?.written ?? 'conflict'
  })
  return written === 'written'
}

function said(skeletonId: string, { structure, discovery }: Findings) {
  const of = { skeleton_id: skeletonId }
  if (discovery?.status === 'DONE')
    return { action: 'templates.discovered', details: { ...of, templates: discovery.templates.length } }
  if (discovery !== undefined)
    return { action: 'templates.discovery_failed', details: { ...of, error: discovery.error } }
  const error = structure !== undefined && 'error' in structure ? { error: structure.error } : {}
  return { action: 'error' in error ? 'skeleton.unreadable' : 'skeleton.read', details: { ...of, ...error } }
}

const KEEP = 'SELECT governance.keep_findings($1::text::jsonb) AS written'
