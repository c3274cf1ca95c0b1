import { describe, expect, it } from 'vitest'
import type { Campaign, Failure } from '#domain/campaign/campaign.ts'
import { CAMPAIGN_STAGES, type CampaignStage } from '#domain/campaign/campaign-state.ts'
import { allowedCommands, type CampaignCommand, decide } from '#domain/campaign/decide.ts'
import { evolve } from '#domain/campaign/evolve.ts'
import { IllegalTransition } from '#domain/errors.ts'

const facts = { id: 'c', tenantId: 't', executionId: 'e1', retryCount: 0, maxRetries: 3 }
const failureIn = (stage: CampaignStage): Failure => ({ reason: 'UPSTREAM_ERROR', stage, detail: 'd', retryable: true })

const running = (state: CampaignStage): Campaign => ({ ...facts, status: 'running', state })
const failed = (stage: CampaignStage, more: object = {}): Campaign =>
  ({ ...facts, ...more, status: 'failed', state: 'FAILED', failure: failureIn(stage) }) as Campaign

const CAMPAIGNS: Record<string, Campaign> = {
  draft: { ...facts, status: 'draft', state: 'IDLE' },
  ...Object.fromEntries(CAMPAIGN_STAGES.map(stage => [`running ${stage}`, running(stage)])),
  waiting: { ...facts, status: 'waiting', state: 'PUBLISH' },
  completed: { ...facts, status: 'completed', state: 'LEARN' },
  'failed CONTENT_PROD': failed('CONTENT_PROD'),
  'cancelled draft': { ...facts, status: 'cancelled', state: 'IDLE' },
  'cancelled PUBLISH': { ...facts, status: 'cancelled', state: 'PUBLISH' },
}

const changes = [{ type: 'action.ended' as const, actionId: 'a', details: {} }]
const COMMANDS: Record<string, CampaignCommand> = {
  start: { type: 'start', executionId: 'e1' },
  ...Object.fromEntries(
    CAMPAIGN_STAGES.map(stage => [`complete ${stage}`, { type: 'completeStage', stage, note: {} } as const]),
  ),
  ...Object.fromEntries(
    CAMPAIGN_STAGES.map(stage => [
      `retry within ${stage}`,
      { type: 'retryStage', stage, attempt: 1, reason: 'r', detail: 'd', retryInMs: 5 } as const,
    ]),
  ),
  ...Object.fromEntries(
    CAMPAIGN_STAGES.map(stage => [
      `fail ${stage}`,
      { type: 'failStage', failure: failureIn(stage), note: {} } as const,
    ]),
  ),
  'await actions': { type: 'awaitActions', actions: [{ actionId: 'a', channel: 'MOCK:x' }], note: {} },
  'note actions': { type: 'noteActions', changes },
  'settle: published': { type: 'settleActions', changes, verdict: 'published' },
  'settle: nothing': { type: 'settleActions', changes, verdict: failureIn('PUBLISH') },
  cancel: { type: 'cancel', reason: 'r' },
  retry: { type: 'retry', executionId: 'e2', publishedOrUnknown: false, openActions: false },
}

/** given + when → the state after it; every pair that is not here is refused. */
const THEN: Record<string, string> = {
  'draft + start': 'running RADAR_SCAN',
  'draft + cancel': 'cancelled IDLE',
  'running RADAR_SCAN + complete RADAR_SCAN': 'running STRATEGY_GEN',
  'running STRATEGY_GEN + complete STRATEGY_GEN': 'running CONTENT_PROD',
  'running CONTENT_PROD + complete CONTENT_PROD': 'running QUALITY_AUDIT',
  'running QUALITY_AUDIT + complete QUALITY_AUDIT': 'running PUBLISH',
  'running PUBLISH + complete PUBLISH': 'running LEARN',
  'running LEARN + complete LEARN': 'completed LEARN',
  ...Object.fromEntries(
    CAMPAIGN_STAGES.flatMap(stage => [
      [`running ${stage} + retry within ${stage}`, `running ${stage}`],
      [`running ${stage} + fail ${stage}`, 'failed FAILED'],
      [`running ${stage} + cancel`, `cancelled ${stage}`],
    ]),
  ),
  'running PUBLISH + await actions': 'waiting PUBLISH',
  'waiting + note actions': 'waiting PUBLISH',
  'waiting + settle: published': 'running LEARN',
  'waiting + settle: nothing': 'failed FAILED',
  'waiting + cancel': 'cancelled PUBLISH',
  'failed CONTENT_PROD + retry': 'running CONTENT_PROD',
}

const PAIRS = Object.entries(CAMPAIGNS).flatMap(([given, campaign]) =>
  Object.entries(COMMANDS).map(([when, command]) => [`${given} + ${when}`, campaign, command] as const),
)
const LEGAL = PAIRS.filter(([pair]) => THEN[pair] !== undefined)
const ILLEGAL = PAIRS.filter(([pair]) => THEN[pair] === undefined)

describe('a campaign', () => {
  it.each(LEGAL)('%s leads on', (pair, campaign, command) => {
    const after = decide(campaign, command).reduce(evolve, campaign)
    expect(`${after.status} ${after.state}`).toBe(THEN[pair])
  })

  it.each(ILLEGAL)('%s is refused', (_, campaign, command) => {
    expect(() => decide(campaign, command)).toThrow(IllegalTransition)
  })

  it('every pair of the table exists', () => {
    expect(LEGAL.map(([pair]) => pair).sort()).toEqual(Object.keys(THEN).sort())
  })

  it.each(Object.entries(CAMPAIGNS))('%s tells a client exactly the commands that it takes', (_, campaign) => {
    const asked = { start: COMMANDS.start, cancel: COMMANDS.cancel, retry: COMMANDS.retry } as Record<
      string,
      CampaignCommand
    >
    const taken = Object.keys(asked).filter(name => isTaken(campaign, asked[name] as CampaignCommand))
    expect(allowedCommands(campaign).sort()).toEqual(taken.sort())
  })

  it('keeps its execution until a retry gives it another', () => {
    const command = COMMANDS.retry as CampaignCommand
    const campaign = CAMPAIGNS['failed CONTENT_PROD'] as Campaign
    const after = decide(campaign, command).reduce(evolve, campaign)
    expect(after).toMatchObject({ executionId: 'e2', retryCount: 1 })
    expect(after).not.toHaveProperty('failure')
  })
})

describe('a retry', () => {
  const retry = (more: Partial<Extract<CampaignCommand, { type: 'retry' }>>): CampaignCommand => ({
    type: 'retry',
    executionId: 'e2',
    publishedOrUnknown: false,
    openActions: false,
    ...more,
  })

  it.each(CAMPAIGN_STAGES.flatMap(at => CAMPAIGN_STAGES.map(from => [at, from] as const)))(
    'after a failure in %s may start at %s only if that is not later',
    (at, from) => {
      const later = CAMPAIGN_STAGES.indexOf(from) > CAMPAIGN_STAGES.indexOf(at)
      const attempt = () => decide(failed(at), retry({ fromStage: from })).reduce(evolve, failed(at))
      if (later) expect(attempt).toThrow(expect.objectContaining({ code: 'INVALID_STATE' }))
      else expect(attempt()).toMatchObject({ status: 'running', state: from })
    },
  )

  it.each(CAMPAIGN_STAGES)('from %s is ALREADY_PUBLISHED where it would go behind PUBLISH', stage => {
    const attempt = () => decide(failed('LEARN'), retry({ fromStage: stage, publishedOrUnknown: true }))
    const behind = CAMPAIGN_STAGES.indexOf(stage) < CAMPAIGN_STAGES.indexOf('PUBLISH')
    if (behind) expect(attempt).toThrow(expect.objectContaining({ code: 'ALREADY_PUBLISHED' }))
    else expect(attempt()).toHaveLength(2)
  })

  it('is RETRIES_EXHAUSTED when all are used, and says so before anything else of its actions', () => {
    const spent = failed('LEARN', { retryCount: 3 })
    expect(() => decide(spent, retry({ publishedOrUnknown: true }))).toThrow(
      expect.objectContaining({ code: 'RETRIES_EXHAUSTED' }),
    )
    expect(allowedCommands(spent)).toEqual([])
  })

  it('waits for actions under way', () => {
    expect(() => decide(failed('PUBLISH'), retry({ openActions: true }))).toThrow(
      expect.objectContaining({ code: 'INVALID_STATE' }),
    )
  })
})

function isTaken(campaign: Campaign, command: CampaignCommand): boolean {
  try {
    decide(campaign, command)
    return true
  } catch (error) {
    if (error instanceof IllegalTransition) return false
    throw error
  }
}
