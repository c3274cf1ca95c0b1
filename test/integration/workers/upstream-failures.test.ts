import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CampaignView } from '#domain/ports/campaign-ledger.ts'
import type { People } from '#test/support/people.ts'
import type { Script, ScriptedAnswer } from '#test/support/scripted-upstreams.ts'
import { openWorkerRig, type WorkerRig } from '#test/support/worker-rig.ts'

const STAGE_PATHS = [
  ['RADAR_SCAN', '/radar/scan'],
  ['STRATEGY_GEN', '/analyst/strategies'],
  ['CONTENT_PROD', '/visual/content'],
  ['QUALITY_AUDIT', '/analyst/audits'],
  ['PUBLISH', '/enterprise/reservations'],
  ['LEARN', '/optimizer/learn'],
] as const

const HTML = { headers: { 'content-type': 'text/html' }, body: '<html>502 Bad Gateway</html>' }

let rig: WorkerRig
let people: People
beforeAll(async () => {
  rig = await openWorkerRig({ STAGE_TIMEOUT_MS: '700', STAGE_ATTEMPTS: '3', BREAKER_FAILURES: '10000' })
  people = rig.people()
})
afterAll(async () => {
  expect(people.errors).toEqual([])
  await rig.close()
})

/** Runs one campaign whose calls to `path` are answered by `script`, to its end. */
async function run(path: string, script: Script): Promise<{ id: string; view: CampaignView; calls: number[] }> {
  const [id = ''] = await rig.campaigns(1, { start: false })
  rig.upstreams.behave(id, path, script)
  const { campaign } = await rig.view(id)
  await rig.command(id, { type: 'start', executionId: campaign.executionId })
  const view = await vi.waitFor(
    async () => {
      const now = await rig.view(id)
      expect(['completed', 'failed']).toContain(now.status)
      return now
    },
    { timeout: 30_000, interval: 100 },
  )
  return { id, view, calls: rig.upstreams.callsOf(id, path).map(call => call.at) }
}

const first =
  (answer: ScriptedAnswer): Script =>
  (_, nth) =>
    nth === 1 ? answer : undefined
const always =
  (answer: ScriptedAnswer): Script =>
  () =>
    answer
const retries = (view: CampaignView) => view.log.filter(entry => entry.action === 'stage.retrying')
const failureOf = ({ campaign }: CampaignView) => (campaign.status === 'failed' ? campaign.failure : undefined)

describe.concurrent('what may pass is tried again, and the trail says why:', () => {
  it.for([
    ['500', { status: 500 }, 'UPSTREAM_ERROR', /answered 500/],
    ['503 as HTML', { status: 503, ...HTML }, 'UPSTREAM_ERROR', /answered 503/],
    ['a dropped connection', { drop: 'before' }, 'UPSTREAM_ERROR', /connection to analyst failed/],
    ['an answer cut off in the middle', { drop: 'within', body: { a: 'x'.repeat(5000) } }, 'UPSTREAM_ERROR', /failed/],
    ['no answer in time', { hang: true }, 'UPSTREAM_TIMEOUT', /did not answer within 700 ms/],
    ['an answer that is too slow', { delayMs: 1500 }, 'UPSTREAM_TIMEOUT', /did not answer within 700 ms/],
    ['408', { status: 408 }, 'UPSTREAM_ERROR', /answered 408/],
  ] as const)('%s', async ([, answer, reason, detail]) => {
    const { view, calls } = await run('/analyst/strategies', first(answer))
    expect(view.status).toBe('completed')
    expect(calls).toHaveLength(2)
    expect(retries(view)).toMatchObject([{ details: { stage: 'STRATEGY_GEN', attempt: 1, reason } }])
    expect(retries(view)[0]?.details.detail).toMatch(detail)
  })

  it.for(STAGE_PATHS)('500 once in %s', async ([stage, path]) => {
    const { id, view } = await run(path, first({ status: 500 }))
    expect(view.status).toBe('completed')
    expect(retries(view).map(entry => entry.details.stage)).toEqual([stage])
    const [once, second, ...more] = rig.upstreams.callsOf(id, path)
    expect(more).toEqual([])
    expect(once?.headers['idempotency-key']).toBe(`${view.campaign.executionId}:${stage}`)
    expect(second?.headers['idempotency-key']).toBe(`${view.campaign.executionId}:${stage}`)
    // Who honours the key refuses another body under it; the figures that LEARN reports have grown meanwhile.
    expect(second?.body).toEqual(once?.body)
  })

  it('429 is tried again, and not before its Retry-After', async () => {
    const { view, calls } = await run('/visual/content', first({ status: 429, headers: { 'retry-after': '3' } }))
    expect(view.status).toBe('completed')
    expect(retries(view)).toMatchObject([{ details: { reason: 'UPSTREAM_ERROR' } }])
    expect(retries(view)[0]?.details.retry_in_ms).toBeGreaterThanOrEqual(3000)
    expect((calls[1] ?? 0) - (calls[0] ?? 0)).toBeGreaterThanOrEqual(2950)
  })

  it('advice that fails is done without', async () => {
    const { view } = await run('/optimizer/advice', always({ status: 500 }))
    expect(view.status).toBe('completed')
    expect(retries(view)).toEqual([])
  })
})

describe.concurrent('what stays is given up after STAGE_ATTEMPTS tries:', () => {
  it.for([
    ['503', { status: 503 }, 'UPSTREAM_ERROR'],
    ['a dropped connection', { drop: 'before' }, 'UPSTREAM_ERROR'],
    ['silence', { hang: true }, 'UPSTREAM_TIMEOUT'],
  ] as const)('%s', async ([, answer, reason]) => {
    const { view, calls } = await run('/radar/scan', always(answer))
    expect(failureOf(view)).toMatchObject({ reason, stage: 'RADAR_SCAN', retryable: true })
    expect(failureOf(view)?.detail).toMatch(/tried 3 times/)
    expect(calls).toHaveLength(3)
    expect(retries(view).map(entry => entry.details.attempt)).toEqual([1, 2])
  })
})

describe.concurrent('what will not pass is final at once:', () => {
  const wrongShape = { signals: [{ id: 's' }], trends: 'many' }
  it.for([
    ['404', '/radar/scan', { status: 404 }, 'UPSTREAM_ERROR', /answered 404/],
    ['422', '/analyst/audits', { status: 422 }, 'UPSTREAM_ERROR', /answered 422/],
    ['HTML with 200', '/radar/scan', HTML, 'UPSTREAM_INVALID_RESPONSE', /text\/html/],
    ['half a JSON text', '/radar/scan', { body: '{"signals": [' }, 'UPSTREAM_INVALID_RESPONSE', /not JSON/],
    [
      'JSON of a wrong shape',
      '/radar/scan',
      { body: wrongShape },
      'UPSTREAM_INVALID_RESPONSE',
      /wrong shape: \/signals\/0\/source/,
    ],
    [
      'a redirect',
      '/visual/content',
      { status: 302, headers: { location: '/' } },
      'UPSTREAM_INVALID_RESPONSE',
      /answered 302/,
    ],
    ['no piece for a channel', '/visual/content', { body: [] }, 'UPSTREAM_INVALID_RESPONSE', /missing: MOCK:demo/],
  ] as const)('%s', async ([, path, answer, reason, detail]) => {
    const { view, calls } = await run(path, always(answer))
    expect(failureOf(view)).toMatchObject({ reason, detail: expect.stringMatching(detail) })
    expect(calls).toHaveLength(1)
    expect(retries(view)).toEqual([])
    expect(view.log.at(-1)).toMatchObject({ action: 'campaign.failed', details: { reason } })
  })
})
