// Why an open step waits, as far as the step itself tells.
import { type Why, type WhyReason, why } from './why.ts'

export interface StandingStep {
  kind: string
  attempt: number
  dueAt: Date
  hold?: string
}

/**
 * @param ofCampaign a campaign has no timers: what is due later was put off
 * @returns undefined: it does not wait, or it is a timer that nobody waits for
 */
export function whyStep(step: StandingStep, { ofCampaign, since }: { ofCampaign: boolean; since: Date }, now: Date) {
  const later = step.dueAt > now
  if (step.hold !== undefined) {
    const detail = `${step.kind}: ${DETAILS[reasonOfHold(step.hold)]}`
    return why(reasonOfHold(step.hold), detail, since, later ? step.dueAt : undefined)
  }
  return ofCampaign && later ? whyPutOff(step.kind, step, since) : undefined
}

/** A counted try leaves `attempt` above one; an uncounted delay moves `run` alone. */
export function whyPutOff(stage: string, { attempt, dueAt }: Omit<StandingStep, 'kind'>, since: Date): Why {
  if (attempt > 1) return why('UPSTREAM_RETRY', `${stage}: try ${attempt} is due`, since, dueAt)
  return why('BREAKER_OPEN', `${stage}: calls to its upstream are held`, since, dueAt)
}

const DETAILS = {
  BUDGET: 'its budget is spent for now',
  BREAKER_OPEN: 'calls to its upstream are held',
  UPSTREAM_RETRY: 'its upstream could not be asked',
  DRAINING: 'chunks are still to come, or being worked on',
} as const satisfies Partial<Record<WhyReason, string>>

/** What puts off a step says so in these words; whatever else did is tried again. */
export function reasonOfHold(hold: string | undefined): keyof typeof DETAILS {
  return hold !== undefined && hold in DETAILS ? (hold as keyof typeof DETAILS) : 'UPSTREAM_RETRY'
}
