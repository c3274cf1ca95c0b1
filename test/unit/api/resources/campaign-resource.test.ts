import { describe, expect, it } from 'vitest'
import {
  CampaignSummaryResource,
  campaignResource,
  campaignRow,
  campaignSummaryResource,
} from '#api/resources/campaign-resource.ts'
import { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { CampaignView } from '#domain/ports/campaign-ledger.ts'

const AT = new Date('2026-11-20T09:00:00Z')
const ID = '0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b'
const view: CampaignView = {
  campaign: {
    id: ID,
    tenantId: ID,
    executionId: ID,
    retryCount: 1,
    maxRetries: 3,
    status: 'completed',
    state: 'LEARN',
  },
  ...{ version: 9, tag: '9.2', status: 'completed' },
  brief: { objective: 'x', budget: { amount_minor: 1, currency: 'EUR' } },
  channels: [{ platform: 'MOCK', account: 'demo' }],
  metadata: { any: ['thing', null, 1.5] },
  ...{ createdAt: AT, updatedAt: AT },
  results: {
    RADAR_SCAN: { signals: [], trends: [] },
    STRATEGY_GEN: {
      ...{ objective: 'x', audience: 'y', message: 'z', hooks: [{ style: 'question', text: 'Why?' }] },
      channels: [{ channel: 'MOCK:demo', angle: 'a', budget_minor: 10 }],
      debate: {
        positions: [{ role: 'CFO', stance: 'against', argument: 'dear', signal_ids: ['s1'], objections: ['too dear'] }],
        verdict: { decision: 'go', reason: 'cheap enough', overruled: ['CFO'] },
      },
      ...{ constraints: [], guardrails: [], governance_hash: 'g', engine: 'rules@1', usage: { cost_minor: 0 } },
    },
    CONTENT_PROD: [{ channel: 'MOCK:demo', text: 'hello', media: [] }],
    QUALITY_AUDIT: { verdict: 'PASS', score: 97, checks: [], rules_version: '1' },
    LEARN: [{ subject: 'hook', finding: 'f', evidence: 'e', confidence: 0.5 }],
  },
  publications: [
    {
      actionId: ID,
      channel: 'MOCK:demo',
      status: 'COMPLETED',
      needsHuman: false,
      platformRefId: '1',
      permalink: 'http://x/1',
    },
    {
      actionId: ID,
      channel: 'MOCK:b',
      status: 'FAILED',
      needsHuman: false,
      error: { code: 'REFUSED', message: 'no', retryable: false },
    },
  ],
  log: [
    {
      seq: 1,
      at: AT.toISOString(),
      subject: ID,
      actor: { sub: 'ada', principal: 'human' },
      action: 'campaign.created',
      details: {},
      prevHash: '0'.repeat(64),
      hash: 'a'.repeat(64),
    },
  ],
}

describe('a campaign as clients see it', () => {
  it('is a CampaignPayload with everything that its stages brought', () => {
    const sent = JSON.parse(JSON.stringify(campaignResource(view)))
    expect(CampaignPayload.parse(sent)).toEqual(sent)
    expect(sent).toMatchObject({
      strategy_brief: { engine: 'rules@1' },
      content: [{ text: 'hello' }],
      quality_report: { verdict: 'PASS' },
      publications: [{ platform_ref_id: '1' }, { error: { code: 'REFUSED', message: 'no' } }],
      learnings: [{ confidence: 0.5 }],
      execution_log: [{ seq: 1, timestamp: AT.toISOString(), actor_service: 'ada', action: 'campaign.created' }],
    })
  })

  it('has all members, empty, before anything has run', () => {
    const sent = JSON.parse(JSON.stringify(campaignResource({ ...view, results: {}, publications: [], log: [] })))
    expect(CampaignPayload.parse(sent)).toMatchObject({
      strategy_brief: null,
      content: [],
      quality_report: null,
      publications: [],
      learnings: [],
    })
  })

  it('that failed says in what, also in a row', () => {
    const failure = { reason: 'QUALITY_GATE' as const, stage: 'QUALITY_AUDIT' as const, detail: 'no', retryable: false }
    const failed: CampaignView = {
      ...view,
      status: 'failed',
      campaign: { ...view.campaign, status: 'failed', state: 'FAILED', failure },
    }
    expect(CampaignSummaryResource.parse(campaignSummaryResource(failed)).failure).toEqual(failure)
    expect(campaignRow(failed)).toMatchObject({
      failure_reason: 'QUALITY_GATE',
      failure_stage: 'QUALITY_AUDIT',
      channels: 'MOCK:demo',
    })
  })
})
