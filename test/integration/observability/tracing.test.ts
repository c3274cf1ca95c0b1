import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@connectrpc/connect'
import { createGrpcTransport } from '@connectrpc/connect-node'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { SessionService } from '#contracts/rpc/mandate/session/v1/session_pb.ts'
import { type MockEmulator, startMockEmulator } from '#test/support/mock-emulator.ts'
import { type ObservedRig, openObservedRig } from '#test/support/observed-rig.ts'
import { TENANT_A } from '#test/support/open-test-api.ts'
import type { CollectedSpan } from '#test/support/span-collector.ts'

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736'
const CALLER = '00f067aa0ba902b7'
const REQUEST = 'order-4711'
const traceparent = `00-${TRACE_ID}-${CALLER}-01`

let rig: ObservedRig
let emulator: MockEmulator
let folder: string
let campaignId: string
let spans: CollectedSpan[]

/** A campaign from its start to its post; the approval is asked for within the same trace. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mandate-tracing-'))
  emulator = await startMockEmulator(folder)
  rig = await openObservedRig({ PLATFORM_MOCK_URL: emulator.url })
  const { api, collector } = rig
  const headers = { traceparent, 'x-request-id': REQUEST }
  const brief = { objective: 'sell coffee', budget: { amount_minor: 50_000, currency: 'EUR' } }
  const created = await api.call('POST', '/api/v1/campaigns', { body: { tenant_id: TENANT_A, brief } })
  campaignId = created.body.campaign_id
  const started = await api.call('POST', `/api/v1/campaigns/${campaignId}/start`, { headers })
  expect([started.status, started.headers.get('traceparent')]).toEqual([202, traceparent])
  const actionOf = async () =>
    (await api.call('GET', `/api/v1/actions?campaign_id=${campaignId}`)).body.data[0] as Record<string, string>
  const digest = await until(async () => (await actionOf()).digest)
  const approve = `/api/v1/actions/${(await actionOf()).action_id}/approve`
  const approval = await api.call('POST', approve, { as: api.tokens.bob, body: { digest }, headers })
  expect(approval.status).toBe(200)
  await until(async () => (await actionOf()).platform_ref_id)
  spans = await until(async () => {
    const mine = collector.spans.filter(span => span.traceId === TRACE_ID)
    return ['execute-mock', 'learn'].every(name => mine.some(span => span.name === name)) ? mine : undefined
  })
})
afterAll(async () => {
  await rig.stop()
  await emulator.close()
  await rm(folder, { recursive: true })
})

const until = <T>(look: () => Promise<T | undefined>) =>
  vi.waitFor(
    async () => {
      const seen = await look()
      if (seen === undefined) throw new Error('not there yet')
      return seen
    },
    { timeout: 30_000, interval: 50 },
  )
const named = (name: string) => spans.find(span => span.name === name)
const childrenOf = (parent: CollectedSpan | undefined) => spans.filter(span => span.parentId === parent?.spanId)

describe('a campaign is one trace', () => {
  it('that begins with the request, under the caller, under the template of its route', () => {
    const request = named('POST /api/v1/campaigns/{id}/start')
    expect(request).toMatchObject({ kind: 'SERVER', parentId: CALLER, failed: false })
    expect(request?.attributes).toMatchObject({
      'http.route': '/api/v1/campaigns/{id}/start',
      'http.request.method': 'POST',
      'http.response.status_code': 202,
      'mandate.tenant_id': TENANT_A,
    })
  })

  it('goes on with each of its steps, which hang under the request', () => {
    const stages = ['radar-scan', 'strategy-gen', 'content-prod', 'quality-audit', 'publish']
    const steps = childrenOf(named('POST /api/v1/campaigns/{id}/start'))
    expect(steps.map(span => span.name)).toEqual(expect.arrayContaining(stages))
    expect(new Set(steps.map(span => span.kind))).toEqual(new Set(['CONSUMER']))
    expect(named('radar-scan')?.attributes).toMatchObject({
      'messaging.system.name': 'bullmq',
      'messaging.destination.name': 'campaign.radar-scan',
      'mandate.subject': campaignId,
      'mandate.outcome': 'advance',
      'mandate.result': 'recorded',
    })
  })

  it('with the calls to services under their steps, and the ids of those calls on the wire', () => {
    const call = childrenOf(named('radar-scan')).find(span => span.name === 'POST radar')
    expect(call).toMatchObject({ kind: 'CLIENT', attributes: { 'http.response.status_code': 200 } })
    const [received] = rig.api.upstreams.callsOf(campaignId, '/radar/scan')
    expect(received?.headers).toMatchObject({
      traceparent: `00-${TRACE_ID}-${call?.spanId}-01`,
      'x-request-id': REQUEST,
    })
  })

  it('to the post on the platform, under the step that sent it', () => {
    const post = childrenOf(named('execute-mock')).find(span => span.name === 'POST mock')
    expect(post).toMatchObject({ kind: 'CLIENT', attributes: { 'http.response.status_code': 201 } })
    expect(named('execute-mock')?.parentId).toBe(named('POST /api/v1/actions/{id}/approve')?.spanId)
  })

  it('and the line of each request and step names trace, span, request and tenant', () => {
    const lines = rig.lines.map(line => JSON.parse(line)).filter(line => line.trace_id === TRACE_ID)
    for (const name of ['POST /api/v1/campaigns/{id}/start', 'radar-scan', 'execute-mock'])
      expect(lines).toContainEqual(
        expect.objectContaining({ span_id: named(name)?.spanId, tenant_id: TENANT_A, request_id: REQUEST }),
      )
    const step = lines.find(line => line.job === 'radar-scan')
    // What an action's step sets going is not that step's.
    const after = lines.filter(line => line.event === 'step' && line.job === 'publish-check')
    expect(after).not.toEqual([])
    for (const line of after) expect(line).not.toHaveProperty('action_id')
    expect(step).toMatchObject({ event: 'step', campaign_id: campaignId, subject: campaignId, result: 'recorded' })
  })
})

it('a gRPC call is a span by its method, over the route that it asks', async () => {
  const { api, collector } = rig
  const client = createClient(SessionService, createGrpcTransport({ baseUrl: api.grpcUrl }))
  const traceId = 'e'.repeat(32)
  const headers = { authorization: `Bearer ${api.tokens.ada}`, traceparent: `00-${traceId}-${CALLER}-01` }
  await expect(client.getSession({ sessionId: campaignId }, { headers })).rejects.toThrow('not_found')
  const [call, route] = await until(async () => {
    const made = collector.spans.filter(span => span.traceId === traceId)
    return made.length < 2 ? undefined : made.sort((a, b) => a.kind.localeCompare(b.kind)).reverse()
  })
  expect(call).toMatchObject({ kind: 'SERVER', name: 'mandate.session.v1.SessionService/GetSession', parentId: CALLER })
  expect(call?.attributes).toMatchObject({ 'rpc.system.name': 'grpc', 'rpc.status_code': 'NOT_FOUND' })
  expect(route).toMatchObject({ kind: 'INTERNAL', name: 'GET /api/v1/session/{id}', parentId: call?.spanId })
})

describe('a caller', () => {
  it('that does not want its trace kept is obeyed, and its ids travel all the same', async () => {
    const other = 'f'.repeat(32)
    const path = `/api/v1/campaigns/${campaignId}`
    const answer = await rig.api.call('GET', path, { headers: { traceparent: `00-${other}-${CALLER}-00` } })
    expect(answer.headers.get('traceparent')).toBe(`00-${other}-${CALLER}-00`)
    const kept = await rig.api.call('GET', path)
    const traceId = kept.headers.get('traceparent')?.split('-')[1]
    await until(async () => rig.collector.spans.find(span => span.traceId === traceId))
    expect(rig.collector.spans.filter(span => span.traceId === other)).toEqual([])
    expect(rig.lines.filter(line => line.includes(other))).toHaveLength(1)
  })
})
