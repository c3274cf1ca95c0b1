// The board as people and machines meet it: over HTTP, with real Redis, Postgres and identity provider.
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { QUEUE_NAMES, QUEUES } from '#queues/topology.ts'
import { type BoardRig, openBoardRig } from '#test/support/board-rig.ts'

const tenant = uuid()
const step = uuid()
const subject = uuid()
let rig: BoardRig
let url: string
let ops: string

beforeAll(async () => {
  rig = await openBoardRig(tenant)
  url = rig.url
  ops = await rig.tokenOf('olga', 'ops')
  await rig.database.owner`
    INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at)
    VALUES (${step}, ${tenant}, ${subject}, 'radar-scan', ${uuid()}, now(), now() + interval '1 hour')`
  await rig.dispatcher.dispatch([{ id: step, run: 1, kind: 'radar-scan', tenantId: tenant }])
  await rig.dispatcher.queue('campaign.learn').add('foreign', { text: 'a post that nobody may read here' })
})

afterAll(() => rig?.close())

const ask = (path: string, init: RequestInit = {}) =>
  fetch(url + path, {
    redirect: 'manual',
    ...init,
    headers: { authorization: `Bearer ${ops}`, ...(init.headers as Record<string, string>) },
  })

interface ShownQueue {
  name: string
  readOnlyMode: boolean
  jobs: { id: string; data: unknown; externalUrl: { href: string } }[]
}

async function shown(name: string): Promise<ShownQueue> {
  const answer = await ask(`/board/api/queues?activeQueue=${name}&status=latest&page=1&jobsPerPage=10`)
  const { queues } = (await answer.json()) as { queues: ShownQueue[] }
  const found = queues.find(queue => queue.name === name)
  if (found === undefined) throw new Error(`${name} is not shown`)
  return found
}

it('shows every queue of the topology, those that act on the outside read-only', async () => {
  const { queues } = (await (await ask('/board/api/queues')).json()) as { queues: ShownQueue[] }
  expect(queues.map(queue => [queue.name, queue.readOnlyMode]).sort()).toEqual(
    QUEUE_NAMES.map(name => [name, QUEUES[name].acting]).sort(),
  )
})

it('leads from a job to its subject in the API', async () => {
  const [job] = (await shown('campaign.radar-scan')).jobs
  expect(job?.data).toEqual({ step, run: 1, tenant })
  const answer = await ask(job?.externalUrl.href ?? '')
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe(`https://api.example.com/api/v1/campaigns/${subject}`)
  const seen = await (await ask(job?.externalUrl.href ?? '', { headers: { accept: 'text/html' } })).text()
  expect(seen).toContain(subject)
})

it.each([uuid(), 'unknown', '%00', "' OR 1=1"])('answers 404 for a step that is not open: %s', async id => {
  expect((await ask(`/board/jobs/${encodeURIComponent(id)}`)).status).toBe(404)
})

it('shows nothing but ids, even of a job that somebody else put there', async () => {
  expect(JSON.stringify(await shown('campaign.learn'))).not.toContain('nobody may read')
})

it.each(QUEUE_NAMES.filter(name => QUEUES[name].acting))('changes nothing on %s', async name => {
  expect((await ask(`/board/api/queues/${name}/pause`, { method: 'PUT' })).status).toBe(405)
  await ask('/board/api/queues/pause', { method: 'PUT' })
  expect(await rig.dispatcher.queue(name).isPaused()).toBe(false)
  await ask('/board/api/queues/resume', { method: 'PUT' })
})

it.each(['/board', '/board/api/queues', `/board/jobs/${step}`, '/board/static/js/main.js'])(
  'is closed to whoever is not signed in or lacks ops: %s',
  async path => {
    expect((await fetch(url + path)).status).toBe(401)
    const ann = await rig.tokenOf('ann', 'campaigns:read tenant:admin')
    expect((await fetch(url + path, { headers: { authorization: `Bearer ${ann}` } })).status).toBe(403)
  },
)

it('lets no page load anything from elsewhere, nor be framed', async () => {
  const policy = (await ask('/board')).headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("frame-ancestors 'none'")
})

it('signs a person in and out through the identity provider', async () => {
  const browser = new Browser()
  const board = await browser.signIn(`${url}/board/queue/campaign.learn`, 'olga', 'openid ops')
  expect([board.status, board.url]).toEqual([200, `${url}/board/queue/campaign.learn`])
  const cookie = browser.setCookies.find(line => line.startsWith('mandate_board='))
  expect(cookie).toMatch(/HttpOnly; SameSite=Lax/)
  const change = (origin: string) =>
    browser.send(`${url}/board/api/queues/campaign.learn/resume`, { method: 'PUT', headers: { origin } })
  expect((await change(url)).status).toBe(200)
  expect((await change('http://127.0.0.1:1')).status).toBe(403)
  expect((await browser.go(`${url}/auth/sign-out`, { method: 'POST', headers: { origin: url } })).url).toBe(
    `${url}/auth/signed-out`,
  )
  expect((await browser.send(`${url}/board/api/queues`)).status).toBe(401)
})

it('signs nobody in who was not granted ops', async () => {
  const browser = new Browser()
  const answer = await browser.signIn(`${url}/board`, 'ann', 'openid')
  expect(answer.status).toBe(403)
  expect(answer.text).toContain('ann')
  expect((await browser.send(`${url}/board/api/queues`)).status).toBe(401)
})

it.each(['https://evil.example/', '//evil.example', '/board/../../evil', '/boardevil', 'javascript:alert(1)'])(
  'leads nobody away after signing in: %s',
  async away => {
    const browser = new Browser()
    const answer = await browser.signIn(
      `${url}/auth/sign-in?return_to=${encodeURIComponent(away)}`,
      'olga',
      'openid ops',
    )
    expect(new URL(answer.url).origin).toBe(url)
  },
)

it('takes no answer of the identity provider for a sign-in that was not begun here', async () => {
  expect((await fetch(`${url}/auth/callback?code=x&state=y`)).status).toBe(400)
  const browser = new Browser()
  await browser.send(`${url}/auth/sign-in`)
  expect((await browser.send(`${url}/auth/callback?code=x&state=y`)).status).toBe(400)
})

it('stays up and says so while Redis is away', async () => {
  const lonely = await rig.open({ REDIS_URL: 'redis://127.0.0.1:1' })
  const at = `http://127.0.0.1:${lonely.port}`
  const answer = await fetch(`${at}/board/api/queues`, { headers: { authorization: `Bearer ${ops}` } })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('2')
  expect((await fetch(`http://127.0.0.1:${lonely.metricsPort}/readyz`)).status).toBe(503)
  expect((await fetch(`http://127.0.0.1:${lonely.metricsPort}/livez`)).status).toBe(200)
})

it('answers 503 for the subject of a job while the ledger is away', async () => {
  const lonely = await rig.open({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' })
  const headers = { authorization: `Bearer ${ops}` }
  const answer = await fetch(`http://127.0.0.1:${lonely.port}/board/jobs/${step}`, { headers })
  expect(answer.status).toBe(503)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
})

it('says that nobody can sign in while the identity provider is away', async () => {
  const lonely = await rig.open({ OIDC_ISSUER: 'http://127.0.0.1:1' })
  const answer = await fetch(`http://127.0.0.1:${lonely.port}/auth/sign-in`, { redirect: 'manual' })
  expect(answer.status).toBe(503)
})

it('has health and metrics on its private port', async () => {
  const at = `http://127.0.0.1:${rig.board.metricsPort}`
  expect((await fetch(`${at}/readyz`)).status).toBe(200)
  expect(await (await fetch(`${at}/metrics`)).text()).toContain('process_cpu_seconds_total')
})

/** A browser as far as cookies and redirects go. */
class Browser {
  readonly setCookies: string[] = []
  readonly #jars = new Map<string, Map<string, string>>()

  async send(address: string, init: RequestInit = {}): Promise<Response> {
    const { host } = new URL(address)
    const jar = this.#jars.get(host) ?? new Map<string, string>()
    this.#jars.set(host, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { accept: '*/*', cookie, ...(init.headers as Record<string, string>) }
    const response = await fetch(address, { redirect: 'manual', ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      this.setCookies.push(line)
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }

  async go(address: string, init: RequestInit = {}): Promise<{ url: string; status: number; text: string }> {
    const headers = { accept: 'text/html', ...(init.headers as Record<string, string>) }
    const response = await this.send(address, { ...init, headers })
    const next = response.headers.get('location')
    if (next !== null) return this.go(new URL(next, address).href)
    return { url: address, status: response.status, text: await response.text() }
  }

  async signIn(address: string, name: string, scope: string) {
    const login = await this.go(address)
    return this.go(login.url, { method: 'POST', body: new URLSearchParams({ tenant, name, scope }) })
  }
}
