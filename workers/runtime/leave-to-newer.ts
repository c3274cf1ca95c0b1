// Steps that a newer version of the program has written are left to it: given back as they were, whoever delivered them here.
import { type JobVersions, understands } from '#queues/job-versions.ts'

export interface OfferedStep {
  id: string
  run: number
  kind: string
  version: number
}

export interface LeaveToNewerPorts {
  versions: JobVersions
  giveBack(step: { id: string; run: number }): Promise<void>
  /** Told of each. */
  met(kind: string, version: number): void
}

/** @returns gives a step back unless it is understood here; true: it is gone */
export function leaveToNewer({ versions, giveBack, met }: LeaveToNewerPorts): (step: OfferedStep) => Promise<boolean> {
  return async step => {
    if (understands(versions, step)) return false
    await giveBack(step)
    met(step.kind, step.version)
    return true
  }
}
