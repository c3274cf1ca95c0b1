// Checks a session configuration against its default skeleton, once that is decided on.
import type { LoadedSetupStep } from '#db/setup/setup-load-step.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import { findConfigErrors } from './find-config-errors.ts'
import type { SetupOutcome } from './setup-engine.ts'

export interface CheckConfigPorts {
  /** undefined: the tenant has none of that id */
  findSkeleton(tenantId: string, id: string): Promise<Skeleton | undefined>
}

type LoadedConfig = Extract<LoadedSetupStep, { kind: 'check-config' }>

/** The decision on the skeleton makes the step due at once; this is only the floor under it. */
const WAIT_FOR_SKELETON_MS = 5000

export function checkConfig({ findSkeleton }: CheckConfigPorts) {
  return async ({ config }: LoadedConfig): Promise<SetupOutcome> => {
    const id = config.defaultSkeletonId
    const skeleton = id === null ? undefined : await findSkeleton(config.tenantId, id)
    if (skeleton?.status === 'CHECKING')
      return { kind: 'put_off', why: 'its skeleton is being checked', delayMs: WAIT_FOR_SKELETON_MS }
    const errors = findConfigErrors(config, skeleton)
    const status = errors.length === 0 ? 'ACTIVE' : 'REFUSED'
    return { kind: 'decided', verdict: { status, errors, placeholders: [], tables: [] } }
  }
}
