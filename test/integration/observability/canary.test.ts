// Markers go in wherever a secret can, among them through services and platforms that answer wrongly; none may come out in a log or a span.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ObservedRig, openObservedRig } from '#test/support/observed-rig.ts'
import { TENANT_A } from '#test/support/open-test-api.ts'
import { plantSessionConfig } from '#test/support/plant-session-config.ts'
import { type ScriptedCore, startScriptedCore } from '#test/support/scripted-core.ts'
import { at, SPEECH } from '#test/support/session-chunks.ts'
import { sha256Of } from '#test/support/session-rig.ts'

/** One for each way in, so that what comes out tells where it went in. */
const markers = new Set<string>()
const canary = (way: string): string => {
  const marker = `canary-${way}-x7Qz`
  markers.add(marker)
  return marker
}

let rig: ObservedRig
let platforms: Server
let core: ScriptedCore

beforeAll(async () => {
  platforms = createServer((request, response) => {
    // X answers no JSON at all, which JSON.parse would quote.
    const isJson = !request.url?.startsWith('/x/')
    response.writeHead(isJson ? 400 : 200, { 'content-type': 'application/json' })
    response.end(isJson ? JSON.stringify(refusalBy(request.url ?? '')) : canary('platform-not-json'))
  })
  await new Promise<void>(resolve => platforms.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(platforms.address() as AddressInfo).port}`
  core = await startScriptedCore(({ sequenceId }) =>
    sequenceId === 1
      ? { text: canary('transcript'), confidence: 1, model_version: 'core-1' }
      : { wrong: canary('core-wrong') },
  )
  rig = await openObservedRig(
    {
      ...{ PLATFORM_MOCK_URL: `${url}/mock`, PLATFORM_TWITTER_URL: `${url}/x`, PLATFORM_META_URL: url },
      ...{ PLATFORM_LINKEDIN_URL: url, SERVICE_CORE_URL: core.url, CORE_ATTEMPTS: '1', CORE_AGAIN_MS: '200' },
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=${canary('otlp-header')}`,
    },
    {
      MANDATE_CRED_X: credential({
        ...{ consumer_key: canary('x-key'), consumer_secret: canary('x-secret') },
        ...{ access_token: canary('x-token'), access_token_secret: canary('x-token-secret') },
      }),
      MANDATE_CRED_META: credential({
        access_token: canary('meta-token'),
        app_secret: canary('meta-secret'),
        page_id: '1',
      }),
      MANDATE_CRED_LI: credential({ access_token: canary('li-token'), author: 'urn:li:organization:1' }),
      MANDATE_CRED_BROKEN: `{"access_token": "${canary('broken-credential')}`,
    },
  )
  await plantSessionConfig(rig.api.database)
})
afterAll(async () => {
  await rig.stop()
  core.close()
  platforms.close()
})

function refusalBy(path: string): object {
  if (path.startsWith('/mock')) return { code: 'SPAM', detail: canary('mock-refusal') }
  if (path.startsWith('/rest')) return { status: 400, message: canary('linkedin-refusal') }
  return { error: { message: canary('meta-refusal'), code: 100, error_subcode: 33 } }
}

const credential = (fields: object) => JSON.stringify({ tenant_id: TENANT_A, ...fields })
const linesWith = (part: string) => rig.lines.filter(line => line.includes(part)).length
const until = (look: () => Promise<boolean> | boolean) =>
  vi.waitFor(async () => expect(await look()).toBe(true), { timeout: 30_000, interval: 50 })

it('no marker of a secret, a content or an answer is in any log line or span', async () => {
  const { api } = rig
  const post = (path: string, body: unknown, more: object = {}) => api.call('POST', `/api/v1${path}`, { body, ...more })

  // Tokens, signatures, bodies that are refused.
  for (const as of [canary('bearer'), `${canary('jwt')}.${canary('jwt-payload')}.x`])
    await post('/campaigns', {}, { as })
  await post('/campaigns', `{"tenant_id": "${canary('not-json')}`)
  await post('/campaigns', { [canary('unknown-key')]: 1, brief: canary('wrong-type') })
  await api.call('GET', `/api/v1/campaigns?access_token=${canary('query')}`)
  const command = { action_id: crypto.randomUUID(), platform: 'MOCK', command_token: canary('command-token') }
  const execute = { ...command, payload: { content_text: canary('command-text') }, governance_hash: 'g' }
  await post('/actuator/execute', execute, { headers: { 'x-command-signature': `sha256=${canary('signature')}` } })
  const signed = await api.upstreams.signer.sign({ ...execute, tenant_id: TENANT_A, digest: 'd' } as never, {
    body: { command_token: canary('signed-token') },
  })
  await post('/actuator/execute', signed.body, { headers: { 'x-command-signature': signed.signature } })

  // A campaign whose services answer wrongly.
  const brief = { objective: canary('brief'), budget: { amount_minor: 1, currency: 'EUR' } }
  const created = await post('/campaigns', { tenant_id: TENANT_A, brief })
  const { campaign_id: id } = created.body
  api.upstreams.behave(id, '/radar/scan', (_, nth) =>
    nth === 1 ? { status: 500, body: canary('upstream-500') } : nth === 2 ? undefined : { body: canary('upstream') },
  )
  api.upstreams.behave(id, '/analyst/strategies', () => ({ body: { pieces: canary('upstream-shape') } }))
  await post(`/campaigns/${id}/start`, undefined)
  await until(async () => (await api.call('GET', `/api/v1/campaigns/${id}`)).body.status === 'failed')

  // An action that its platform refuses.
  const payload = { content_text: canary('content') }
  const proposed = await post('/actions', {
    ...{ tenant_id: TENANT_A, platform: 'MOCK', account: 'demo', payload, governance_hash: 'g' },
    execution: 'on_approval',
  })
  const action = `/actions/${proposed.body.action_id}`
  await post(`${action}/approve`, { digest: proposed.body.digest, comment: canary('comment') }, { as: api.tokens.bob })
  await until(async () => (await api.call('GET', `/api/v1${action}`)).body.status === 'FAILED')

  // Accounts whose platforms answer wrongly, or whose credentials are no JSON.
  const accounts = [
    ['TWITTER', 'user', 'X'],
    ['META', 'page', 'META'],
    ['LINKEDIN', 'organization', 'LI'],
    ['TWITTER', 'user', 'BROKEN'],
  ] as const
  for (const [platform, kind, name] of accounts) {
    const path = `/api/v1/accounts/${platform}/${name.toLowerCase()}`
    const body = { kind, credentials_ref: `env:MANDATE_CRED_${name}` }
    expect((await api.call('PUT', path, { body })).status).toBe(201)
  }

  // Speech, and a core that answers wrongly.
  const { session_id } = (await post('/session/start', { client_timezone: 'Europe/Madrid' })).body
  for (const n of [1, 2]) await append(session_id, n)
  const upload = await post(`/session/${session_id}/uploads`, {
    ...{ kind: 'asset', name: `${canary('file-name')}.png`, bytes: 30_000_000, sha256: 'a'.repeat(64) },
  })

  await until(() => linesWith('"job":"check-account"') >= 4 && linesWith('"job":"transcribe"') >= 2)
  await until(() => rig.collector.spans.some(span => span.name === 'transcribe'))

  const text = `${rig.lines.join('')}${rig.collector.text()}`
  expect([...markers].filter(marker => text.includes(marker))).toEqual([])
  const { settings } = rig
  const secrets = {
    ...{ database: new URL(settings.DATABASE_URL ?? '').password, s3: settings.S3_SECRET_ACCESS_KEY ?? '' },
    ...{ hmac: settings.COMMAND_HMAC_KEY ?? '', ada: api.tokens.ada, bob: api.tokens.bob },
    ...{ presigned: 'X-Amz-Signature', signed: signed.signature },
  }
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret, name).not.toBe('')
    expect(text.includes(secret), name).toBe(false)
  }
  const answered = [
    'platform-not-json',
    'meta-refusal',
    'linkedin-refusal',
    'mock-refusal',
    'core-wrong',
    'upstream-shape',
  ]
  for (const way of answered) expect(markers).toContain(`canary-${way}-x7Qz`)
  // It would be easy to keep everything back by saying nothing.
  expect(JSON.stringify(upload.body)).toContain('X-Amz-Signature')
  for (const event of ['"code":"UNAUTHENTICATED"', '"code":"COMMAND_SIGNATURE_INVALID"', '"platform":"LINKEDIN"'])
    expect(linesWith(event), event).toBeGreaterThan(0)
  expect(rig.collector.headers[0]?.authorization).toBe('canary-otlp-header-x7Qz')
})

async function append(sessionId: string, n: number): Promise<void> {
  const headers = {
    ...{ authorization: `Bearer ${rig.api.tokens.ada}`, 'content-type': 'audio/flac' },
    ...{ 'x-sequence-id': String(n), 'x-chunk-sha256': sha256Of(SPEECH), 'x-started-at': at(n) },
  }
  const url = `${rig.api.url}/api/v1/session/${sessionId}/append`
  expect((await fetch(url, { method: 'POST', headers, body: SPEECH as Uint8Array<ArrayBuffer> })).status).toBe(202)
}
