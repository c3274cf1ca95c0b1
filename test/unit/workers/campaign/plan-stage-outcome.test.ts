import { describe, expect, it } from 'vitest'
import type { LoadedCampaignStep } from '#db/campaign/campaign-load-steps.ts'
import type { Campaign } from '#domain/campaign/campaign.ts'
import { CAMPAIGN_STAGES, type CampaignStage } from '#domain/campaign/campaign-state.ts'
import { stepOfStage } from '#domain/campaign/step-of-stage.ts'
import type { ActionDraft } from '#domain/outcome.ts'
import { planStageOutcome } from '#workers/campaign/plan-stage-outcome.ts'

const OPTIONS = { attempts: 5, random: 0.5, tookMs: 12.4 }
const draft = {
  id: 'a',
  platform: 'MOCK',
  account: 'x',
  payload: { content_text: 't' },
  governanceHash: 'g',
} as ActionDraft
const retry = { kind: 'retry', reason: 'UPSTREAM_ERROR', detail: 'answered 503' } as const

function loaded(state: CampaignStage, { attempt = 1, campaign = {} }: { attempt?: number; campaign?: object } = {}) {
  const before = { id: 'c', tenantId: 't', executionId: 'e', retryCount: 0, maxRetries: 3, status: 'running', state }
  return {
    step: { id: 's', executionId: 'e', run: attempt, attempt },
    record: { campaign: { ...before, ...campaign } as Campaign },
  } as LoadedCampaignStep
}

describe('what a stage’s outcome makes of its campaign', () => {
  it.each(CAMPAIGN_STAGES.slice(0, -1))('advance in %s closes the step and opens the next', stage => {
    const plan = planStageOutcome(loaded(stage), stage, { kind: 'advance', result: { r: 1 } }, OPTIONS)
    const next = CAMPAIGN_STAGES[CAMPAIGN_STAGES.indexOf(stage) + 1] as CampaignStage
    expect(plan?.campaign).toMatchObject({ status: 'running', state: next })
    expect(plan?.steps.map(step => step.kind)).toEqual([stepOfStage(next)])
    expect(plan?.result).toEqual({ stage, body: { r: 1 } })
    expect(plan?.keep).toBeUndefined()
  })

  it('advance in LEARN completes it, and nothing follows', () => {
    const plan = planStageOutcome(loaded('LEARN'), 'LEARN', { kind: 'advance', result: [] }, OPTIONS)
    expect([plan?.campaign.status, plan?.steps]).toEqual(['completed', []])
  })

  it.each([1, 2, 3, 4])('retry at try %i of 5 keeps the step, counted, with backoff', attempt => {
    const plan = planStageOutcome(loaded('RADAR_SCAN', { attempt }), 'RADAR_SCAN', retry, OPTIONS)
    expect(plan?.keep).toEqual({ delayMs: 500 * 2 ** attempt, counted: true })
    expect(plan?.events).toMatchObject([{ type: 'stage.retrying', attempt, reason: 'UPSTREAM_ERROR' }])
    expect([plan?.campaign.status, plan?.steps, plan?.result]).toEqual(['running', [], undefined])
  })

  it('the last retry fails it, and says how often it was tried', () => {
    const plan = planStageOutcome(loaded('RADAR_SCAN', { attempt: 5 }), 'RADAR_SCAN', retry, OPTIONS)
    expect(plan?.campaign).toMatchObject({
      status: 'failed',
      failure: {
        reason: 'UPSTREAM_ERROR',
        stage: 'RADAR_SCAN',
        detail: 'answered 503 (tried 5 times)',
        retryable: true,
      },
    })
    expect(plan?.keep).toBeUndefined()
  })

  it('a retry waits as long as the upstream wished', () => {
    const outcome = { ...retry, retryAfterMs: 90_000 }
    expect(planStageOutcome(loaded('LEARN'), 'LEARN', outcome, OPTIONS)?.keep?.delayMs).toBe(90_000)
  })

  it('stop fails it and keeps a result that explains it', () => {
    const outcome = { kind: 'stop', reason: 'QUALITY_GATE', detail: 'd', retryable: false, result: { r: 1 } } as const
    const plan = planStageOutcome(loaded('QUALITY_AUDIT'), 'QUALITY_AUDIT', outcome, OPTIONS)
    expect(plan?.campaign).toMatchObject({
      status: 'failed',
      failure: { reason: 'QUALITY_GATE', stage: 'QUALITY_AUDIT' },
    })
    expect(plan?.result).toEqual({ stage: 'QUALITY_AUDIT', body: { r: 1 } })
  })

  it('wait proposes its actions and holds no step', () => {
    const outcome = { kind: 'wait', result: {}, actions: [draft], carriedOver: false } as const
    const plan = planStageOutcome(loaded('PUBLISH'), 'PUBLISH', { ...outcome, actions: [draft] }, OPTIONS)
    expect(plan).toMatchObject({ campaign: { status: 'waiting' }, drafts: [draft], steps: [] })
    expect(plan?.events.map(event => event.type)).toEqual(['action.proposed', 'stage.waiting'])
  })

  it.each([
    ['actions of before are still of use', { actions: [draft], carriedOver: true }],
    ['there is nothing to wait for', { actions: [], carriedOver: false }],
  ])('wait looks at once when %s', (_, more) => {
    const plan = planStageOutcome(loaded('PUBLISH'), 'PUBLISH', { kind: 'wait', result: {}, ...more }, OPTIONS)
    expect(plan?.steps.map(step => step.kind)).toEqual(['publish-check'])
  })

  it.each([
    ['was cancelled', { status: 'cancelled' }],
    ['is in another stage', { state: 'LEARN' }],
    ['is in another execution', { executionId: 'e2' }],
    ['waits already', { status: 'waiting', state: 'PUBLISH' }],
  ])('nothing, when it %s meanwhile', (_, campaign) => {
    const late = loaded('RADAR_SCAN', { campaign })
    expect(planStageOutcome(late, 'RADAR_SCAN', { kind: 'advance', result: {} }, OPTIONS)).toBeUndefined()
  })
})
