// What waits, as the board shows it, by the same rules that answer `why` in the API.
import type { ForHuman, OpenStep } from '#domain/ports/operations-ledger.ts'
import type { StepKind } from '#domain/step.ts'
import type { Why, WhyReason } from '#domain/why/why.ts'
import { type ActionStanding, whyAction } from '#domain/why/why-action.ts'
import { whyGivenUp } from '#domain/why/why-session.ts'
import { whyStep } from '#domain/why/why-step.ts'
import { JOBS } from '#queues/topology.ts'
import { type SubjectAddress, subjectAddress } from '../pages/subject-address.ts'

/** In the order in which they are shown: first what somebody has to do something about. */
export const WAIT_REASONS = [
  'NEEDS_HUMAN',
  'AWAITING_APPROVAL',
  'AWAITING_COMMAND',
  'ENTERPRISE_REFUSED',
  'KILL_SWITCH',
  'ACCOUNT_CLOSED',
  'PLATFORM_LIMIT',
  'BUDGET',
  'BREAKER_OPEN',
  'UPSTREAM_RETRY',
  'RECONCILING',
  'DRAINING',
  'SCHEDULED',
  'QUEUED',
] as const satisfies readonly WhyReason[]
export type WaitReason = (typeof WAIT_REASONS)[number]

// Does not compile when a reason is forgotten.
true satisfies [WhyReason] extends [WaitReason | 'RUNNING' | 'FINAL'] ? true : never

export interface WaitingRow extends Omit<Why, 'reason'> {
  reason: WaitReason
  subject: SubjectAddress
  tenant: string
  /** The state of an action or session; a campaign's is the stage that waits. */
  state: string
  kind?: StepKind
  step?: string
  attempt?: number
  platform?: string
  account?: string
}

/** @returns undefined: it runs, has ended, is a timer */
export function waitingRow(step: OpenStep, now: Date): WaitingRow | undefined {
  const { id, kind, tenantId: tenant, attempt, action } = step
  // A newer version's kind, while both run side by side, is for its own board to explain.
  if (!(kind in JOBS) || JOBS[kind].subject === 'watch') return undefined
  const shown = { subject: subjectAddress(step), tenant, kind, step: id, attempt }
  if (action !== undefined) {
    const found = whyAction(action, now)
    // What needs a person has an index of its own, and is counted and listed from there.
    if (!isWaiting(found) || found.reason === 'NEEDS_HUMAN') return undefined
    return { ...found, ...shown, ...ofAction(action) }
  }
  const ofCampaign = JOBS[kind].subject === 'campaign'
  const found = whyStep(step, { ofCampaign, since: step.openedAt }, now)
  return found !== undefined && isWaiting(found) ? { ...found, ...shown, state: kind } : undefined
}

export function humanRow(one: ForHuman, now: Date): WaitingRow | undefined {
  const shown = {
    subject: { kind: one.subject, id: one.id, path: `${PATHS[one.subject]}/${one.id}` },
    tenant: one.tenantId,
  }
  if (one.subject === 'session') {
    const found = whyGivenUp(one.detail, one.since)
    return isWaiting(found) ? { ...found, ...shown, state: one.status } : undefined
  }
  const found = whyAction(one.standing, now)
  return isWaiting(found) ? { ...found, ...shown, ...ofAction(one.standing) } : undefined
}

const PATHS = { action: 'actions', session: 'session' } as const

function ofAction({ view: { action } }: ActionStanding) {
  return { state: action.status, platform: action.platform, account: action.account }
}

function isWaiting(found: Why): found is Why & { reason: WaitReason } {
  return found.reason !== 'RUNNING' && found.reason !== 'FINAL'
}
