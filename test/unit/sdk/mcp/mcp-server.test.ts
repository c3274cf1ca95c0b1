// What an agent is offered and what it is not, over the protocol itself.
import { Client, InMemoryTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { SignJWT } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import { createMandate } from '#sdk/create-mandate.ts'
import { createMcpServer, TOOLS } from '#sdk/mcp/create-mcp-server.ts'
import { serveMcpOverHttp } from '#sdk/mcp/serve-http.ts'
import { serviceToken } from '#sdk/mcp/service-token.ts'

const ACTION = '0198c1de-0000-7000-8000-000000000001'
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

async function connected(fetch: typeof globalThis.fetch) {
  const [ours, theirs] = InMemoryTransport.createLinkedPair()
  const server = createMcpServer(
    createMandate({ url: 'http://api.test', token: 't', fetch, defaults: { retries: 0 } }),
    '1',
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
    expect(tools.map(({ name }) => name).sort()).toEqual(TOOLS.map(({ name }) => name).sort())
    for (const { name } of tools) {
      const input = { action_id: ACTION, campaign_id: ACTION, session_id: ACTION, tenant_id: ACTION, reason: 'r' }
      const given = {
        ...input,
        platform: 'MOCK',
        account: 'demo',
        payload: { content_text: 'x' },
        governance_hash: 'h',
      }
      await client.callTool({ name, arguments: { ...given, brief: { objective: 'o' } } })
    }
    expect(asked.length).toBeGreaterThanOrEqual(tools.length)
    const deciding = asked.filter(({ path }) => /approve|reject|resolve|execute|kill-switch|policy|webhook/.test(path))
    expect(deciding).toEqual([])
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
  it("of a person is refused, a service's and one that says nothing are taken", async () => {
    const person = await tokenOf({ principal: 'human' })
    expect(() => serviceToken(person)).toThrow('a token of a person')
    expect(serviceToken(await tokenOf({ principal: 'service', scope: 'a b' }))).toMatchObject({
      sub: 'agent',
      scopes: ['a', 'b'],
    })
    expect(serviceToken(await tokenOf({})).sub).toBe('agent')
    expect(() => serviceToken('not-a-token')).toThrow('no bearer token')
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
    expect((await post({ authorization: `Bearer ${await tokenOf({ principal: 'human' })}` })).status).toBe(401)
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
