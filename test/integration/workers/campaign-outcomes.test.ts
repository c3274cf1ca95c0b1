import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CampaignStage } from '#domain/campaign/campaign-state.ts'
import type { CampaignView } from '#domain/ports/campaign-ledger.ts'
import { brokenChains } from '#test/support/campaign-proof.ts'
import type { NewCampaignOptions } from '#test/support/campaign-rig.ts'
import { goodPieces, goodReport } from '#test/support/good-answers.ts'
import type { Script, ScriptedAnswer } from '#test/support/scripted-upstreams.ts'
import { openWorkerRig, type WorkerRig } from '#test/support/worker-rig.ts'

const TOO_LONG = 'x'.repeat(10_001) // more than the MOCK platform takes

let rig: WorkerRig
beforeAll(async () => {
  rig = await openWorkerRig({ STAGE_ATTEMPTS: '1', STAGE_TIMEOUT_MS: '20000', BREAKER_FAILURES: '10000' })
  // `wait-…`: nobody decides; `no-…`: refused; the others are approved.
  rig.people(({ action }) =>
    action.account.startsWith('wait-') ? 'leave' : action.account.startsWith('no-') ? 'reject' : 'approve',
  )
})
afterAll(async () => {
  expect(await brokenChains(rig)).toEqual([])
  await rig.close()
})

const always =
  (answer: ScriptedAnswer): Script =>
  () =>
    answer
const once =
  (answer: ScriptedAnswer): Script =>
  (_, nth) =>
    nth === 1 ? answer : undefined

async function begin(scripts: Record<string, Script>, options: NewCampaignOptions = {}): Promise<string> {
  const [id = ''] = await rig.campaigns(1, { ...options, start: false })
  for (const [path, script] of Object.entries(scripts)) rig.upstreams.behave(id, path, script)
  const { campaign } = await rig.view(id)
  await rig.command(id, { type: 'start', executionId: campaign.executionId })
  return id
}

async function until(id: string, holds: (view: CampaignView) => boolean): Promise<CampaignView> {
  return vi.waitFor(
    async () => {
      const view = await rig.view(id)
      if (!holds(view)) throw new Error(`${view.status} in ${view.campaign.state}: ${JSON.stringify(view.log.at(-1))}`)
      return view
    },
    { timeout: 20_000, interval: 50 },
  )
}

const end = (id: string) => until(id, view => ['completed', 'failed', 'cancelled'].includes(view.status))
const failureOf = ({ campaign }: CampaignView) => (campaign.status === 'failed' ? campaign.failure : undefined)
const outcomes = (view: CampaignView) =>
  Object.fromEntries(view.publications.map(({ channel, status }) => [channel, status]))

async function retry(id: string, fromStage?: CampaignStage): Promise<CampaignView> {
  const loaded = await rig.ledger.campaigns.load(rig.tenantId, id)
  if (loaded === undefined) throw new Error('gone')
  const { publishedOrUnknown, openActions } = loaded
  const command = { type: 'retry', executionId: uuid(), publishedOrUnknown, openActions } as const
  return rig.command(id, fromStage === undefined ? command : { ...command, fromStage })
}

const asked = (id: string) =>
  ['/radar/scan', '/analyst/strategies', '/visual/content', '/analyst/audits', '/enterprise/reservations'].map(
    path => rig.upstreams.callsOf(id, path).length,
  )

describe.concurrent('the quality gate', () => {
  const check = { name: 'claims', severity: 'CRITICAL', passed: false, message: 'promises a cure' } as const

  it('blocks what the auditor fails, and keeps the report', async () => {
    const report = { ...goodReport, verdict: 'FAIL', checks: [{ ...check, severity: 'WARNING' }] }
    const view = await end(await begin({ '/analyst/audits': always({ body: report }) }))
    expect(failureOf(view)).toMatchObject({ reason: 'QUALITY_GATE', stage: 'QUALITY_AUDIT', retryable: false })
    expect(failureOf(view)?.detail).toBe('blocked by verdict FAIL; claims: promises a cure')
    expect(view.results.QUALITY_AUDIT).toMatchObject({ verdict: 'FAIL' })
    expect(view.log.at(-1)?.details).toMatchObject({ gate: 'gate-1', rules_version: 'scripted-1' })
  })

  it('blocks a PASS with a failed CRITICAL check', async () => {
    const view = await end(await begin({ '/analyst/audits': always({ body: { ...goodReport, checks: [check] } }) }))
    expect(failureOf(view)).toMatchObject({ reason: 'QUALITY_GATE', detail: 'blocked by claims: promises a cure' })
    expect(view.publications).toEqual([])
  })
})

describe.concurrent('PUBLISH', () => {
  it('proposes nothing when enterprise refuses the spend', async () => {
    const body = { status: 'REFUSED', reason: 'the month is spent', available_minor: 3, currency: 'EUR' }
    const view = await end(await begin({ '/enterprise/reservations': always({ body }) }))
    expect(failureOf(view)).toMatchObject({ reason: 'BUDGET_EXCEEDED', stage: 'PUBLISH' })
    expect(failureOf(view)?.detail).toMatch(/refused 100 minor units of EUR: the month is spent/)
    expect(view.publications).toEqual([])
  })

  it('is PUBLICATION_REJECTED when people reject all of it', async () => {
    const view = await end(await begin({}, { accounts: ['no-1', 'no-2'] }))
    expect(failureOf(view)).toMatchObject({ reason: 'PUBLICATION_REJECTED' })
    expect(outcomes(view)).toEqual({ 'MOCK:no-1': 'REJECTED', 'MOCK:no-2': 'REJECTED' })
  })

  it('is PUBLICATION_FAILED when the platform takes none of it', async () => {
    const view = await end(await begin({ '/visual/content': content({ a1: TOO_LONG }) }, { accounts: ['a1'] }))
    expect(failureOf(view)).toMatchObject({ reason: 'PUBLICATION_FAILED' })
    expect(failureOf(view)?.detail).toMatch(/MOCK:a1 FAILED/)
  })

  it('shows people what its platform would refuse, and does not send it', async () => {
    const view = await end(await begin({ '/visual/content': content({ a9: TOO_LONG }) }, { accounts: ['a9'] }))
    const { id } = view.campaign
    const [action] = await rig.owner`
      SELECT id, preflight, error, fence FROM governance.actions_ledger WHERE campaign_id = ${id}`
    expect(action?.preflight).toEqual([
      expect.objectContaining({ rule: 'text.length', severity: 'ERROR', pointer: '/payload/content_text' }),
    ])
    expect(action?.error).toMatchObject({ code: 'PREFLIGHT_FAILED', retryable: false })
    expect(action?.fence).toBe(0)
    expect(await rig.owner`SELECT FROM action_attempts WHERE action_id = ${action?.id}`).toHaveLength(0)
  })

  it('is PUBLICATION_FAILED when some are rejected and the others fail', async () => {
    const id = await begin({ '/visual/content': content({ a2: TOO_LONG }) }, { accounts: ['a2', 'no-3'] })
    expect(failureOf(await end(id))).toMatchObject({ reason: 'PUBLICATION_FAILED' })
  })

  it('goes on when one of its pieces is published', async () => {
    const scripts = { '/visual/content': content({ a3: TOO_LONG }) }
    const view = await end(await begin(scripts, { accounts: ['a3', 'a4', 'no-4'] }))
    expect(view.status).toBe('completed')
    expect(outcomes(view)).toEqual({ 'MOCK:a3': 'FAILED', 'MOCK:a4': 'COMPLETED', 'MOCK:no-4': 'REJECTED' })
    const told = view.log.filter(entry => entry.action === 'action.ended').map(entry => entry.details.outcome)
    expect(told.sort()).toEqual(['completed', 'failed', 'rejected'])
  })

  it('waits without an open step, however long people take', async () => {
    const id = await begin({}, { accounts: ['wait-1'] })
    await until(id, view => view.status === 'waiting_approval')
    await vi.waitFor(async () => {
      const rows = await rig.owner`SELECT kind FROM steps WHERE subject_id = ${id}`
      expect([...rows]).toEqual([])
    })
  })
})

describe.concurrent('a retry', () => {
  it('resumes at the failed stage under a new execution and keeps what came before', async () => {
    const id = await begin({ '/visual/content': once({ status: 404 }) })
    const failed = await end(id)
    expect(failureOf(failed)).toMatchObject({ stage: 'CONTENT_PROD' })
    const retried = await retry(id)
    expect(retried.campaign).toMatchObject({ status: 'running', state: 'CONTENT_PROD', retryCount: 1 })
    expect(Object.keys(retried.results).sort()).toEqual(['RADAR_SCAN', 'STRATEGY_GEN'])
    const view = await end(id)
    expect(view.status).toBe('completed')
    expect(view.campaign.executionId).not.toBe(failed.campaign.executionId)
    expect(asked(id)).toEqual([1, 1, 2, 1, 1])
    expect(Object.keys(view.results)).toHaveLength(6)
    const keys = rig.upstreams.callsOf(id, '/visual/content').map(call => call.headers['idempotency-key'])
    expect(keys).toEqual([failed, view].map(({ campaign }) => `${campaign.executionId}:CONTENT_PROD`))
  })

  it('may start earlier, and asks again from there on', async () => {
    const id = await begin({ '/analyst/audits': once({ body: { ...goodReport, verdict: 'FAIL' } }) })
    await end(id)
    await retry(id, 'STRATEGY_GEN')
    expect((await end(id)).status).toBe('completed')
    expect(asked(id)).toEqual([1, 2, 2, 2, 1])
  })

  it('may not start later than where it failed', async () => {
    const id = await begin({ '/radar/scan': always({ status: 404 }) })
    await end(id)
    await expect(retry(id, 'PUBLISH')).rejects.toMatchObject({ code: 'INVALID_STATE' })
  })

  it('is RETRIES_EXHAUSTED past max_retries', async () => {
    const id = await begin({ '/radar/scan': always({ status: 404 }) }, { maxRetries: 1 })
    await end(id)
    await retry(id)
    await until(id, view => view.status === 'failed' && view.campaign.retryCount === 1)
    await expect(retry(id)).rejects.toMatchObject({ code: 'RETRIES_EXHAUSTED' })
  })

  it('never goes behind what is published, and never publishes it again', async () => {
    const scripts = {
      '/visual/content': content({ a6: TOO_LONG }),
      '/optimizer/learn': once({ status: 404 }),
    }
    const id = await begin(scripts, { accounts: ['a5', 'a6', 'no-5'] })
    expect(failureOf(await end(id))).toMatchObject({ stage: 'LEARN' })
    await expect(retry(id, 'CONTENT_PROD')).rejects.toMatchObject({ code: 'ALREADY_PUBLISHED' })
    await retry(id, 'PUBLISH')
    const view = await end(id)
    expect(view.status).toBe('completed')
    const byChannel = Object.groupBy(view.publications, publication => publication.channel)
    expect(byChannel['MOCK:a5']?.map(({ status }) => status)).toEqual(['COMPLETED'])
    expect(byChannel['MOCK:a6']?.map(({ status }) => status)).toEqual(['FAILED', 'FAILED'])
    expect(byChannel['MOCK:no-5']?.map(({ status }) => status)).toEqual(['REJECTED', 'REJECTED'])
    expect((await rig.emulator.published()).filter(post => post.account === 'a5')).toHaveLength(1)
  })

  it('goes on at once when all of its pieces are published already', async () => {
    const id = await begin({ '/optimizer/learn': once({ status: 404 }) }, { accounts: ['a7'] })
    await end(id)
    await retry(id, 'PUBLISH')
    expect((await end(id)).status).toBe('completed')
    expect((await rig.emulator.published()).filter(post => post.account === 'a7')).toHaveLength(1)
  })
})

describe.concurrent('a cancel', () => {
  it('aborts the running stage, from another process, and is final', async () => {
    const id = await begin({ '/visual/content': always({ hang: true }) })
    const call = await vi.waitFor(() => {
      const [found] = rig.upstreams.callsOf(id, '/visual/content')
      if (found === undefined) throw new Error('not called yet')
      return found
    })
    const cancelledAt = Date.now()
    await rig.command(id, { type: 'cancel', reason: 'enough' })
    expect(await call.closed).toBe('hung_up')
    expect(Date.now() - cancelledAt).toBeLessThan(2500)
    const view = await until(id, now => now.status === 'cancelled')
    expect(view.campaign.state).toBe('CONTENT_PROD')
    expect(view.log.at(-1)).toMatchObject({ action: 'campaign.cancelled', details: { reason: 'enough' } })
    await expect(rig.command(id, { type: 'cancel', reason: 'again' })).rejects.toMatchObject({ code: 'INVALID_STATE' })
  })

  it('cancels the actions that have not begun', async () => {
    const id = await begin({}, { accounts: ['wait-2', 'wait-3'] })
    await until(id, view => view.status === 'waiting_approval')
    await rig.command(id, { type: 'cancel', reason: 'enough' })
    const view = await until(id, ({ publications }) => publications.every(({ status }) => status === 'CANCELLED'))
    expect(view.status).toBe('cancelled')
    const noneLeft = async () => {
      const rows = await rig.owner`
        SELECT kind FROM steps
        WHERE kind <> 'release-spend'
          AND (subject_id = ${id} OR subject_id IN (SELECT id FROM governance.actions_ledger WHERE campaign_id = ${id}))`
      expect([...rows]).toEqual([])
    }
    await vi.waitFor(noneLeft, { timeout: 10_000, interval: 200 })
  })
})

describe.concurrent('poison', () => {
  it('becomes INTERNAL alone: those recorded beside it are not touched', async () => {
    const poison = { ...goodScanWith('s-\u0000') }
    const [bad, ...good] = await Promise.all([
      begin({ '/radar/scan': always({ body: poison }) }),
      ...Array.from({ length: 10 }, () => begin({})),
    ])
    expect(failureOf(await end(bad))).toMatchObject({ reason: 'INTERNAL', stage: 'RADAR_SCAN', retryable: false })
    for (const id of good) expect((await end(id)).status).toBe('completed')
  })
})

/** Pieces of which some have a text of their own, by account. */
function content(texts: Record<string, string>): Script {
  return ({ body }) => ({
    body: goodPieces(
      body.channels.map((channel: { account: string }) => `MOCK:${channel.account}`),
      body.campaign_id,
    ).map(piece => ({ ...piece, text: texts[piece.channel.replace('MOCK:', '')] ?? piece.text })),
  })
}

function goodScanWith(id: string) {
  const signal = { source: 'f', title: 't', url: 'u', summary: 's', published_at: '2026-03-01T10:00:00Z' }
  return { signals: [{ ...signal, id, score: 0, sentiment: 0 }], trends: [] }
}
