// What a stage's outcome makes of its campaign: events, result, next steps, or another try. Pure.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { LoadedCampaignStep } from '#db/campaign/campaign-load-steps.ts'
import type { Campaign } from '#domain/campaign/campaign.ts'
import type { CampaignStage } from '#domain/campaign/campaign-state.ts'
import { type CampaignCommand, decide } from '#domain/campaign/decide.ts'
import type { CampaignEvent } from '#domain/campaign/event.ts'
import { evolve } from '#domain/campaign/evolve.ts'
import { stepOfStage } from '#domain/campaign/step-of-stage.ts'
import { type ActionDraft, backoffMs, type Outcome } from '#domain/outcome.ts'
import type { NewStep } from '#domain/step.ts'

export interface Plan {
  campaign: Campaign
  events: CampaignEvent[]
  result?: { stage: CampaignStage; body: unknown }
  drafts: ActionDraft[]
  steps: NewStep[]
  keep?: { delayMs: number; counted: boolean }
}

export interface PlanOptions {
  /** Tries of one stage, all in all. */
  attempts: number
  /** In [0, 1). */
  random: number
  /** How long the handler took, milliseconds. */
  tookMs: number
}

/** @returns undefined when the campaign is not in this stage any more: there is nothing to do */
export function planStageOutcome(
  { step, record }: LoadedCampaignStep,
  stage: CampaignStage,
  outcome: Exclude<Outcome<unknown>, { kind: 'defer' }>,
  options: PlanOptions,
): Plan | undefined {
  const before = record.campaign
  if (before.status !== 'running' || before.state !== stage || before.executionId !== step.executionId) return undefined
  const command = commandOf(stage, step.attempt, outcome, options)
  const events = decide(before, command)
  const campaign = events.reduce(evolve, before)
  return {
    campaign,
    events,
    ...(outcome.kind === 'retry' || outcome.result === undefined ? {} : { result: { stage, body: outcome.result } }),
    drafts: outcome.kind === 'wait' ? outcome.actions : [],
    steps: nextSteps(campaign, stage, outcome),
    ...(command.type === 'retryStage' ? { keep: { delayMs: command.retryInMs, counted: true } } : {}),
  }
}

function commandOf(
  stage: CampaignStage,
  attempt: number,
  outcome: Exclude<Outcome<unknown>, { kind: 'defer' }>,
  options: PlanOptions,
): CampaignCommand {
  const note = { attempt, took_ms: Math.round(options.tookMs) }
  switch (outcome.kind) {
    case 'advance':
      return { type: 'completeStage', stage, note: { ...note, ...outcome.note } }
    case 'wait': {
      const actions = outcome.actions.map(({ id, platform, account }) => ({
        actionId: id,
        channel: `${platform}:${account}`,
      }))
      return { type: 'awaitActions', actions, note: { ...note, ...outcome.note } }
    }
    case 'stop': {
      const { reason, detail, retryable } = outcome
      return { type: 'failStage', failure: { reason, stage, detail, retryable }, note: { ...note, ...outcome.note } }
    }
    case 'retry': {
      const { reason, detail, retryAfterMs } = outcome
      if (attempt >= options.attempts)
        return {
          type: 'failStage',
          failure: { reason, stage, detail: `${detail} (tried ${attempt} times)`, retryable: true },
          note,
        }
      const retryInMs = backoffMs(attempt, options.random, retryAfterMs === undefined ? {} : { retryAfterMs })
      return { type: 'retryStage', stage, attempt, reason, detail, retryInMs }
    }
    default:
      return outcome satisfies never
  }
}

function nextSteps(campaign: Campaign, stage: CampaignStage, outcome: Outcome<unknown>): NewStep[] {
  if (campaign.status === 'running' && campaign.state !== stage)
    return [{ id: uuid(), subjectId: campaign.id, kind: stepOfStage(campaign.state) }]
  const looksAtOnce = outcome.kind === 'wait' && (outcome.carriedOver || outcome.actions.length === 0)
  return looksAtOnce ? [{ id: uuid(), subjectId: campaign.id, kind: 'publish-check' }] : []
}
