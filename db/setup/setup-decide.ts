// Records what a check found: the status, the tenant's trail, and the end of the step, all in one statement.
import { randomUUIDv7 as uuid } from 'node:crypto'
import { ORCHESTRATOR } from '#domain/actor.ts'
import type { SetupVerdict } from '#domain/setup/setup.ts'
import type { Dispatchable } from '#queues/dispatcher.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { stepRow } from '../step/new-step-rows.ts'
import { withTrailEntry } from '../trail/trail-entry.ts'
import type { Findings } from './setup-keep-findings.ts'
import type { LoadedSetupStep } from './setup-load-step.ts'
import { setupTrail } from './setup-trail.ts'

/** What stands in a skeleton; of a configuration nothing is found. */
export interface SetupFindings {
  placeholders: string[]
  tables: string[]
  structure?: Findings['structure']
}

/**
 * A skeleton that is ACTIVE is asked about next: which templates it has.
 * @returns the steps that are open now; undefined when the step is gone or has another run: somebody was faster
 */
export async function setupDecide(
  sql: Sql,
  loaded: LoadedSetupStep,
  verdict: SetupVerdict & SetupFindings,
): Promise<Dispatchable[] | undefined> {
  const { step, kind } = loaded
  const { status, errors, placeholders, tables, structure } = verdict
  const asksIngest = kind === 'check-skeleton' && status === 'ACTIVE'
  const next = asksIngest ? [{ id: uuid(), subjectId: step.subjectId, kind: 'discover-templates' } as const] : []
  const draft = setupTrail(step.tenantId, {
    actor: ORCHESTRATOR,
    action: `${kind === 'check-config' ? 'config' : 'skeleton'}.${status === 'ACTIVE' ? 'activated' : 'refused'}`,
    details: { ...nameOf(loaded), ...(errors.length === 0 ? {} : { errors }) },
  })
  const written = await withTrailEntry<'written' | 'gone'>(sql, draft, async trail => {
    const parameters = {
      ...{ kind, step: step.id, run: step.run, tenant: step.tenantId, subject: step.subjectId },
      ...{ status, errors, placeholders, tables, trail },
      ...(structure === undefined ? {} : { findings: { structure } }),
      next: next.map(one =>
        stepRow(step.subjectId, one, { tenant: step.tenantId, execution: step.subjectId, trace: step.trace }),
      ),
    }
    const query = sql.unsafe<{ written: 'written' | 'gone' | 'conflict' }[]>(DECIDE, [JSON.stringify(parameters)], {
      prepare: true,
    })
    const [row] = await deadline(query, 6000, 'deciding on what was handed in')
    return row?.written ?? 'conflict'
  })
  if (written !== 'written') return undefined
  const { tenantId, trace } = step
  return next.map(one => ({ ...one, run: 1, tenantId, ...(trace === undefined ? {} : { trace }) }))
}

function nameOf(loaded: LoadedSetupStep) {
  if (loaded.kind === 'check-config') return { config_id: loaded.config.id, version: loaded.config.version }
  return { skeleton_id: loaded.skeleton.id, sha256: loaded.skeleton.sha256 }
}

const DECIDE = 'SELECT governance.decide_setup($1::text::jsonb) AS written'
