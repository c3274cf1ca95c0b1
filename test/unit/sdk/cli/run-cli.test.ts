// The command line against an API that answers as told: what it asks, what it prints, and how it exits.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, openCliRig, problem } from './cli-rig.ts'

const ID = '0198c1de-0000-7000-8000-000000000001'
let rig: Awaited<ReturnType<typeof openCliRig>>
let answer: (path: string) => Answer

beforeAll(async () => {
  rig = await openCliRig(path => answer(path))
})
afterAll(() => rig.close())
beforeEach(() => {
  rig.asked.length = 0
})
const mandate: typeof rig.mandate = (...given) => rig.mandate(...given)

const campaign = {
  campaign_id: ID,
  state: 'PUBLISH',
  status: 'running',
  retry_count: 0,
  max_retries: 3,
  publications: [],
}
describe('what it says', () => {
  it('is a table for people and one JSON document for programs', async () => {
    answer = () => ({ body: { data: [{ ...campaign, created_at: 'T' }], next_cursor: null } })
    const table = await mandate(['campaigns', 'list', '--status', 'running'])
    expect(rig.asked[0]).toMatchObject({ path: '/api/v1/campaigns?status=running', authorization: 'Bearer token' })
    expect(table.out.split('\n').slice(0, 2)).toEqual([
      `ID${' '.repeat(36)}STATE    STATUS   CREATED  OBJECTIVE`,
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

it('hands in a CSV file as it is, and sets limits only where they are given', async () => {
  answer = () => ({ body: { accepted: 1, refused: 0, results: [{ index: 0, line: 2, status: 201 }] } })
  const csv = 'objective\r\n"Sell, slowly"\r\n'
  const batch = await mandate(['campaigns', 'batch', '-', '--csv', '--dry-run'], { stdin: csv })
  expect(batch).toMatchObject({ code: 0, err: '1 would be accepted, 0 refused\n' })
  expect(batch.out).toMatch(/^LINE .*\n2 /)
  const sent = rig.asked.at(-1)
  expect(sent?.path).toBe('/api/v1/campaigns/batch?start=false&dry_run=true')
  expect([sent?.headers['content-type'], sent?.bytes.toString()]).toEqual(['text/csv; charset=utf-8', csv])
  const put = ['accounts', 'put', 'meta', 'ads', '--kind', 'ads', '--credentials-ref', 'env:ADS']
  await mandate(put)
  expect(rig.asked.at(-1)?.body).toEqual({ kind: 'ads', credentials_ref: 'env:ADS' })
  await mandate([...put, '--limits', '{"posts":{"count":5,"seconds":60}}'])
  expect(rig.asked.at(-1)?.body).toMatchObject({ limits: { posts: { count: 5, seconds: 60 } } })
})

describe('how it exits', () => {
  it.each([
    [3, 409, 'INVALID_STATE'],
    [3, 422, 'VALIDATION_FAILED'],
    [4, 404, 'NOT_FOUND'],
    [5, 401, 'UNAUTHENTICATED'],
    [5, 403, 'SELF_APPROVAL'],
    [7, 502, 'EXECUTION_FAILED'],
    [7, 502, 'GUARD_FAILED'],
    [3, 503, 'KILL_SWITCH_ENGAGED'],
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
    expect(rig.asked.filter(({ path }) => path.includes('nonsense'))).toEqual([])
  })

  it.each(['FAILED', 'OUTCOME_UNKNOWN', 'EXPIRED'])('with 7 when what was executed ends %s', async status => {
    answer = () => ({ body: { action_id: ID, status } })
    const stdin = JSON.stringify({ headers: {}, body: '{}' })
    expect((await mandate(['actions', 'execute', '-', '--wait', '5'], { stdin })).code).toBe(7)
  })

  it.each([
    ['actions', 'COMPLETED', 0],
    ['actions', 'REJECTED', 7],
    ['campaigns', 'cancelled', 7],
  ])('of watching %s that end %s with %s', async (group, status, code) => {
    answer = path =>
      path.endsWith('/why') ? { body: { reason: 'FINAL' } } : { body: { ...campaign, action_id: ID, status } }
    expect((await mandate([group, 'watch', ID])).code).toBe(code)
  })

  it('with 7 when the campaign that was waited for is cancelled, with 6 when it takes longer than was said', async () => {
    answer = () => ({ body: { ...campaign, status: 'cancelled' }, headers: { etag: '"1"' } })
    expect((await mandate(['campaigns', 'start', ID, '--wait'])).code).toBe(7)
    answer = path => (path.includes('wait=') ? { status: 304, body: '' } : { body: campaign, headers: { etag: '"1"' } })
    const late = await mandate(['campaigns', 'start', ID, '--wait', '--timeout', '1'])
    expect(late).toMatchObject({ code: 6, out: '' })
    expect(late.err).toContain('within 1000 ms')
  })

  it('names the campaign that was made when it can not be started', async () => {
    answer = path => (path.endsWith('/start') ? problem(409, 'TENANT_NOT_CONFIGURED') : { body: campaign })
    const create = ['campaigns', 'create', '--tenant', ID, '--start']
    expect(await mandate(create)).toMatchObject({ code: 3, err: expect.stringContaining(`the campaign is ${ID}`) })
    const { err } = await mandate(['--json', ...create])
    expect(JSON.parse(err)).toMatchObject({ code: 'TENANT_NOT_CONFIGURED', campaign_id: ID })
  })

  it('says the problem as JSON to a program', async () => {
    answer = () => problem(404, 'NOT_FOUND')
    const { err } = await mandate(['--json', 'actions', 'get', ID])
    expect(JSON.parse(err)).toMatchObject({ code: 'NOT_FOUND', status: 404, trace_id: 'abc' })
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
    expect(rig.asked[0]).toMatchObject({ path: '/api/v1/actuator/execute', authorization: 'Bearer token' })
    expect(rig.asked[0]?.bytes.toString()).toBe(body)
  })
})
