// Asks the platform what became of an attempt, with everything that is known to go by.
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { OpenAttempt } from '#db/attempt/attempt-open.ts'
import type { Checkpoints, PlatformPort, ProbeResult } from '#domain/ports/platform.ts'
import { postOf } from './post-of.ts'

export interface ProbePorts {
  platformOf(platform: string): PlatformPort
  checkpointsOf(loaded: LoadedActionStep): Promise<Checkpoints>
}

export async function probeFor(
  { platformOf, checkpointsOf }: ProbePorts,
  loaded: LoadedActionStep,
  attempt: OpenAttempt,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const clues = {
    known: new Set(attempt.known),
    handles: (await checkpointsOf(loaded)).all(),
    echoes: attempt.echoes,
    sinceMs: attempt.firstStartedAt.getTime(),
  }
  return platformOf(loaded.record.action.platform).probe(postOf(loaded), clues, signal)
}
