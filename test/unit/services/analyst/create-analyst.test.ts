// The analyst as its callers see it: over its routes, with enterprise and optimizer behind real sockets.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AuditReply, StrategyReply } from '#contracts/upstream/analyst.ts'
import { analystConfig } from '#services/analyst/config.ts'
import { createAnalyst } from '#services/analyst/create-analyst.ts'
import { CHANNELS, simulation, strategyFacts } from '#test/fixtures/analyst/strategy-facts.ts'

type Answer = (path: string, response: ServerResponse) => object | 'handled'

let others: Server
let answer: Answer
let paths: string[]
let analyst: ReturnType<typeof createAnalyst>
let dataDir: string

const healthy: Answer = path => {
  if (path.startsWith('/policies')) return { governance_hash: 'b'.repeat(64), policies: [] }
  if (path === '/simulations') return simulation(CHANNELS)
  return { hook_style: 'story', hour_utc: 7, channels: [], observations: 12 }
}

beforeEach(async () => {
  paths = []
  answer = healthy
  others = createServer((request, response) => {
    const path = request.url ?? ''
    paths.push(path)
    const body = answer(path, response)
    if (body !== 'handled') response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => others.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(others.address() as AddressInfo).port}`
  dataDir = mkdtempSync(join(tmpdir(), 'analyst-'))
  const env = {
    PORT: '0',
    DATA_DIR: dataDir,
    REFERENCE_KNOBS: '1',
    SERVICE_ENTERPRISE_URL: url,
    SERVICE_OPTIMIZER_URL: url,
    ENTERPRISE_TIMEOUT_MS: '500',
    ADVICE_TIMEOUT_MS: '100',
  }
  analyst = createAnalyst(analystConfig(env), pino({ level: 'silent' }))
})

afterEach(async () => {
  await analyst.close()
  others.closeAllConnections()
  await new Promise(resolve => others.close(resolve))
  rmSync(dataDir, { recursive: true })
})

const post = (path: string, body: unknown) =>
  analyst.app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const fail = (response: ServerResponse, status: number): 'handled' => {
  response.writeHead(status).end()
  return 'handled'
}

const drop = (response: ServerResponse): 'handled' => {
  response.socket?.destroy()
  return 'handled'
}

describe('POST /strategies', () => {
  const { request } = strategyFacts()

  it('asks enterprise and, without advice in the request, the optimizer', async () => {
    const strategy = StrategyReply.parse(await (await post('/strategies', request)).json())
    expect(strategy).toMatchObject({
      governance_hash: 'b'.repeat(64),
      hooks: [{ style: 'story' }, ...strategy.hooks.slice(1)],
    })
    expect(strategy.channels[0]).toMatchObject({ hour_utc: 7 })
    expect(paths.sort()).toEqual(['/advice', `/policies?tenant_id=${request.tenant_id}`, '/simulations'])
  })

  it('leaves the optimizer alone when the request says that there is no advice', async () => {
    expect((await post('/strategies', { ...request, advice: null })).status).toBe(200)
    expect(paths).not.toContain('/advice')
  })

  it.each([
    ['answers 500', (_: string, response: ServerResponse) => fail(response, 500)],
    ['does not answer', () => 'handled' as const],
    ['answers in another shape', () => ({ style: 'story' })],
  ])('goes on without advice when the optimizer %s', async (_, sick: Answer) => {
    answer = (path, response) => (path === '/advice' ? sick(path, response) : healthy(path, response))
    const response = await post('/strategies', request)
    expect(response.status).toBe(200)
    expect(StrategyReply.parse(await response.json()).channels[0]?.hour_utc).toBeUndefined()
  })

  it.each([
    ['answers 500', 503, 'ENTERPRISE_UNAVAILABLE', (_: string, response: ServerResponse) => fail(response, 500)],
    ['drops the connection', 503, 'ENTERPRISE_UNAVAILABLE', (_: string, response: ServerResponse) => drop(response)],
    ['does not answer', 503, 'ENTERPRISE_UNAVAILABLE', () => 'handled' as const],
    ['answers in another shape', 502, 'ENTERPRISE_INVALID_RESPONSE', () => ({ hello: 'world' })],
  ])('is a problem, never a guess, when enterprise %s', async (_, status, code, sick: Answer) => {
    answer = (path, response) => (path === '/advice' ? healthy(path, response) : sick(path, response))
    const response = await post('/strategies', request)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('problem+json')
    expect(await response.json()).toMatchObject({ code, status })
    if (status === 503) expect(response.headers.get('retry-after')).toBe('2')
  })

  it('plans without paid spend in a currency that enterprise does not know', async () => {
    let asked = 0
    answer = (path, response) =>
      path === '/simulations' && ++asked === 1 ? fail(response, 422) : healthy(path, response)
    const strategy = StrategyReply.parse(await (await post('/strategies', request)).json())
    expect(strategy.debate.verdict.overruled).toEqual(['CMO'])
    expect(strategy.channels.map(channel => channel.budget_minor)).toEqual([0, 0, 0])
  })

  it('refuses a malformed body with pointers', async () => {
    const response = await post('/strategies', { ...request, channels: [] })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ errors: [{ pointer: '/channels' }] })
  })
})

describe('POST /audits', () => {
  it('judges what was written for the strategy it made', async () => {
    const { request } = strategyFacts()
    const strategy_brief = await (await post('/strategies', request)).json()
    const content = CHANNELS.map(({ platform, account }, index) => ({
      channel: `${platform}:${account}`,
      text: `Words number ${index} about boots, written for ${platform}.`,
      media: [],
    }))
    const { campaign_id, tenant_id, brief } = request
    const report = AuditReply.parse(
      await (await post('/audits', { campaign_id, tenant_id, brief, content, strategy_brief })).json(),
    )
    expect(report).toMatchObject({
      verdict: 'PASS',
      score: 100,
      rules_version: expect.stringMatching(/^audit@1 en@1 es@1 de@1/),
    })
    const missing = AuditReply.parse(
      await (await post('/audits', { campaign_id, tenant_id, brief, content: [], strategy_brief })).json(),
    )
    expect(missing).toMatchObject({ verdict: 'FAIL', score: 10 })
  })
})

describe('POST /test', () => {
  it('is green when all is well, red through the fault knob, and red when enterprise is away', async () => {
    answer = path =>
      path === '/simulations'
        ? simulation([{ platform: 'MOCK', account: 'self-check' }])
        : healthy(path, {} as ServerResponse)
    expect(await (await post('/test', {})).json()).toMatchObject({ ok: true })
    await post('/_reference/faults', { fault: 'wrong_shape', path: '/audits' })
    const red = (await (await post('/test', {})).json()) as { ok: boolean; checks: { ok: boolean }[] }
    expect(red.ok).toBe(false)
    expect(red.checks.map(check => check.ok)).toEqual([true, false, false, false, false])
    await analyst.app.request('/_reference/faults', { method: 'DELETE' })
    answer = (_, response) => fail(response, 500)
    expect(await (await post('/test', {})).json()).toMatchObject({ ok: false })
  })
})

describe('the settings', () => {
  it('are refused all at once, half a model endpoint too', () => {
    expect(() => analystConfig({ PORT: 'x', DATA_DIR: '' })).toThrow(/PORT[\s\S]*DATA_DIR/)
    expect(() => analystConfig({ PORT: '1', DATA_DIR: '/x', LLM_MODEL: 'm' })).toThrow(/LLM_BASE_URL and LLM_MODEL/)
  })
})
