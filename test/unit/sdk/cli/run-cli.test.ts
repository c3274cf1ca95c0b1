// The command line against an API that answers as told: what it asks, what it prints, and how it exits.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { runCli } from '#sdk/cli/run-cli.ts'

const ID = '0198c1de-0000-7000-8000-000000000001'
let server: Server
let url: string
let asked: { method: string; path: string; body: unknown; authorization: string | undefined }[] = []
let answer: (path: string) => { status?: number; body: unknown; headers?: Record<string, string> }

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    const { method = '', url: path = '', headers } = request
    asked.push({ method, path, body: text === '' ? undefined : JSON.parse(text), authorization: headers.authorization })
    const { status = 200, body, headers: more = {} } = answer(path)
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())
beforeEach(() => {
  asked = []
})

async function mandate(words: string[], { env = {}, stdin = '', tty = false } = {}) {
  const written = { out: '', err: '' }
  const stream = (name: 'out' | 'err') =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          written[name] += String(chunk)
          done()
        },
      }),
      { isTTY: tty },
    )
  const code = await runCli(words, {
    env: { MANDATE_URL: url, MANDATE_TOKEN: 'token', ...env },
    stdin: (async function* () {
      yield stdin
    })(),
    ...{ stdout: stream('out'), stderr: stream('err'), version: '9.9.9', signal: new AbortController().signal },
  })
  return { code, ...written }
}

const campaign = {
  campaign_id: ID,
  state: 'PUBLISH',
  status: 'running',
  retry_count: 0,
  max_retries: 3,
  publications: [],
}
const problem = (status: number, code: string, more = {}) => ({
  status,
  body: {
    type: 'about:blank',
    title: code,
    status,
    detail: `because of ${code}`,
    instance: '/',
    code,
    trace_id: 'abc',
    ...more,
  },
})

describe('what it says', () => {
  it('is a table for people and one JSON document for programs', async () => {
    answer = () => ({ body: { data: [{ ...campaign, created_at: 'T' }], next_cursor: null } })
    const table = await mandate(['campaigns', 'list', '--status', 'running'])
    expect(asked[0]).toMatchObject({ path: '/api/v1/campaigns?status=running', authorization: 'Bearer token' })
    expect(table.out.split('\n').slice(0, 2)).toEqual([
      `ID${' '.repeat(36)}STATE    STATUS   CREATED`,
      `${ID}  PUBLISH  running  T`,
    ])
    const json = await mandate(['--json', 'campaigns', 'list'])
    expect(JSON.parse(json.out)).toMatchObject([{ campaign_id: ID }])
    expect(json.err).toBe('')
  })

  it('lets nothing through that would steer a terminal', async () => {
    answer = () => ({ body: { ...campaign, brief: { objective: 'red \u001b[31m and \u0007 bell' } } })
    const { out } = await mandate(['campaigns', 'get', ID])
    expect(out).toContain('red [31m and  bell')
    expect(out).not.toContain('\u001b')
  })

  it('shows what goes on where a terminal is, and nowhere else', async () => {
    let looks = 0
    answer = path => {
      if (path.endsWith('/start')) return { status: 202, body: campaign }
      const status = looks++ === 0 ? 'running' : 'completed'
      return { body: { ...campaign, status }, headers: { etag: `"${looks}"` } }
    }
    const seen = await mandate(['campaigns', 'start', ID, '--wait'], { tty: true })
    expect(seen.code).toBe(0)
    expect(seen.err).toContain('PUBLISH running')
    looks = 0
    expect((await mandate(['campaigns', 'start', ID, '--wait'])).err).toBe('')
  })
})

describe('how it exits', () => {
  it.each([
    [3, 409, 'INVALID_STATE'],
    [3, 422, 'VALIDATION_FAILED'],
    [4, 404, 'NOT_FOUND'],
    [5, 401, 'UNAUTHENTICATED'],
    [5, 403, 'SELF_APPROVAL'],
  ])('with %i when the answer is %i %s', async (code, status, name) => {
    answer = () => problem(status, name, { errors: [{ pointer: '/digest', detail: 'is missing' }] })
    const ended = await mandate(['actions', 'approve', ID, '--digest', 'd'])
    expect(ended).toMatchObject({ code, out: '' })
    expect(ended.err).toBe(`error: because of ${name} (${name})\n  /digest: is missing\n`)
  })

  it('with 6 when nothing answers, 2 when the line is wrong, 7 when it ended badly', async () => {
    expect((await mandate(['--url', 'http://127.0.0.1:1', 'campaigns', 'why', ID])).code).toBe(6)
    expect((await mandate(['campaigns', 'nonsense'])).code).toBe(2)
    expect(
      (await mandate(['actions', 'propose', '--platform', 'MOCK', '--account', 'a', '--governance-hash', 'h'])).code,
    ).toBe(2)
    expect((await mandate(['campaigns', 'list'], { env: { MANDATE_TOKEN: '' } })).code).toBe(2)
    answer = () => ({ body: { ok: false, checked: 3, first_bad: { seq: 2, why: 'its hash' }, checkpoint_at: 'T' } })
    const bad = await mandate(['audit', 'verify', ID])
    expect(bad.code).toBe(7)
    expect(bad.out).toContain('2: its hash')
    expect(asked.filter(({ path }) => path.includes('nonsense'))).toEqual([])
  })

  it('says the problem as JSON to a program', async () => {
    answer = () => problem(404, 'NOT_FOUND')
    const { err } = await mandate(['--json', 'actions', 'get', ID])
    expect(JSON.parse(err)).toMatchObject({ code: 'NOT_FOUND', status: 404, trace_id: 'abc' })
  })
})

describe('whose token', () => {
  it('may come from a command that is run when it is needed', async () => {
    answer = () => ({ body: campaign })
    await mandate(['campaigns', 'get', ID], { env: { MANDATE_TOKEN: '', MANDATE_TOKEN_COMMAND: 'echo made-fresh' } })
    expect(asked[0]?.authorization).toBe('Bearer made-fresh')
  })
})

describe('what a shell offers', () => {
  it('is the commands and options that fit, of the command that stands there', async () => {
    expect((await mandate(['__complete', '--', 'sessions', 're'])).out).toBe('record\n')
    expect((await mandate(['__complete', '--', 'sessions', 'record', '--re'])).out).toBe('--realtime\n')
    expect((await mandate(['__complete', '--', ''])).out).not.toContain('__complete')
  })

  it.each(['bash', 'zsh', 'fish'])('comes with a script for %s', async shell => {
    expect((await mandate(['completion', shell])).out).toContain('__complete')
    expect((await mandate(['completion', 'tcsh'])).code).toBe(2)
  })
})

describe('a command for the actuator', () => {
  it('is sent byte by byte, with our token and not the one that came with it', async () => {
    answer = () => ({ status: 202, body: { action_id: ID, status: 'QUEUED' } })
    const body = '{"action_id":  "x"}'
    const signed = { headers: { Authorization: 'Bearer theirs', 'X-Command-Signature': 'sha256=ab' }, body }
    const ended = await mandate(['actions', 'execute', '-'], { stdin: JSON.stringify(signed) })
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(asked[0]).toMatchObject({
      path: '/api/v1/actuator/execute',
      authorization: 'Bearer token',
      body: { action_id: 'x' },
    })
  })
})
