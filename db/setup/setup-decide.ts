// Records what a check found: the status, the tenant's trail, and the end of the step, all in one statement.
import { ORCHESTRATOR } from '#domain/actor.ts'
import type { SetupVerdict } from '#domain/setup/setup.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { withTrailEntry } from '../trail/trail-entry.ts'
import type { LoadedSetupStep } from './setup-load-step.ts'
import { setupTrail } from './setup-trail.ts'

/** What stands in a skeleton; of a configuration nothing is found. */
export interface SetupFindings {
  placeholders: string[]
  tables: string[]
}

/** @returns false when the step is gone or has another run: somebody was faster */
export async function setupDecide(
  sql: Sql,
  loaded: LoadedSetupStep,
  verdict: SetupVerdict & SetupFindings,
): Promise<boolean> {
  const { step, kind } = loaded
  const { status, errors, placeholders, tables } = verdict
  const draft = setupTrail(step.tenantId, {
    actor: ORCHESTRATOR,
    action: `${kind === 'check-config' ? 'config' : 'skeleton'}.${status === 'ACTIVE' ? 'activated' : 'refused'}`,
    details: { ...nameOf(loaded), ...(errors.length === 0 ? {} : { errors }) },
  })
  const written = await withTrailEntry<'written' | 'gone'>(sql, draft, async trail => {
    const parameters = {
      ...{ kind, step: step.id, run: step.run, tenant: step.tenantId, subject: step.subjectId },
      ...{ status, errors, placeholders, tables, trail },
    }
    const query = sql.unsafe<{ written: 'written' | 'gone' | 'conflict' }[]>(DECIDE, [JSON.stringify(parameters)], {
      prepare: true,
    })
    const [row] = await deadline(query, 6000, 'deciding on what was handed in')
    return row?.written ?? 'conflict'
  })
  return written === 'written'
}

function nameOf(loaded: LoadedSetupStep) {
  if (loaded.kind === 'check-config') return { config_id: loaded.config.id, version: loaded.config.version }
  return { skeleton_id: loaded.skeleton.id, sha256: loaded.skeleton.sha256 }
}

const DECIDE = 'SELECT governance.decide_setup($1::text::jsonb) AS written'
