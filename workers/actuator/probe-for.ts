// Asks the platform what became of an attempt, with everything that is known to go by.
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { KeptProbe } from '#db/attempt/attempt-keep-probe.ts'
import type { AttemptToResolve } from '#db/attempt/attempt-open.ts'
import type { Checkpoints, PlatformPort, ProbeResult } from '#domain/ports/platform.ts'
import { postOf } from './post-of.ts'

export interface ProbePorts {
  platformOf(platform: string): PlatformPort
  checkpointsOf(loaded: LoadedActionStep): Promise<Checkpoints>
  /** A person may have to decide by what was found. */
  keepProbe(probe: KeptProbe): Promise<void>
}

export async function probeFor(
  { platformOf, checkpointsOf, keepProbe }: ProbePorts,
  loaded: LoadedActionStep,
  attempt: AttemptToResolve,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const clues = {
    known: new Set(attempt.known),
    handles: (await checkpointsOf(loaded)).all(),
    echoes: attempt.echoes,
    sinceMs: attempt.firstStartedAt.getTime(),
  }
  const { id: actionId, tenantId, platform } = loaded.record.action
  const result = await platformOf(platform).probe(postOf(loaded), clues, signal)
  await keepProbe({ attemptId: attempt.id, actionId, tenantId, result })
  return result
}
