import { describe, expect, it } from 'vitest'
import type { CampaignAction } from '#db/campaign/campaign-actions.ts'
import type { ActionStatus } from '#domain/action/action-status.ts'
import type { Campaign } from '#domain/campaign/campaign.ts'
import { planPublishCheck } from '#workers/campaign/plan-publish-check.ts'

const facts = { id: 'c', tenantId: 't', executionId: 'e', retryCount: 0, maxRetries: 3 }
const waiting: Campaign = { ...facts, status: 'waiting', state: 'PUBLISH' }
const news = [{ type: 'action.decided' as const, actionId: 'a', details: {} }]

const action = (status: ActionStatus, untold: CampaignAction['untold'] = []): CampaignAction => ({
  id: 'a',
  channel: 'MOCK:x',
  status,
  version: 1,
  executionId: 'e',
  untold,
})

const standing = (plan: ReturnType<typeof planPublishCheck>) =>
  plan && [plan.campaign.status, plan.campaign.state, plan.steps.map(step => step.kind)]

describe('the wake of a waiting campaign', () => {
  it.each<[string, ActionStatus[], unknown[]]>([
    ['one published', ['COMPLETED'], ['running', 'LEARN', ['learn']]],
    ['one published, the rest not', ['COMPLETED', 'REJECTED', 'FAILED'], ['running', 'LEARN', ['learn']]],
    ['all rejected', ['REJECTED', 'REJECTED'], ['failed', 'FAILED', ['release-spend']]],
    ['none published', ['EXPIRED', 'FAILED', 'MISSED', 'CANCELLED'], ['failed', 'FAILED', ['release-spend']]],
  ])('settles it: %s', (_, statuses, expected) => {
    expect(
      standing(
        planPublishCheck(
          waiting,
          statuses.map(status => action(status)),
        ),
      ),
    ).toEqual(expected)
  })

  it.each<[string, string, ActionStatus[]]>([
    ['PUBLICATION_REJECTED', 'only where people rejected all of it', ['REJECTED', 'REJECTED']],
    ['PUBLICATION_FAILED', 'where something else ended one', ['REJECTED', 'EXPIRED']],
    ['PUBLICATION_FAILED', 'where there was nothing', []],
  ])('fails it as %s %s', (reason, _, statuses) => {
    const plan = planPublishCheck(
      waiting,
      statuses.map(status => action(status)),
    )
    expect(plan?.campaign).toMatchObject({ status: 'failed', failure: { reason, stage: 'PUBLISH', retryable: true } })
  })

  it('judges a retry by its own actions: what failed before does not hide that people rejected it now', () => {
    const before = { ...action('FAILED'), executionId: 'an earlier one' }
    expect(planPublishCheck(waiting, [before, action('REJECTED')])?.campaign).toMatchObject({
      failure: { reason: 'PUBLICATION_REJECTED' },
    })
    const published = { ...action('COMPLETED'), executionId: 'an earlier one' }
    expect(standing(planPublishCheck(waiting, [published, action('REJECTED')]))).toEqual([
      'running',
      'LEARN',
      ['learn'],
    ])
  })

  it('tells its news once, and waits on', () => {
    const plan = planPublishCheck(waiting, [action('QUEUED', news), action('COMPLETED')])
    expect(standing(plan)).toEqual(['waiting', 'PUBLISH', []])
    expect(plan?.events).toEqual([{ type: 'action.decided', actionId: 'a', details: {} }])
  })

  it.each<[string, Campaign, CampaignAction[]]>([
    ['there is no news', waiting, [action('QUEUED')]],
    ['an outcome is unknown', waiting, [action('OUTCOME_UNKNOWN'), action('COMPLETED')]],
    ['it is cancelled', { ...facts, status: 'cancelled', state: 'PUBLISH' }, [action('CANCELLED', news)]],
    ['another wake has settled it', { ...facts, status: 'running', state: 'LEARN' }, [action('COMPLETED', news)]],
  ])('does nothing when %s', (_, campaign, actions) => {
    expect(planPublishCheck(campaign, actions)).toBeUndefined()
  })
})
