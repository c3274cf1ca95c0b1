// What an agent is offered and what it is not, over the protocol itself.
import { Client, InMemoryTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { SignJWT } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import type { TokenSource } from '#sdk/client/call-options.ts'
import { createMandate } from '#sdk/create-mandate.ts'
import { createMcpServer } from '#sdk/mcp/create-mcp-server.ts'
import { serveMcpOverHttp } from '#sdk/mcp/serve-http.ts'
import { serviceToken } from '#sdk/mcp/service-token.ts'

const ACTION = '0198c1de-0000-7000-8000-000000000001'
const API = '/api/v1'

/** Each tool, and all that it asks of the API. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  check_action: [`POST ${API}/actions`],
  propose_action: [`POST ${API}/actions`],
  revise_action: [`PATCH ${API}/actions/${ACTION}`],
  withdraw_action: [`POST ${API}/actions/${ACTION}/cancel`],
  create_campaign: [`POST ${API}/campaigns`],
  start_campaign: [`POST ${API}/campaigns/${ACTION}/start`],
  list_campaigns: [`GET ${API}/campaigns`],
  get_campaign: [`GET ${API}/campaigns/${ACTION}`],
  list_actions: [`GET ${API}/actions`],
  get_action: [`GET ${API}/actions/${ACTION}`],
  action_metrics: [`GET ${API}/actions/${ACTION}/metrics`],
  list_sessions: [`GET ${API}/session`],
  read_session: [`GET ${API}/session/${ACTION}`, `GET ${API}/session/${ACTION}/blocks`],
  list_accounts: [`GET ${API}/accounts`],
  explain_campaign: [`GET ${API}/campaigns/${ACTION}`, `GET ${API}/campaigns/${ACTION}/why`],
  explain_action: [
    `GET ${API}/actions/${ACTION}`,
    `GET ${API}/actions/${ACTION}/audit`,
    `GET ${API}/actions/${ACTION}/why`,
  ],
  explain_session: [`GET ${API}/session/${ACTION}`, `GET ${API}/session/${ACTION}/why`],
}

/** Whatever any tool may ask for, one that decides as well: none may do nothing for want of it. */
const ANYTHING = {
  ...{ action_id: ACTION, campaign_id: ACTION, session_id: ACTION, tenant_id: ACTION, id: ACTION, webhook_id: ACTION },
  ...{ digest: 'a'.repeat(64), reason: 'r', note: 'n', comment: 'c', approve: true, decision: 'approve' },
  ...{ outcome: 'published', platform_ref_id: 'p', resolution: 'published', permalink: 'https://example.com/p' },
  ...{ command: { body: '{}', headers: {} }, body: '{}', headers: {}, command_token: 't', signature: 's' },
  ...{ scope: 'tenant', engaged: false, url: 'https://example.com/h', secret: 's', version: 1, from: 'RADAR_SCAN' },
  ...{ platform: 'MOCK', account: 'demo', payload: { content_text: 'x' }, governance_hash: 'h' },
  ...{ brief: { objective: 'o' } },
}

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

interface Asked {
  method: string
  path: string
  body: unknown
  authorization: string | null
}

/** The API as far as a tool needs it: it writes down what was asked, and answers as told. */
function fakeApi(answer: (asked: Asked) => Response = () => Response.json({ ok: true })) {
  const asked: Asked[] = []
  const fetch = async (input: Parameters<typeof globalThis.fetch>[0], init?: RequestInit) => {
    const request = new Request(input, init)
    const text = await request.text()
    const one = {
      method: request.method,
      path: new URL(request.url).pathname + new URL(request.url).search,
      body: text === '' ? undefined : JSON.parse(text),
      authorization: request.headers.get('authorization'),
    }
    asked.push(one)
    return answer(one)
  }
  return { asked, fetch }
}

async function connected(fetch: typeof globalThis.fetch, onError?: (error: Error) => void, token: TokenSource = 't') {
  const [ours, theirs] = InMemoryTransport.createLinkedPair()
  const server = createMcpServer(
    createMandate({ url: 'http://api.test', token, fetch, defaults: { retries: 0 } }),
    '1',
    onError,
  )
  await server.connect(theirs)
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(ours)
  closing.push(() => client.close())
  return client
}

const tokenOf = (claims: Record<string, unknown>) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('agent')
    .setExpirationTime('1h')
    .sign(new Uint8Array(32))

describe('an agent', () => {
  it('finds no tool that decides: nothing approves, rejects, resolves, executes or releases', async () => {
    const { asked, fetch } = fakeApi(() => Response.json({ data: [], next_cursor: null, execution_log: [] }))
    const client = await connected(fetch)
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name).sort()).toEqual(Object.keys(ALLOWED).sort())
    for (const { name } of tools) {
      asked.length = 0
      const answer = await client.callTool({ name, arguments: ANYTHING })
      expect({ name, isError: answer.isError ?? false }).toEqual({ name, isError: false })
      const requests = asked.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`).sort()
      expect({ name, requests }).toEqual({ name, requests: ALLOWED[name] })
    }
  })

  it('says of each tool whether it only looks', async () => {
    const { asked, fetch } = fakeApi(({ method }) =>
      Response.json({ method, data: [], next_cursor: null, execution_log: [] }),
    )
    const client = await connected(fetch)
    const { tools } = await client.listTools()
    for (const { name, annotations } of tools.filter(tool => tool.annotations?.readOnlyHint)) {
      asked.length = 0
      const given = { action_id: ACTION, campaign_id: ACTION, session_id: ACTION, platform: 'MOCK', account: 'demo' }
      await client.callTool({ name, arguments: { ...given, payload: { content_text: 'x' }, governance_hash: 'h' } })
      const changing = asked.filter(({ method, path }) => method !== 'GET' && !path.endsWith('dry_run=true'))
      expect({ name, changing, annotations }).toMatchObject({ name, changing: [] })
    }
    const destructive = tools.filter(tool => tool.annotations?.destructiveHint)
    expect(destructive.map(({ name }) => name).sort()).toEqual(['revise_action', 'withdraw_action'])
  })

  it('is told nothing of an error that the API did not say; who runs the server is', async () => {
    const told: Error[] = []
    const { fetch } = fakeApi()
    const token = () => Promise.reject(new Error('Command failed: vault read s3cret'))
    const client = await connected(fetch, error => told.push(error), token)
    const answer = await client.callTool({ name: 'get_action', arguments: { action_id: ACTION } })
    expect(answer).toMatchObject({ isError: true, content: [{ type: 'text', text: expect.any(String) }] })
    expect(JSON.stringify(answer)).not.toMatch(/vault|s3cret/)
    expect(told.map(({ message }) => message)).toEqual(['Command failed: vault read s3cret'])
  })

  it('proposes for approval, never for a command of its own', async () => {
    const { asked, fetch } = fakeApi(() => Response.json({ action_id: ACTION, digest: 'd' }, { status: 201 }))
    const client = await connected(fetch)
    const proposal = { platform: 'MOCK', account: 'demo', payload: { content_text: 'Hello' }, governance_hash: 'h' }
    const answer = await client.callTool({ name: 'propose_action', arguments: proposal })
    expect(answer.isError).toBeFalsy()
    expect(asked).toMatchObject([
      { method: 'POST', path: '/api/v1/actions', body: { ...proposal, execution: 'on_approval' } },
    ])
  })

  it('reads the words of a refusal and may do better', async () => {
    const problem = {
      code: 'VALIDATION_FAILED',
      detail: 'too long',
      errors: [{ pointer: '/payload', detail: '281 of 280' }],
    }
    const { fetch } = fakeApi(() => Response.json({ ...problem, status: 422, trace_id: 'abc' }, { status: 422 }))
    const client = await connected(fetch)
    const answer = await client.callTool({ name: 'get_action', arguments: { action_id: ACTION } })
    expect(answer.isError).toBe(true)
    expect(JSON.parse((answer.content as { text: string }[])[0]?.text ?? '')).toMatchObject({ ...problem, status: 422 })
  })
})

describe('a token', () => {
  it("of a person is refused, a service's is taken", async () => {
    const person = await tokenOf({ principal: 'human' })
    expect(() => serviceToken(person)).toThrow('a token of a person')
    expect(() => serviceToken(person, { absentIsService: true })).toThrow('a token of a person')
    expect(serviceToken(await tokenOf({ principal: 'service', scope: 'a b' }))).toMatchObject({
      sub: 'agent',
      scopes: ['a', 'b'],
    })
    expect(() => serviceToken('not-a-token')).toThrow('no bearer token')
  })

  it('that does not say whose it is, is refused unless that means a service', async () => {
    const named = await tokenOf({ kind: 'human' })
    expect(() => serviceToken(named)).toThrow('no claim `principal`')
    expect(() => serviceToken(named, { principalClaim: 'kind' })).toThrow('a token of a person')
    expect(serviceToken(await tokenOf({ kind: 'service' }), { principalClaim: 'kind' }).sub).toBe('agent')
    expect(serviceToken(await tokenOf({}), { absentIsService: true }).sub).toBe('agent')
  })

  it('over HTTP goes to the API with every call, and without a good one nothing is served', async () => {
    const api = fakeApi(({ authorization }) =>
      authorization?.endsWith('.bad')
        ? Response.json({}, { status: 401 })
        : Response.json({ data: [], next_cursor: null }),
    )
    const original = globalThis.fetch
    const isApi = (input: Parameters<typeof fetch>[0]) =>
      String(input instanceof Request ? input.url : input).startsWith('http://api.test')
    globalThis.fetch = (input, init) => (isApi(input) ? api.fetch(input, init) : original(input, init))
    closing.push(async () => {
      globalThis.fetch = original
    })
    const served = await serveMcpOverHttp({ url: 'http://api.test', port: 0, version: '1' })
    closing.push(() => served.close())
    const post = (headers: Record<string, string>) =>
      original(served.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{}' })
    expect((await post({})).status).toBe(401)
    for (const claims of [{ principal: 'human' }, {}])
      expect((await post({ authorization: `Bearer ${await tokenOf(claims)}` })).status).toBe(401)
    const good = await tokenOf({ principal: 'service' })
    expect((await post({ authorization: `Bearer ${good.replace(/\.[^.]+$/, '.bad')}` })).status).toBe(401)
    const client = new Client({ name: 'test', version: '1' })
    const requestInit = { headers: { authorization: `Bearer ${good}` } }
    await client.connect(new StreamableHTTPClientTransport(new URL(served.url), { requestInit }))
    closing.push(() => client.close())
    await client.callTool({ name: 'list_campaigns', arguments: {} })
    expect(api.asked.at(-1)).toMatchObject({ path: '/api/v1/campaigns?limit=20', authorization: `Bearer ${good}` })
  })
})
