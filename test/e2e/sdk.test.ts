// The SDK as somebody else gets it: packed, installed into an empty folder, and run against the system as `npm start` starts it.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import mammoth from 'mammoth'
import newman from 'newman'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { worldSecrets } from '#dev/supervisor/world-secrets.ts'
import { startWorld, type World } from '#dev/world.ts'
import { createMandate } from '#sdk/create-mandate.ts'
import { meetingWav } from '#test/support/meeting-wav.ts'
import { OWN_BACKING } from '#test/support/own-backing.ts'
import { quickstartScript } from '#test/support/quickstart-script.ts'
import { ROOT } from '#test/support/source/read-sources.ts'
import { startWebhookReceiver } from '#test/support/webhook-receiver.ts'

const TENANT = '550e8400-e29b-41d4-a716-446655440000'
const dataDir = mkdtempSync(join(tmpdir(), 'mandate-sdk-'))
/** The quickstart's home; its folder is where everything after it runs, too. */
const home = mkdtempSync(join(tmpdir(), 'mandate-sdk-home-'))
const folder = join(home, 'first-post')
const world = {} as { it: World }
let settings: Record<string, string>
let followed: { code: number | null; output: string }

beforeAll(async () => {
  const env = { ...OWN_BACKING, CORE_SPEECH: 'length' }
  world.it = await startWorld({ dataDir, portBase: 'free', without: ['board'], env })
  const url = world.it.endpoints().api?.url ?? ''
  const tokenOf = (sub: string) => world.it.token({ tenant: TENANT, sub })
  settings = {
    ...{ MANDATE_URL: url, MANDATE_TENANT: TENANT },
    ...{ MANDATE_TOKEN: await tokenOf('ann'), MANDATE_APPROVER_TOKEN: await tokenOf('ben') },
  }
  followed = await follow(url)
}, 600_000)
afterAll(async () => {
  await world.it?.stop()
  for (const path of [dataDir, home]) rmSync(path, { recursive: true, force: true })
}, 60_000)

/** What a shell of somebody else has: an outer Node where there is one, and nothing of this repository. */
function outerEnv(): Record<string, string> {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(part => !part.startsWith(ROOT) && !part.includes('node_modules'))
  return { PATH: [...path, join(ROOT, 'node_modules/.bin')].join(delimiter), HOME: home }
}

async function follow(url: string): Promise<{ code: number | null; output: string }> {
  const script = quickstartScript(readFileSync(join(ROOT, 'sdk/QUICKSTART.md'), 'utf8')).replaceAll(
    'http://127.0.0.1:3000',
    url,
  )
  const quiet = { npm_config_audit: 'false', npm_config_fund: 'false', npm_config_prefer_offline: 'true' }
  const cache = { npm_config_cache: (await promisify(execFile)('npm', ['config', 'get', 'cache'])).stdout.trim() }
  const env = { ...outerEnv(), ...quiet, ...cache, MANDATE_DATA_DIR: dataDir, OIDC_ISSUER: '' }
  return run('bash', ['-euo', 'pipefail', '-c', script], { cwd: ROOT, env })
}

async function run(program: string, args: string[], options: { cwd: string; env: Record<string, string> }) {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

/** One of the examples in the folder that has the package; `onOutput` sees what it has said so far. */
function example(name: string, env: Record<string, string> = {}) {
  const args = ['--no-warnings', join('examples', name, 'main.ts')]
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...outerEnv(), ...settings, ...env } })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (text += String(chunk)))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const addressed = async () =>
    vi.waitFor(() => /http:\/\/\S+/.exec(text)?.[0] ?? expect.fail(text), { timeout: 30_000, interval: 50 })
  return { child, ended, addressed, output: () => text }
}

describe('the quickstart, word by word', () => {
  it('leads from an empty folder to an approved, published post', () => {
    expect(followed.code, followed.output).toBe(0)
    expect(followed.output).toContain('Ann: 403 SELF_APPROVAL')
    expect(followed.output).toMatch(/Ben: COMPLETED, on the platform as \S+/)
    expect(followed.output).toMatch(/Trail: ok, \d+ entries/)
  })
})

describe('the installed package', () => {
  it('has its client, examples and collection, and nothing that makes them', () => {
    const packed = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    expect(packed.dependencies).toEqual({ '@mandate/sdk': expect.stringContaining('mandate-sdk-0.1.0.tgz') })
    const installed = join(folder, 'node_modules/@mandate/sdk')
    expect(readFileSync(join(installed, 'postman/mandate.postman_collection.json'), 'utf8')).toContain('First steps')
    expect(() => readFileSync(join(installed, 'generate/main.ts'))).toThrow('ENOENT')
  })

  it('runs its command line, and offers its MCP server to a program', async () => {
    // The Node of this repository: the command line asks for a newer one than the client.
    const env = { ...outerEnv(), PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${outerEnv().PATH}` }
    const version = await run('npx', ['--no-install', 'mandate', '--version'], { cwd: folder, env })
    expect(version).toEqual({ code: 0, output: '0.1.0\n' })
    writeFileSync(join(folder, 'two.csv'), 'objective,channels\nSell cold brew,MOCK:demo\nSell more,nowhere\n')
    const mandate = ['--no-install', 'mandate', '--json', 'campaigns', 'batch', 'two.csv', '--dry-run']
    const batch = await run('npx', mandate, { cwd: folder, env: { ...env, ...settings } })
    expect([batch.code, JSON.parse(batch.output.replace(/^error:.*$/m, ''))]).toMatchObject([
      7,
      [
        { line: 2, status: 201, planned: { brief: { objective: 'Sell cold brew' } } },
        { line: 3, status: 422 },
      ],
    ])
    const program = `const { createMcpServer } = await import('@mandate/sdk/mcp'); console.log(typeof createMcpServer)`
    const imported = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: folder, env })
    expect(imported).toEqual({ code: 0, output: 'function\n' })
  })

  it('tells a TypeScript program its types', async () => {
    const program = `import { createMandate } from '@mandate/sdk'
      export const status: 'draft' = (await createMandate({ url: '', token: '' }).campaigns.get('')).status`
    writeFileSync(join(folder, 'typed.mts'), program)
    const flags = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--lib',
      'es2024,dom',
      '--types',
      '',
    ]
    const { output } = await run(join(ROOT, 'node_modules/.bin/tsc'), [...flags, '--pretty', 'false', 'typed.mts'], {
      ...{ cwd: folder, env: outerEnv() },
    })
    expect(output.trim().split('\n')[0]).toMatch(/^typed\.mts\(2,.*"cancelled"/)
  })
})

it('an agent checks, proposes, changes and withdraws an ad, and finds no tool that decides', async () => {
  const token = await world.it.token({ tenant: TENANT, sub: 'agent', principal: 'service' })
  const agent = new Client({ name: 'agent', version: '1' })
  await agent.connect(
    new StdioClientTransport({
      ...{ command: process.execPath, args: [join(folder, 'node_modules/@mandate/sdk/dist/cli/main.js'), 'mcp'] },
      env: { ...outerEnv(), ...settings, MANDATE_TOKEN: token },
    }),
  )
  const ask = async (name: string, input: object) => {
    const { isError, content } = await agent.callTool({ name, arguments: { ...input } })
    const [{ text = '' } = {}] = content as { text?: string }[]
    expect(isError ?? false, text).toBe(false)
    return JSON.parse(text)
  }
  const ann = createMandate({ url: settings.MANDATE_URL ?? '', token: settings.MANDATE_TOKEN ?? '' })
  await ann.accounts.put(
    { platform: 'META', account: 'ads' },
    { kind: 'ads', currency: 'EUR', credentials_ref: 'env:ADS' },
  )
  const audience = { age_range: [25, 45], interests: ['coffee'] }
  const payload = { content_text: 'Cold brew', kind: 'ad', budget_bid: 12, currency: 'EUR', target_audience: audience }
  const proposal = { platform: 'META', account: 'ads', governance_hash: 'policy-1', payload }
  expect((await ask('check_action', proposal)).approvals_required).toBe(1)
  const { action_id, digest } = await ask('propose_action', proposal)
  expect((await ask('explain_action', { action_id })).why.reason).toBe('AWAITING_APPROVAL')
  const revised = await ask('revise_action', { action_id, payload: { ...payload, content_text: 'Cold brew in cans' } })
  expect(revised.digest).not.toBe(digest)
  for (const name of ['approve_action', 'resolve_action', 'release_kill_switch'])
    await expect(agent.callTool({ name, arguments: { action_id, digest } })).rejects.toThrow('not found')
  expect((await ask('withdraw_action', { action_id, reason: 'no more' })).status).toBe('CANCELLED')
  await agent.close()
})

describe('the collection', () => {
  it('its first steps run in order against the system, each answered as it says', async () => {
    const read = (name: string) => JSON.parse(readFileSync(join(ROOT, 'sdk/postman', name), 'utf8'))
    const values = {
      baseUrl: settings.MANDATE_URL,
      token: settings.MANDATE_TOKEN,
      approver_token: settings.MANDATE_APPROVER_TOKEN,
    }
    const summary = await new Promise<newman.NewmanRunSummary>((resolve, reject) =>
      newman.run(
        {
          collection: read('mandate.postman_collection.json'),
          environment: read('local.postman_environment.json'),
          ...{ folder: 'First steps', reporters: [] },
          envVar: Object.entries(values).map(([key, value]) => ({ key, value: value ?? '' })),
        },
        (error, summary) => (error ? reject(error) : resolve(summary)),
      ),
    )
    expect(summary.run.failures.map(({ source, error }) => `${source?.name}: ${error.message}`)).toEqual([])
    expect(summary.run.stats.assertions.total).toBeGreaterThan(10)
  }, 180_000)
})

describe('the examples', { timeout: 180_000 }, () => {
  beforeAll(() =>
    cpSync(join(folder, 'node_modules/@mandate/sdk/examples'), join(folder, 'examples'), { recursive: true }),
  )

  it('a campaign is run and its posts approved', async () => {
    const { ended, output } = example('campaign')
    expect(await ended, output()).toBe(0)
    expect(output()).toContain('campaign completed')
  })

  it('an action is approved on a page of one’s own, by the digest that stood there', async () => {
    const { ended, addressed, output } = example('own-approval')
    const url = await addressed()
    const page = await (await fetch(url)).text()
    const digest = /name="digest" value="([0-9a-f]{64})"/.exec(page)?.[1] ?? ''
    const decide = (sent: string) =>
      fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ decision: 'approve', digest: sent }),
        redirect: 'manual',
      })
    expect((await decide('0'.repeat(64))).status).toBe(409)
    expect((await decide(digest)).status).toBe(303)
    expect(await ended, output()).toBe(0)
    expect(output()).toContain('action COMPLETED')
  })

  it('a command signed by the SDK is executed, and sent twice, once', async () => {
    const store = new DatabaseSync(join(dataDir, 'services/enterprise/enterprise.sqlite'), { readOnly: true })
    const row = store.prepare('SELECT private_jwk FROM signing_keys WHERE retired_at_ms IS NULL').get()
    store.close()
    writeFileSync(join(home, 'enterprise.jwk'), String(row?.private_jwk))
    const keys = {
      ENTERPRISE_KEY: join(home, 'enterprise.jwk'),
      COMMAND_HMAC_KEY: worldSecrets(dataDir).commandHmacKey,
    }
    const { ended, output } = example('sign-command', keys)
    expect(await ended, output()).toBe(0)
    expect(output()).toContain('action COMPLETED, 1 attempt')
  })

  it('a WAV file becomes sealed minutes, and an endpoint hears of each step', async () => {
    const receiver = await startWebhookReceiver()
    const mandate = createMandate({ url: settings.MANDATE_URL ?? '', token: settings.MANDATE_TOKEN ?? '' })
    const { secret } = await mandate.webhooks.create({ url: receiver.url, events: ['session.*'] })
    const env = { ...outerEnv(), MANDATE_DATA_DIR: dataDir, OIDC_ISSUER: '' }
    const given = await run(process.execPath, ['dev/tenant.ts', '--tenant', TENANT], { cwd: ROOT, env })
    expect(given.code, given.output).toBe(0)
    writeFileSync(join(home, 'meeting.wav'), await meetingWav())
    const { ended, output } = example('record-meeting', { WAV: join(home, 'meeting.wav') })
    expect(await ended, output()).toBe(0)
    expect(output()).toMatch(/session FINALIZED: minutes\.docx, \d chunks, integrity hash [0-9a-f]{64}/)
    const { value } = await mammoth.extractRawText({ path: join(folder, 'minutes.docx') })
    expect(value).toContain('The roaster')
    const told = ['started', 'draining', 'building', 'built', 'finalized'].map(step => `session.${step}`)
    await vi.waitFor(
      () => expect(receiver.verified(secret).map(({ event }) => event.type)).toEqual(expect.arrayContaining(told)),
      { timeout: 30_000, interval: 100 },
    )
    for (const { body } of receiver.received) expect(body).not.toContain('roaster')
    await receiver.close()
  })

  it('a webhook that holds is received once, another not at all', async () => {
    const [secret, other] = ['s', 'o'].map(letter => `whsec_${btoa(letter.repeat(32))}`) as [string, string]
    const { child, ended, addressed, output } = example('receive-webhooks', { WEBHOOK_SECRET: secret })
    const url = await addressed()
    const send = async (by: string) => {
      const [at, body] = [new Date(), '{"type":"action.completed"}']
      const signed = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) }
      const headers = { ...signed, 'webhook-signature': new Webhook(by).sign('msg_1', at, body) }
      return (await fetch(url, { method: 'POST', body, headers })).status
    }
    expect([await send(other), await send(secret), await send(secret)]).toEqual([401, 204, 204])
    child.kill()
    await ended
    expect(output().match(/msg_1/g)).toHaveLength(1)
  })
})
