// What the next step of a campaign will load is known when the step before it is recorded: kept for a moment, it saves the load.
// It may be stale by then; the compare-and-set on the version finds that out, as it does for a row that was loaded too early.
import type { LoadedCampaignStep } from '#db/campaign/campaign-load-steps.ts'

export interface NextSteps {
  keep(next: LoadedCampaignStep): void
  /** Gives it away, once; undefined: not known here, or it is another run of the step. */
  take(stepId: string, run: number): LoadedCampaignStep | undefined
}

/**
 * @param forMs kept so long at least and twice as long at most: a step that is taken later may have been cancelled meanwhile,
 * and its handler should not be called in vain; what another process has taken must not pile up here
 */
export function rememberNext(forMs = 500, now: () => number = Date.now): NextSteps {
  let young = new Map<string, LoadedCampaignStep>()
  let old = new Map<string, LoadedCampaignStep>()
  let sinceMs = now()

  const age = () => {
    const passedMs = now() - sinceMs
    if (passedMs < forMs) return
    old = passedMs < 2 * forMs ? young : new Map()
    young = new Map()
    sinceMs = now()
  }

  return {
    keep(next) {
      age()
      young.set(next.step.id, next)
    },
    take(stepId, run) {
      age()
      const found = young.get(stepId) ?? old.get(stepId)
      if (found === undefined) return undefined
      young.delete(stepId)
      old.delete(stepId)
      return found.step.run === run ? found : undefined
    },
  }
}
