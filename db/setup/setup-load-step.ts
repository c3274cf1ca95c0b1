// Loads the open step of a check with what was handed in.
import type { ConfigVersion, Skeleton } from '#domain/setup/setup.ts'
import type { Step } from '#domain/step.ts'
import { type StepColumns, toStep } from '../campaign/campaign-load-steps.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'
import { CONFIG_VERSION_COLUMNS, type ConfigVersionRow, toConfigVersion } from './config-version-row.ts'
import { SKELETON_COLUMNS, type SkeletonRow, toSkeleton } from './skeleton-row.ts'

export type LoadedSetupStep =
  | { kind: 'check-config'; step: Step; config: ConfigVersion }
  | { kind: SkeletonStep; step: Step; skeleton: Skeleton }

/** What is done with a skeleton: the check decides on it, the others look once more. */
export type SkeletonStep = 'check-skeleton' | 'read-skeleton' | 'discover-templates'

/** @returns undefined once the step is closed */
export async function setupLoadStep(sql: Sql, stepId: string): Promise<LoadedSetupStep | undefined> {
  const [config, skeleton] = await Promise.all([
    deadline(sql.unsafe<(StepColumns & ConfigVersionRow)[]>(OF_CONFIG, [stepId], { prepare: true }), 6000, LOADING),
    deadline(sql.unsafe<(StepColumns & SkeletonRow)[]>(OF_SKELETON, [stepId], { prepare: true }), 6000, LOADING),
  ])
  if (config[0] !== undefined)
    return { kind: 'check-config', step: toStep(config[0]), config: toConfigVersion(config[0]) }
  if (skeleton[0] !== undefined)
    return {
      kind: skeleton[0].step_kind as SkeletonStep, // no other kind of step has a skeleton for its subject
      ...{ step: toStep(skeleton[0]), skeleton: toSkeleton(skeleton[0]) },
    }
  return undefined
}

const LOADING = 'loading what is to be checked'

const STEP =
  's.id AS step_id, s.kind AS step_kind, s.execution_id AS step_execution, s.version AS step_version, s.run, s.attempt, s.trace'

const OF_CONFIG = `
SELECT ${STEP}, ${CONFIG_VERSION_COLUMNS}
FROM steps s
JOIN tenant_config_versions c ON c.id = s.subject_id
WHERE s.id = $1::uuid`

const OF_SKELETON = `
SELECT ${STEP}, ${SKELETON_COLUMNS}
FROM steps s
JOIN tenant_skeletons k ON k.id = s.subject_id
WHERE s.id = $1::uuid`
