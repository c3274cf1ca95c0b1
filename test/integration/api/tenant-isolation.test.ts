// A table made from the OpenAPI document: whatever the route, tenant B sees, counts, starts and cancels nothing of A.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openApiDocument } from '#api/openapi/document.ts'
import { ROUTES } from '#api/routes/index.ts'
import { DOCX } from '#contracts/session-config.ts'
import { zipDocx } from '#test/support/make-docx.ts'
import { openTestApi, TENANT_A, TENANT_B, type TestApi } from '#test/support/open-test-api.ts'
import { plantSessionConfig } from '#test/support/plant-session-config.ts'

const UNKNOWN = '0199a1b2-7c3d-7e4f-8a5b-ffffffffffff'
const document = openApiDocument(ROUTES, '0') as {
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string
        security: unknown[]
        requestBody?: { content: Record<string, { examples: Record<string, { value: unknown }> }> }
      }
    >
  >
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, operation]) => operation.security.length > 0)
    .map(([method, operation]) => ({
      name: operation.operationId,
      method: method.toUpperCase(),
      path,
      body: Object.values(operation.requestBody?.content['application/json']?.examples ?? {})[0]?.value,
    })),
)
const ofSubject = operations.filter(({ path }) => path.includes('{id}'))
/** The contract has it said aloud that a session is another tenant’s. */
const isOfSession = ({ path }: { path: string }) => path.startsWith('/api/v1/session/')
const lists = operations.filter(({ method, path }) => method === 'GET' && !path.includes('{id}'))

let api: TestApi
let campaign: string
let action: string
let skeleton: string
let session: string
let webhook: string
/** Everything of A as it stands, by the owner of the database. */
const stateOfA = () =>
  api.database.owner`
    SELECT (SELECT json_agg(c ORDER BY id) FROM campaigns c WHERE tenant_id = ${TENANT_A}) AS campaigns,
      (SELECT json_agg(a ORDER BY id) FROM governance.actions_ledger a WHERE tenant_id = ${TENANT_A}) AS actions,
      (SELECT json_agg(l ORDER BY subject_id, seq) FROM audit_log l WHERE tenant_id = ${TENANT_A}) AS trail,
      (SELECT json_agg(s ORDER BY id) FROM steps s WHERE tenant_id = ${TENANT_A}) AS steps,
      (SELECT json_agg(o ORDER BY account) FROM accounts o WHERE tenant_id = ${TENANT_A}) AS accounts,
      (SELECT json_agg(e ORDER BY id) FROM sessions e WHERE tenant_id = ${TENANT_A}) AS sessions,
      (SELECT json_agg(w ORDER BY id) FROM webhooks w WHERE tenant_id = ${TENANT_A}) AS webhooks,
      (SELECT count(*) FROM webhook_deliveries WHERE tenant_id = ${TENANT_A}) AS deliveries,
      (SELECT count(*) FROM session_chunks WHERE tenant_id = ${TENANT_A}) AS chunks,
      (SELECT count(*) FROM session_assets WHERE tenant_id = ${TENANT_A}) AS assets,
      (SELECT count(*) FROM session_uploads WHERE tenant_id = ${TENANT_A}) AS uploads,
      (SELECT count(*) FROM session_contexts WHERE tenant_id = ${TENANT_A}) AS contexts,
      (SELECT json_agg(k ORDER BY id) FROM tenant_skeletons k WHERE tenant_id = ${TENANT_A}) AS skeletons,
      (SELECT json_agg(v ORDER BY version) FROM tenant_config_versions v WHERE tenant_id = ${TENANT_A}) AS configs,
      (SELECT json_agg(q) FROM tenant_quotas q WHERE tenant_id = ${TENANT_A}) AS quotas`

beforeAll(async () => {
  const s3 = Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_'))
  const sealing = { TOKEN_SEALING_KEY: Buffer.alloc(32, 7).toString('base64') }
  api = await openTestApi({ ...(Object.fromEntries(s3) as Record<string, string>), ...sealing })
  campaign = (
    await api.call('POST', '/api/v1/campaigns', { body: { tenant_id: TENANT_A, metadata: { secret: 'marmot' } } })
  ).body.campaign_id
  const proposal = {
    platform: 'MOCK',
    account: 'marmot',
    payload: { content_text: 'marmot' },
    governance_hash: 'marmot',
  }
  action = (await api.call('POST', '/api/v1/actions', { body: proposal })).body.action_id
  skeleton = await plantSetup()
  await plantSessionConfig(api.database, 2)
  const start = { client_timezone: 'UTC', title: 'marmot' }
  session = (await api.call('POST', '/api/v1/session/start', { body: start })).body.session_id
  const hook = { url: 'https://93.184.215.14/marmot', description: 'marmot' }
  webhook = (await api.call('POST', '/api/v1/webhooks', { body: hook })).body.webhook_id
  expect([campaign, action, skeleton, session, webhook]).toEqual(Array(5).fill(expect.any(String)))
})
afterAll(() => api.close())

/** A skeleton, a configuration in force and a quota of A. */
async function plantSetup(): Promise<string> {
  const answer = await fetch(`${api.url}/api/v1/tenants/current/skeletons`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api.tokens.ada}`, 'content-type': DOCX, 'x-skeleton-name': 'marmot' },
    body: new Uint8Array(zipDocx()),
  })
  await api.call('PUT', '/api/v1/tenants/current/config', {
    body: { adapter_id: 'marmot', zone_map: { marmot: 'BODY' } },
  })
  await api.database
    .owner`UPDATE tenant_config_versions SET status = 'ACTIVE', decided_at = now() WHERE tenant_id = ${TENANT_A}`
  await api.call('PUT', '/api/v1/tenants/current/quota', { body: { limit_seconds: 77_777 } })
  return ((await answer.json()) as { skeleton_id: string }).skeleton_id
}

const ownId = (path: string) => {
  if (path.startsWith('/api/v1/session')) return session
  if (path.startsWith('/api/v1/actions')) return action
  if (path.startsWith('/api/v1/webhooks')) return webhook
  return path.startsWith('/api/v1/tenants/current/skeletons') ? skeleton : campaign
}

const at = (path: string, id: string) => path.replace('{id}', id)
const withoutTrace = ({ trace_id: _, instance: __, ...rest }: Record<string, unknown>) => rest

describe('another tenant', () => {
  it.each(ofSubject.filter(isOfSession))('is refused A’s session by name in $name', async ({ method, path, body }) => {
    const before = await stateOfA()
    const theirs = await api.call(method, at(path, session), { as: api.tokens.eve, body })
    expect([theirs.status, theirs.body.code]).toEqual([403, 'TENANT_MISMATCH'])
    expect(theirs.text).not.toMatch(/marmot/)
    expect((await api.call(method, at(path, UNKNOWN), { as: api.tokens.eve, body })).status).toBe(404)
    expect(await stateOfA()).toEqual(before)
  })

  it.each(ofSubject.filter(operation => !isOfSession(operation)))(
    'is told by $name the same about A’s $path as about an id that does not exist',
    async ({ method, path, body }) => {
      const before = await stateOfA()
      const id = ownId(path)
      const theirs = await api.call(method, at(path, id), { as: api.tokens.eve, body })
      const none = await api.call(method, at(path, UNKNOWN), { as: api.tokens.eve, body })
      expect(theirs.status).toBe(404)
      expect(withoutTrace(theirs.body)).toEqual(withoutTrace(none.body))
      expect([...theirs.headers.keys()].sort()).toEqual([...none.headers.keys()].sort())
      expect(await stateOfA()).toEqual(before)
    },
  )

  it.each(ofSubject)('is told nothing by $name through the other noun’s id either', async ({ method, path, body }) => {
    const id = ownId(path) === campaign ? action : campaign
    expect((await api.call(method, at(path, id), { body })).status).toBe(404)
  })

  it.each(lists)('finds nothing of A in $name', async ({ method, path }) => {
    const query = path.endsWith('/verify') ? `?subject=${campaign}` : ''
    const { status, text } = await api.call(method, `${path}${query}`, { as: api.tokens.eve })
    expect([200, 404, 503]).toContain(status)
    expect(text).not.toMatch(/marmot|77777/)
    expect(text).not.toContain(skeleton)
    expect(text).not.toContain(action)
    expect(JSON.stringify(text).replaceAll(query, '')).not.toContain(TENANT_A)
  })

  it.each([`?campaign_id=`, `?limit=200&campaign_id=`])('counts nothing of A by the filter %s', async filter => {
    for (const noun of ['campaigns', 'actions']) {
      const { body } = await api.call('GET', `/api/v1/${noun}${filter}${campaign}`, { as: api.tokens.eve })
      expect(body).toEqual({ data: [], next_cursor: null })
    }
  })

  it('can name neither A in a body, nor A’s campaign, nor A’s account', async () => {
    const before = await stateOfA()
    const as = api.tokens.eve
    const proposal = { platform: 'MOCK', account: 'eves', payload: { content_text: 'x' }, governance_hash: 'g' }
    const named = await api.call('POST', '/api/v1/campaigns', { as, body: { tenant_id: TENANT_A } })
    const inside = await api.call('POST', '/api/v1/actions', { as, body: { ...proposal, campaign_id: campaign } })
    const unknown = await api.call('POST', '/api/v1/actions', { as, body: { ...proposal, campaign_id: UNKNOWN } })
    const account = await api.call('POST', '/api/v1/actions', { as, body: { ...proposal, account: 'marmot' } })
    const channel = await api.call('POST', '/api/v1/campaigns', {
      as,
      body: { tenant_id: TENANT_B, channels: [{ platform: 'MOCK', account: 'marmot' }] },
    })
    expect([named.status, named.body.code]).toEqual([403, 'TENANT_MISMATCH'])
    expect(inside.status).toBe(unknown.status)
    expect(withoutTrace(inside.body)).toEqual(withoutTrace(unknown.body))
    expect([account.status, account.body.code]).toEqual([422, 'ACCOUNT_UNKNOWN'])
    expect([channel.status, channel.body.code]).toEqual([422, 'ACCOUNT_UNKNOWN'])
    expect(await stateOfA()).toEqual(before)
  })

  it('cannot replay A’s answers by A’s Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'shared-key' }
    const path = '/api/v1/actions'
    const body = { platform: 'MOCK', account: 'demo', payload: { content_text: 'of one' }, governance_hash: 'g' }
    const mine = await api.call('POST', path, { body, headers })
    const theirs = await api.call('POST', path, { as: api.tokens.eve, body, headers })
    expect(mine.status).toBe(201)
    expect(theirs.body.action_id).not.toBe(mine.body.action_id)
    expect(theirs.headers.get('idempotent-replayed')).toBeNull()
  })

  it('is not told by time either whether an id of A exists', async () => {
    const took = async (id: string) => {
      const startedAt = performance.now()
      await api.call('POST', `/api/v1/campaigns/${id}/start`, { as: api.tokens.eve })
      return performance.now() - startedAt
    }
    // One after the other in turns: whatever else this machine does meanwhile, it does to both.
    let theirsTookLonger = 0
    const rounds = 80
    for (let round = 0; round < rounds; round++) {
      const [first, second] = round % 2 === 0 ? [campaign, UNKNOWN] : [UNKNOWN, campaign]
      const [a, b] = [await took(first), await took(second)]
      if (first === campaign ? a > b : b > a) theirsTookLonger += 1
    }
    // By chance alone it leaves the middle half of all rounds once in a hundred thousand runs.
    expect(Math.abs(theirsTookLonger - rounds / 2)).toBeLessThan(rounds / 4)
  })
})

describe('ops', () => {
  it('reads all tenants and writes none', async () => {
    const as = api.tokens.ops
    expect((await api.call('GET', `/api/v1/campaigns/${campaign}`, { as })).status).toBe(200)
    expect((await api.call('GET', `/api/v1/actions/${action}/why`, { as })).status).toBe(200)
    for (const { method, path, body } of operations.filter(operation => operation.method === 'POST')) {
      const { status } = await api.call(method, at(path, campaign), { as, body })
      expect(status).toBe(403)
    }
  })
})

describe('without a token', () => {
  it.each(operations)('$name is 401 with WWW-Authenticate', async ({ method, path }) => {
    const { status, headers, body } = await api.call(method, at(path, campaign), { as: '' })
    expect([status, body.code]).toEqual([401, 'UNAUTHENTICATED'])
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/)
  })
})
