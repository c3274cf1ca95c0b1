// Which steps follow from what happened to an action.
import type { NewStep, StepKind } from '../step.ts'
import type { Action } from './action.ts'
import { isFinalActionStatus, type Platform } from './action-status.ts'
import type { ActionEvent } from './event.ts'

/** Who sends an action of a platform. Platforms still without one are refused at propose. */
export const EXECUTE_STEP = { MOCK: 'execute-mock' } as const satisfies Partial<Record<Platform, StepKind>>
export const PREPARE_STEP = { MOCK: 'prepare-mock' } as const satisfies Partial<Record<Platform, StepKind>>

export type ConnectedPlatform = keyof typeof EXECUTE_STEP
export const CONNECTED_PLATFORMS = Object.keys(EXECUTE_STEP) as ConnectedPlatform[]

/**
 * @param action after the events
 * @param now milliseconds since the epoch
 * @param newId makes step ids
 */
export function stepsAfterEvents(
  action: Action,
  events: readonly ActionEvent[],
  options: { now: number; newId: () => string },
): NewStep[] {
  const { now, newId } = options
  const steps: NewStep[] = []
  const add = (kind: StepKind, subjectId: string, dueInMs = 0) => steps.push({ id: newId(), subjectId, kind, dueInMs })
  const execute = EXECUTE_STEP[action.platform as ConnectedPlatform]
  for (const event of events) {
    if (event.type === 'action.edited') {
      add('expire', action.id, Math.max(0, Date.parse(action.expiresAt) - now))
      if (action.digest === undefined) add(PREPARE_STEP[action.platform as ConnectedPlatform], action.id)
    }
    if (event.type === 'action.queued') add(execute, action.id)
    if (event.type === 'action.scheduled') add(execute, action.id, Math.max(0, Date.parse(event.until) - now))
    if (event.type === 'action.rate_limited') add(execute, action.id, Math.max(0, Date.parse(event.until) - now))
  }
  const wakes = events.some(event => WAKING.has(event.type)) || isFinalActionStatus(action.status)
  if (wakes && action.campaignId !== undefined && events.length > 0) add('publish-check', action.campaignId)
  return steps
}

/** What the campaign of an action wants to know at once; its endings are waking anyway. */
const WAKING: ReadonlySet<ActionEvent['type']> = new Set(['action.approved', 'action.needs_human', 'attempt.unknown'])
