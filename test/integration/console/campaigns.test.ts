// The console's campaigns: the list, one of them, and what may be asked of it, through its pages.
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleRig, openConsoleRig, type Visitor } from '#test/support/console-rig.ts'
import { goodReport, goodStrategy } from '#test/support/good-answers.ts'
import { type PlantedCampaign, plantCampaign } from '#test/support/plant-campaign.ts'

const TENANT = uuid()
let rig: ConsoleRig
let ann: Visitor
beforeAll(async () => {
  rig = await openConsoleRig(TENANT)
  ann = await rig.signIn('ann')
})
afterAll(() => rig?.close())

const plant = (campaign: Omit<PlantedCampaign, 'tenantId'>) =>
  plantCampaign(rig.database.owner, { tenantId: TENANT, ...campaign })
const FAILED = {
  ...({ state: 'FAILED', status: 'failed' } as const),
  failure: { reason: 'QUALITY_GATE', stage: 'QUALITY_AUDIT', detail: 'a check failed', retryable: false } as const,
}
const stateOf = async (id: string) => {
  const [row] = await rig.database.owner`SELECT state, status FROM campaigns WHERE id = ${id}`
  return row
}

describe('the list', () => {
  it('is narrowed by what the form asks, and keeps that for its pages and its file', async () => {
    const { id: failed } = await plant({ ...FAILED, brief: { objective: 'the one that failed' } })
    const { id: draft } = await plant({ state: 'IDLE', status: 'draft', brief: { objective: 'the one not begun' } })
    const all = (await ann.get('/console/campaigns')).text
    expect(all).toContain(failed)
    expect(all).toContain(draft)
    const narrowed = (await ann.get('/console/campaigns?status=failed&state=FAILED')).text
    expect(narrowed).toContain('the one that failed')
    expect(narrowed).not.toContain('the one not begun')
    expect(narrowed).toContain('/console/campaigns/export.csv?status=failed&amp;state=FAILED')
    expect((await ann.get(`/console/campaigns?campaign_id=${draft}`)).text).not.toContain(failed)
    expect((await ann.get('/console/campaigns?until=2020-01-01')).text).toContain('No campaigns here')
    const csv = await ann.get('/console/campaigns/export.csv?status=failed')
    expect(csv.headers.get('content-disposition')).toContain('attachment')
    expect(csv.text).toContain('the one that failed')
    expect(csv.text).not.toContain('the one not begun')
  })

  it('counts the last day that was asked for', async () => {
    await plant({ state: 'IDLE', status: 'draft', brief: { objective: 'made today' } })
    const today = new Date().toISOString().slice(0, 10)
    expect((await ann.get(`/console/campaigns?since=${today}&until=${today}`)).text).toContain('made today')
  })

  it('says what is wrong with a filter, and the filter stays', async () => {
    const answer = await ann.get('/console/campaigns?campaign_id=not-an-id')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('value="not-an-id"')
    expect(answer.text).toContain('VALIDATION_FAILED')
  })

  it('goes on to the next page', async () => {
    const { owner } = rig.database
    await owner`INSERT INTO campaigns (id, tenant_id, state, status, execution_id, audit_seq, audit_hash, max_retries, brief, channels,
        metadata, created_by)
      SELECT gen_random_uuid(), ${TENANT}, 'IDLE', 'draft', gen_random_uuid(), 1, '\\x00', 3, '{"objective": "one of many"}', '[]', '{}',
        '{"sub": "ann", "principal": "human"}' FROM generate_series(1, 60)`
    const first = (await ann.get('/console/campaigns?status=draft')).text
    const next = /href="(\/console\/campaigns\?[^"]*cursor=[^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&')
    const second = await ann.get(next ?? '')
    expect(second.status).toBe(200)
    expect(second.text).not.toContain('hx-trigger="every')
    const rows = (text: string) => text.match(/class="objective"/g)?.length ?? 0
    expect([rows(first), rows(second.text) > 0]).toEqual([50, true])
  })

  it('is drawn anew in part, and marks what needs a person', async () => {
    await plant({
      ...({ state: 'PUBLISH', status: 'waiting', brief: { objective: 'a doubtful one' } } as const),
      actions: [{ channel: 'MOCK:demo', status: 'OUTCOME_UNKNOWN', needsHuman: true }],
    })
    const part = await ann.get('/console/campaigns?needs_human=true', { 'hx-request': 'true' })
    expect(part.text).toMatch(/^<div id="campaign-list"/)
    expect(part.text).toContain('Needs people')
  })
})

describe('a campaign', () => {
  it('shows why it failed, what blocked it, and may be retried from where it failed or earlier', async () => {
    const { id } = await plant({
      ...FAILED,
      results: {
        STRATEGY_GEN: goodStrategy(['MOCK:demo']),
        QUALITY_AUDIT: { ...goodReport, verdict: 'FAIL', score: 20 },
      },
    })
    const { text, status } = await ann.get(`/console/campaigns/${id}`)
    expect(status).toBe(200)
    for (const said of [
      'The quality gate did not let its content pass',
      'a check failed',
      '20 of 100',
      'coffee that walks',
      'nobody objects',
    ])
      expect(text).toContain(said)
    const options = [...text.matchAll(/<option value="([A-Z_]+)"/g)].map(match => match[1])
    expect(options).toEqual(['QUALITY_AUDIT', 'CONTENT_PROD', 'STRATEGY_GEN', 'RADAR_SCAN'])
    const retried = await ann.post(`/console/campaigns/${id}/retry`, { from_stage: 'CONTENT_PROD' })
    expect(retried.headers.get('location')).toBe(`/console/campaigns/${id}?done=retried`)
    expect(await stateOf(id)).toEqual({ state: 'CONTENT_PROD', status: 'running' })
  })

  it('is told, not retried, when all retries are used or something is published', async () => {
    const spent = await plant({ ...FAILED, retryCount: 3, maxRetries: 3 })
    expect((await ann.get(`/console/campaigns/${spent.id}`)).text).not.toContain('data-opens="retry"')
    const exhausted = await ann.post(`/console/campaigns/${spent.id}/retry`, {})
    expect(exhausted.status).toBe(409)
    expect(exhausted.text).toContain('All its retries are used')
    const out = await plant({
      ...({ state: 'FAILED', status: 'failed' } as const),
      failure: { reason: 'UPSTREAM_ERROR', stage: 'LEARN', detail: 'away', retryable: true },
      actions: [{ channel: 'MOCK:demo', status: 'COMPLETED', permalink: 'https://mock.example/p/1' }],
    })
    const { text } = await ann.get(`/console/campaigns/${out.id}/retry`)
    expect([...text.matchAll(/<option value="([A-Z_]+)"/g)].map(match => match[1])).toEqual(['LEARN', 'PUBLISH'])
    const published = await ann.post(`/console/campaigns/${out.id}/retry`, { from_stage: 'RADAR_SCAN' })
    expect(published.status).toBe(409)
    expect(published.text).toContain('Something of it is published, or may be')
    expect(await stateOf(out.id)).toEqual({ state: 'FAILED', status: 'failed' })
  })

  it('is started, and a second start is refused in words', async () => {
    const { id } = await plant({ state: 'IDLE', status: 'draft' })
    expect((await ann.get(`/console/campaigns/${id}`)).text).toContain('It has not been started')
    const part = await ann.post(`/console/campaigns/${id}/start`, {}, { 'hx-request': 'true' })
    expect(part.headers.get('hx-redirect')).toBe(`/console/campaigns/${id}?done=started`)
    expect(await stateOf(id)).toEqual({ state: 'RADAR_SCAN', status: 'running' })
    const again = await ann.post(`/console/campaigns/${id}/start`, {}, { 'hx-request': 'true' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('INVALID_STATE')
    const page = (await ann.get(`/console/campaigns/${id}?done=started`)).text
    expect(page).toContain('>Started.<')
    expect(page).toMatch(/id="state-RADAR_SCAN" class="running" aria-current="step"/)
  })

  it('is cancelled with a reason, and not without', async () => {
    const { id } = await plant({ state: 'RADAR_SCAN', status: 'running' })
    const bare = await ann.post(`/console/campaigns/${id}/cancel`, { reason: '' })
    expect(bare.status).toBe(422)
    expect(bare.text).toContain('aria-invalid="true"')
    const done = await ann.post(`/console/campaigns/${id}/cancel`, { reason: 'no longer wanted' })
    expect(done.status).toBe(303)
    expect(await stateOf(id)).toEqual({ state: 'RADAR_SCAN', status: 'cancelled' })
    const { text } = await ann.get(`/console/campaigns/${id}`)
    expect(text).toContain('no longer wanted')
    expect(text).not.toContain('data-opens="cancel"')
  })

  it('shows how what is published does over time, when it is looked at', async () => {
    const { id, actions } = await plant({
      ...({ state: 'LEARN', status: 'completed' } as const),
      actions: [{ channel: 'MOCK:demo', status: 'COMPLETED', figures: [{ impressions: 10 }, { impressions: 1250 }] }],
    })
    expect((await ann.get(`/console/campaigns/${id}`)).text).toContain(
      `hx-get="/console/campaigns/${id}/metrics/${actions[0]}"`,
    )
    const part = await ann.get(`/console/campaigns/${id}/metrics/${actions[0]}`, { 'hx-request': 'true' })
    expect(part.text).toContain('<strong>1,250</strong>')
    expect(part.text).toContain('Impressions over time: 10, 1250')
    expect(part.text.match(/<rect/g)).toHaveLength(2)
  })

  it('is live: a stream draws it as it stands, and ends with it', async () => {
    const { id } = await plant({ state: 'LEARN', status: 'completed', brief: { objective: 'streamed' } })
    const { text, headers } = await ann.get(`/console/campaigns/${id}/live`)
    expect(headers.get('content-type')).toContain('text/event-stream')
    expect(text).toContain('streamed')
    expect(text.trimEnd()).toMatch(/event: ended\ndata:\s*$/)
  })

  it('of somebody else is not there, and an address that is none reaches no other route of the API', async () => {
    const { id } = await plantCampaign(rig.database.owner, { tenantId: uuid(), state: 'IDLE', status: 'draft' })
    expect((await ann.get(`/console/campaigns/${id}`)).status).toBe(404)
    expect((await ann.post(`/console/campaigns/${id}/start`)).status).toBe(404)
    expect((await ann.get(`/console/campaigns/..%2Faccounts`)).status).toBe(404)
  })
})

describe('whoever may only look', () => {
  it('is offered no change, and refused one', async () => {
    const rita = await rig.signIn('rita', 'campaigns:read')
    const { id } = await plant({
      ...({ state: 'PUBLISH', status: 'waiting' } as const),
      actions: [{ channel: 'MOCK:demo', status: 'PENDING_APPROVAL' }],
    })
    const { text } = await rita.get(`/console/campaigns/${id}`)
    expect(text).not.toMatch(/data-opens="(cancel|retry)"|\/start"|\/console\/inbox\//)
    expect((await rita.get('/console/campaigns')).text).not.toContain('/console/campaigns/new')
    const cancel = await rita.post(`/console/campaigns/${id}/cancel`, { reason: 'mine' })
    expect(cancel.status).toBe(403)
    expect(cancel.text).toContain('INSUFFICIENT_SCOPE')
    const create = await rita.post('/console/campaigns/new', { objective: 'mine', do: 'create' })
    expect([create.status, create.text.includes('value="mine"') || create.text.includes('>mine<')]).toEqual([403, true])
    expect(await stateOf(id)).toEqual({ state: 'PUBLISH', status: 'waiting' })
  })
})

describe('script in any field', () => {
  it('is shown as the text that it is', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    const strategy = goodStrategy([evil])
    const said = { role: 'CEO' as const, stance: evil, argument: evil, signal_ids: [evil], objections: [evil] }
    const { id, actions } = await plant({
      ...({ state: 'FAILED', status: 'failed' } as const),
      brief: { objective: evil, audience: evil, product: evil, constraints: [evil], guardrails: [evil] },
      metadata: { [evil]: evil },
      failure: { reason: 'QUALITY_GATE', stage: 'LEARN', detail: evil, retryable: false },
      results: {
        STRATEGY_GEN: {
          ...{ ...strategy, objective: evil, audience: evil, message: evil, engine: evil, governance_hash: evil },
          ...{ hooks: [{ style: evil, text: evil }], channels: [{ channel: evil, angle: evil }], constraints: [evil] },
          ...{
            guardrails: [evil],
            debate: { positions: [said], verdict: { decision: evil, reason: evil, overruled: [] } },
          },
        },
        CONTENT_PROD: [
          {
            ...{ channel: evil, text: evil },
            media: [{ url: 'javascript:alert(1)', sha256: evil, mime: evil, width: 1, height: 1, alt: evil }],
          },
        ],
        QUALITY_AUDIT: {
          ...{ verdict: 'FAIL', score: 1, rules_version: evil },
          checks: [{ name: evil, severity: 'CRITICAL', passed: false, message: evil }],
        },
        LEARN: [{ subject: evil, finding: evil, evidence: evil, confidence: 0.5 }],
      },
      log: [
        { action: 'campaign.started', details: { execution_id: evil } },
        { action: 'stage.started', details: { stage: 'RADAR_SCAN' } },
        { action: 'stage.retrying', details: { stage: 'RADAR_SCAN', reason: evil, detail: evil, retry_in_ms: 1 } },
        { action: 'stage.completed', details: { stage: 'RADAR_SCAN', signals: 1, trends: [evil] }, actor: evil },
        { action: evil, details: { [evil]: evil, stage: evil } },
        { action: 'campaign.failed', details: { stage: evil } },
        { action: 'campaign.retried', details: { execution_id: evil, from_stage: evil } },
      ],
      actions: [
        { channel: `MOCK:${evil}`, status: 'FAILED', error: { code: evil, message: evil, retryable: false } },
        { channel: 'MOCK:demo', status: 'COMPLETED', permalink: 'javascript:alert(1)', figures: [{ likes: 1 }] },
      ],
    })
    const pages = await Promise.all([
      ann.get(`/console/campaigns/${id}`),
      ann.get(`/console/campaigns/${id}?done=${encodeURIComponent(evil)}`),
      ann.get(`/console/campaigns/${id}/live`),
      ann.get(`/console/campaigns/${id}/retry`),
      ann.get(`/console/campaigns/${id}/metrics/${actions[1]}`),
      ann.get(`/console/campaigns?campaign_id=${id}`),
      ann.get(`/console/campaigns?platform=${encodeURIComponent(evil)}&since=${encodeURIComponent(evil)}`),
      ann.post(`/console/campaigns/${id}/cancel`, { reason: evil }),
      ann.post(`/console/campaigns/${id}/retry`, { from_stage: evil }),
      ann.post('/console/campaigns/new', {
        ...{
          objective: evil,
          audience: evil,
          product: evil,
          amount: evil,
          currency: evil,
          constraints: evil,
          key: evil,
        },
        ...{ guardrails: evil, locale: evil, max_retries: evil, platform: evil, account: evil, do: 'create' },
      }),
      ann.post('/console/campaigns/batch/preview', { csv: `objective,locale\n"${evil.replace('"', '""')}",x\n` }),
    ])
    expect(pages[0]?.text).toContain('&lt;script&gt;alert(1)')
    for (const { text } of pages) {
      expect(text).not.toContain('<script>')
      expect(text).not.toContain('<img src=x')
      expect(text).not.toMatch(/href="javascript:/)
    }
  })
})
