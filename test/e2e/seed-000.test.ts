// The acceptance list of seed 000 (RFC-PHOENIX-04, section 7), point by point, on the system as `npm start` starts it.
import { spawn } from 'node:child_process'
import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWorld, type World } from '#dev/world.ts'
import { OWN_BACKING } from '#test/support/own-backing.ts'
import { reachedFrom } from '#test/support/source/reached-from.ts'
import { readDiagram } from '#test/support/source/read-diagram.ts'
import { ROOT, readSources } from '#test/support/source/read-sources.ts'

const TENANT = randomUUID()
const dataDir = mkdtempSync(join(tmpdir(), 'mandate-seed-000-'))
let world: World
let owner: postgres.Sql
let tokens: { ann: string; ben: string }

beforeAll(async () => {
  // What a developer's own shell may have set must not reach this world.
  const env = OWN_BACKING
  world = await startWorld({ dataDir, portBase: 'free', without: ['board'], env })
  owner = postgres(world.endpoints().postgres.url, { max: 1, onnotice: () => {} })
  const tokenOf = (sub: string) => world.token({ tenant: TENANT, sub })
  tokens = { ann: await tokenOf('ann'), ben: await tokenOf('ben') }
}, 300_000)
afterAll(async () => {
  await owner?.end()
  await world?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const api = () => world.endpoints().api?.url ?? ''
async function post(path: string, token: string, body: object) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(`${api()}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await response.json()) as Record<string, string>
}
let texts = 0
const propose = (payload: object = {}) =>
  post('/actions', tokens.ann, {
    ...{ platform: 'MOCK', account: 'seed', governance_hash: 'policy' },
    payload: { content_text: `seed 000, number ${texts++}`, ...payload },
  })
async function approved() {
  const { action_id, digest } = await propose()
  return post(`/actions/${action_id}/approve`, tokens.ben, { digest: digest ?? '' })
}

interface Ready {
  url: string
  headers: Record<string, string>
  body: string
}

/** As `npm run -s command -- --action ID` behind its setup. */
async function run(actionId = ''): Promise<{ code: number; output: string; errors: string }> {
  const env = { ...process.env, MANDATE_DATA_DIR: dataDir, OIDC_ISSUER: '' }
  const child = spawn(process.execPath, [join(ROOT, 'dev/command.ts'), '--action', actionId], { cwd: ROOT, env })
  const [output, errors]: string[][] = [[], []]
  child.stdout.on('data', chunk => output?.push(String(chunk)))
  child.stderr.on('data', chunk => errors?.push(String(chunk)))
  const [code] = (await once(child, 'close')) as [number]
  return { code, output: output?.join('') ?? '', errors: errors?.join('') ?? '' }
}
async function commandFor(action: Record<string, string>): Promise<Ready> {
  const { code, output, errors } = await run(action.action_id)
  expect(code, errors).toBe(0)
  return JSON.parse(output)
}
async function send({ url, headers, body }: Ready) {
  const response = await fetch(url, { method: 'POST', headers, body })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, string> }
}
async function statusInLedger(action: Record<string, string>): Promise<string> {
  const rows = await owner`SELECT status FROM governance.actions_ledger WHERE id = ${action.action_id ?? ''}`
  return rows[0]?.status
}

describe('the acceptance list of seed 000', () => {
  // In Docker: deploy/prove-containers.sh builds the images, starts them, and runs campaigns on them.
  it('1: the service comes up and passes the health check', async () => {
    const response = await fetch(`${api()}/health`)
    expect(response.status).toBe(200)
    const checks = { postgres: 'ok', redis: 'ok', s3: 'ok', migrations: 'ok' }
    expect(await response.json()).toEqual({ status: 'ok', checks })
    expect(existsSync(join(ROOT, 'deploy/prove-containers.sh'))).toBe(true)
  })

  it('2: POST /actuator/execute for an action that is not approved is answered 403, however well it is signed', async () => {
    const action = await propose()
    const answer = await send(await commandFor(action))
    expect(answer).toMatchObject({ status: 403, body: { code: 'ACTION_NOT_APPROVED' } })
    expect(await statusInLedger(action)).toBe('PENDING_APPROVAL')
  })

  describe('3: an invalid token is answered 401:', () => {
    /** Its body changed and signed again, as only enterprise could. */
    const signedAgain = (command: Ready, change: (body: Record<string, string>) => object): Ready => {
      const body = JSON.stringify(change(JSON.parse(command.body)))
      const hmac = createHmac('sha256', world.env().COMMAND_HMAC_KEY ?? '').update(body)
      return {
        ...command,
        body,
        headers: { ...command.headers, 'x-command-signature': `sha256=${hmac.digest('hex')}` },
      }
    }
    let action: Record<string, string>
    let command: Ready
    beforeAll(async () => {
      action = await approved()
      command = await commandFor(action)
    })

    it.each<[string, string, () => Promise<Ready> | Ready]>([
      ['no service token', 'UNAUTHENTICATED', () => withBearer('')],
      ['a service token that has expired', 'UNAUTHENTICATED', async () => withBearer(await tokenWith({ ttlS: -60 }))],
      ['a service token signed by nobody', 'UNAUTHENTICATED', async () => withBearer(forged(await tokenWith({})))],
      ['a forged command token', 'COMMAND_TOKEN_INVALID', () => withCommandToken(forged)],
      ['no command token at all', 'COMMAND_TOKEN_INVALID', () => withCommandToken(() => 'a.b.c')],
      [
        'a body that is not the one signed',
        'COMMAND_SIGNATURE_INVALID',
        () => ({ ...command, body: `${command.body} ` }),
      ],
    ])('%s: %s', async (_, code, changed) => {
      const answer = await send(await changed())
      expect(answer).toMatchObject({ status: 401, body: { code } })
      expect(await statusInLedger(action)).toBe('APPROVED_BY_HUMAN')
    })

    const withBearer = (token: string): Ready => ({
      ...command,
      headers: { ...command.headers, authorization: `Bearer ${token}` },
    })
    const tokenWith = (other: { ttlS?: number }) => world.token({ tenant: TENANT, scope: 'actuator:execute', ...other })
    const withCommandToken = (change: (token: string) => string) =>
      signedAgain(command, body => ({ ...body, command_token: change(body.command_token ?? '') }))
  })

  it('4: in mock mode an approved action is executed, once, and the database says COMPLETED', async () => {
    const action = await approved()
    const command = await commandFor(action)
    const answer = await send(command)
    expect(answer).toMatchObject({ status: 202, body: { action_id: action.action_id, status: 'QUEUED' } })
    expect(answer.headers.get('location')).toBe(`/api/v1/actions/${action.action_id}`)

    await expect.poll(() => statusInLedger(action), { timeout: 120_000 }).toBe('COMPLETED')

    expect((await send(command)).body).toMatchObject({ status: 'COMPLETED' })
    const log = `${world.endpoints().emulators?.url}/mock/_emulator/published?account=seed`
    const { data } = (await (await fetch(log)).json()) as { data: { text: string }[] }
    expect(data.map(({ text }) => text)).toEqual([
      (JSON.parse(command.body) as { payload: { content_text: string } }).payload.content_text,
    ])
  })

  describe('5: the code that speaks to X is not mixed with what validates HTTP requests:', () => {
    const sources = readSources(['domain', 'contracts', 'queues', 'db', 'workers', 'api'])

    it('nothing that the adapter reaches belongs to the API, or is Hono', () => {
      const { files, packages } = reachedFrom(sources, path => path.startsWith('workers/adapters/twitter/'))
      expect(files).toContain('workers/adapters/twitter/client.ts')
      expect(files.filter(path => path.startsWith('api/'))).toEqual([])
      expect(packages.filter(name => /hono/.test(name))).toEqual([])
    })

    it('nothing that the API reaches belongs to the workers', () => {
      const { files } = reachedFrom(sources, path => path.startsWith('api/'))
      expect(files).toContain('api/routes/actuator/execute.ts')
      expect(files.filter(path => path.startsWith('workers/'))).toEqual([])
    })
  })

  // Its participants, codes and their order: test/unit/readme-diagram.test.ts.
  it('6: the sequence diagram is there, and an action goes the way that it shows', async () => {
    const action = await approved()
    await send(await commandFor(action))
    await expect.poll(() => statusInLedger(action), { timeout: 120_000 }).toBe('COMPLETED')
    const rows = await owner`SELECT action FROM audit_log WHERE subject_id = ${action.action_id ?? ''} ORDER BY seq`
    const shown: Record<string, string> = {
      ...{ 'action.approved': 'APPROVED_BY_HUMAN', 'action.queued': 'QUEUED' },
      ...{ 'attempt.started': 'EXECUTING', 'action.completed': 'COMPLETED' },
    }
    const gone = rows.flatMap(row => shown[row.action] ?? [])
    expect(gone).toHaveLength(4)
    expect(readDiagram().codes.filter(code => gone.includes(code))).toEqual(gone)
  })
})

describe('npm run command', () => {
  it('prints one line: where to, the headers, and the text under the signature', async () => {
    const { code, output } = await run((await propose()).action_id)
    expect(code).toBe(0)
    expect(output.trimEnd()).not.toContain('\n')
    const { url, headers, body } = JSON.parse(output) as Ready
    expect(url).toBe(`${api()}/api/v1/actuator/execute`)
    expect(Object.keys(headers)).toEqual(['content-type', 'authorization', 'x-command-signature'])
    const hmac = createHmac('sha256', world.env().COMMAND_HMAC_KEY ?? '').update(body)
    expect(headers['x-command-signature']).toBe(`sha256=${hmac.digest('hex')}`)
    const claims = JSON.parse(Buffer.from(headers.authorization?.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({
      tenant_id: TENANT,
      scope: 'actuator:execute',
      sub: 'local-human',
      principal: 'human',
    })
  })

  it.each([
    ['an action that nobody knows', () => randomUUID(), 'answered 404'],
    ['what is no id', () => 'first', 'an action is a UUID'],
    [
      'media that are not ready',
      async () => (await propose({ media_urls: ['http://media.invalid/1.png'] })).action_id ?? '',
      'media are not ready',
    ],
  ])('says in a line why it can’t for %s, and exits 1', async (_, actionId, why) => {
    const { code, output, errors } = await run(await actionId())
    expect([code, output]).toEqual([1, ''])
    expect(errors).toContain(why)
    expect(errors.trimEnd()).not.toContain('\n')
  })
})

/** One bit of its signature is another. */
function forged(token: string): string {
  const at = token.lastIndexOf('.') + 5
  return `${token.slice(0, at)}${token.charAt(at) === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
}
