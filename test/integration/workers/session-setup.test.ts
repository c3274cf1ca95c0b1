// From an administrator's request to what is in force: a real API and a real worker over Postgres, Redis and the object store.
import { createHash } from 'node:crypto'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { DOCX } from '#contracts/session-config.ts'
import { trailId } from '#db/trail/trail-entry.ts'
import { setUpTenant } from '#dev/tenant/set-up-tenant.ts'
import { makeDocx, zipDocx } from '#test/support/make-docx.ts'
import { openTestApi, type TestApi } from '#test/support/open-test-api.ts'
import { workerConfig } from '#workers/config.ts'
import { createWorker, type WorkerProcess } from '#workers/create-worker.ts'

const CONFIG = '/api/v1/tenants/current/config'
const SKELETONS = '/api/v1/tenants/current/skeletons'

let api: TestApi
let worker: WorkerProcess | undefined
let tenant: string
let as: string
beforeAll(async () => {
  api = await openTestApi(s3Settings())
  await startWorker()
})
afterAll(async () => {
  await worker?.stop(2000)
  await api.close()
})
beforeEach(async () => {
  tenant = crypto.randomUUID()
  as = await api.issuer.token({ sub: 'ada', tenant })
})

const s3Settings = () =>
  Object.fromEntries(Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_'))) as Record<
    string,
    string
  >

async function startWorker() {
  const settings = {
    ...{ DATABASE_URL: api.database.url, DATABASE_DIRECT_URL: api.database.directUrl },
    ...{ REDIS_URL: inject('backing').REDIS_URL ?? '', REDIS_PREFIX: api.prefix },
    ...{ ...s3Settings(), ...api.upstreams.env, PLATFORMS_EMULATED: '1', QUEUES: 'session.*' },
  }
  worker = await createWorker(workerConfig(settings), pino({ level: 'silent' }), new Registry())
}

async function upload(content: Uint8Array | FormData, headers: Record<string, string> = { 'content-type': DOCX }) {
  const response = await fetch(`${api.url}${SKELETONS}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, ...headers },
    body: content instanceof FormData ? content : new Uint8Array(content),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, string> }
}

const until = <T>(what: () => T | Promise<T>) => vi.waitFor(what, { timeout: 20_000, interval: 25 })
const get = async (path: string) => (await api.call('GET', path, { as })).body
const put = (body: object) => api.call('PUT', CONFIG, { as, body: { adapter_id: 'a', ...body } })

/** Waits until it is decided on. */
async function decided(location: string | null) {
  return until(async () => {
    const body = await get(location ?? '')
    expect(body.status).not.toBe('CHECKING')
    return body
  })
}
async function skeletonOf(bytes: Uint8Array) {
  const { headers, body } = await upload(bytes)
  await decided(headers.get('location'))
  return body.skeleton_id as string
}
const configOf = async (body: object) => decided((await put(body)).headers.get('location'))

describe('a skeleton', () => {
  it('is accepted, checked, and then says what can be filled in it', async () => {
    const docx = await makeDocx({ placeholders: ['TITLE', 'BODY', 'PROPOSALS'], tables: ['TBL_VOTES'] })
    const accepted = await upload(docx, {
      'content-type': DOCX,
      'x-skeleton-name': encodeURIComponent('Acta de sesión'),
    })
    expect(accepted).toMatchObject({ status: 202, body: { status: 'CHECKING', name: 'Acta de sesión' } })
    expect(accepted.headers.get('retry-after')).toBe('1')
    const skeleton = await decided(accepted.headers.get('location'))
    expect(skeleton).toMatchObject({
      ...{ skeleton_id: accepted.body.skeleton_id, status: 'ACTIVE', errors: [], bytes: docx.byteLength },
      ...{ sha256: createHash('sha256').update(docx).digest('hex'), tables: ['TBL_VOTES'] },
    })
    expect(skeleton.placeholders.toSorted()).toEqual(['BODY', 'PROPOSALS', 'SESSION_ID', 'TITLE', 'VERSION'])
    expect((await get(SKELETONS)).data).toEqual([skeleton])
  })

  it('may come as a form', async () => {
    const form = new FormData()
    form.append('file', new File([new Uint8Array(zipDocx())], 'minutes.docx'))
    const { status, body } = await upload(form, {})
    expect([status, body.name]).toEqual([202, 'minutes.docx'])
    expect(await decided(`${SKELETONS}/${body.skeleton_id}`)).toMatchObject({ status: 'ACTIVE' })
  })

  it('under an Idempotency-Key is taken once, whatever the boundary of the form', async () => {
    const send = async (content: Uint8Array) => {
      const form = new FormData()
      form.append('file', new File([new Uint8Array(content)], 'minutes.docx'))
      return upload(form, { 'idempotency-key': 'once' })
    }
    const [first, second] = [await send(zipDocx()), await send(zipDocx())]
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(second.body).toEqual(first.body)
    expect((await get(SKELETONS)).data).toHaveLength(1)
    expect(await send(await makeDocx())).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
  })

  it.each([
    ['no bytes at all', () => new Uint8Array(), DOCX, 415],
    ['a picture that says it is one', () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), DOCX, 415],
    ['JSON', () => Buffer.from('{}'), 'application/json', 415],
    ['a DOCX behind a picture', () => Buffer.concat([Buffer.from('GIF89a'), zipDocx()]), DOCX, 415],
    ['more than 20 MiB', () => Buffer.alloc(20 * 1024 * 1024 + 1, 'PK'), DOCX, 413],
    ['no form', () => Buffer.from('x'), 'multipart/form-data; boundary=x', 400],
  ])('that is %s is not taken', async (_, bytes, type, status) => {
    const answer = await upload(bytes(), { 'content-type': type })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
    expect((await get(SKELETONS)).data).toEqual([])
  })

  it('that turns out to have more than 20 MiB is refused while it comes', async () => {
    let asked = 0
    const body = new ReadableStream({
      pull(controller) {
        asked++
        controller.enqueue(new Uint8Array(64 * 1024))
      },
    })
    const response = await fetch(`${api.url}${SKELETONS}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': DOCX },
      body,
      duplex: 'half',
    } as RequestInit).catch(() => undefined) // the server hangs up on what it has refused
    if (response !== undefined) expect(response.status).toBe(413)
    expect(asked).toBeGreaterThan(300)
    expect(asked).toBeLessThan(2000)
    expect((await get(SKELETONS)).data).toEqual([])
  })

  it.each(['../../etc/passwd', 'a\\b', 'a%00b', '%E0%A4', '', 'x'.repeat(201)])('called %j is 422', async name => {
    expect(await upload(zipDocx(), { 'content-type': DOCX, 'x-skeleton-name': name })).toMatchObject({ status: 422 })
  })

  it.each([
    ['a zip bomb', () => zipDocx({ 'word/media/a.bmp': new Uint8Array(64 * 1024 * 1024) }), 'TOO_LARGE'],
    ['a document with macros', () => zipDocx({ 'word/vbaProject.bin': 'x' }), 'MACROS'],
    ['an archive that leads out of itself', () => zipDocx({ '../../x.xml': 'x' }), 'NOT_A_DOCX'],
    ['an archive with a page behind it', () => Buffer.concat([zipDocx(), Buffer.from('<script>')]), 'NOT_A_DOCX'],
    ['nothing but the first bytes', () => Buffer.from('PK\x03\x04'), 'NOT_A_DOCX'],
  ])('that is %s is refused by the check, and says why', async (_, bytes, code) => {
    const { status, headers } = await upload(bytes())
    expect(status).toBe(202)
    const skeleton = await decided(headers.get('location'))
    expect(skeleton.status).toBe('REFUSED')
    expect(skeleton.errors[0]).toMatchObject({ code, detail: expect.any(String) })
  })

  it('whose bytes are gone from the store is refused, and does not wait for ever', async () => {
    await worker?.stop(2000)
    const { body, headers } = await upload(zipDocx())
    await api.database.owner`ALTER TABLE tenant_skeletons DISABLE TRIGGER tenant_skeletons_decided_once`
    await api.database
      .owner`UPDATE tenant_skeletons SET object_key = 'skeletons/gone' WHERE id = ${body.skeleton_id ?? ''}`
    await api.database.owner`ALTER TABLE tenant_skeletons ENABLE TRIGGER tenant_skeletons_decided_once`
    await startWorker()
    expect(await decided(headers.get('location'))).toMatchObject({ errors: [{ code: 'NOT_CHECKABLE' }] })
  })
})

describe('a configuration', () => {
  it('is accepted, checked and then in force; the former one stays until then, and when it is refused', async () => {
    const skeleton = await skeletonOf(await makeDocx({ placeholders: ['BODY', 'PROPOSALS'], tables: ['TBL_VOTES'] }))
    expect((await api.call('GET', CONFIG, { as })).status).toBe(404)
    const good = {
      ...{ style_map: { SPEAKER: 'Speaker' }, zone_map: { TPL_PROPOSALS: 'PROPOSALS' } },
      ...{ table_map: { VOTE: 'TBL_VOTES' }, default_skeleton_id: skeleton },
      default_channels: [{ platform: 'MOCK', account: 'demo' }],
    }
    const accepted = await put(good)
    expect(accepted).toMatchObject({ status: 202, body: { status: 'CHECKING', version: 1, ...good } })
    expect(await decided(accepted.headers.get('location'))).toMatchObject({ status: 'ACTIVE', errors: [] })
    expect(await get(CONFIG)).toMatchObject({ version: 1, status: 'ACTIVE', ...good, pending: null })

    const bad = { ...good, zone_map: { TPL_PROPOSALS: 'ELSEWHERE' }, table_map: { VOTE: 'TBL_GONE' } }
    expect(await configOf(bad)).toMatchObject({ version: 2, status: 'REFUSED' })
    const { pending, ...inForce } = await get(CONFIG)
    expect(inForce).toMatchObject({ version: 1, status: 'ACTIVE', ...good })
    expect(pending.errors).toEqual([
      { code: 'UNKNOWN_ZONE', pointer: '/zone_map/TPL_PROPOSALS', detail: expect.stringContaining('unknown zone') },
      { code: 'UNKNOWN_PLACEHOLDER', pointer: '/zone_map', detail: expect.stringContaining('unknown placeholder') },
      { code: 'DANGLING_TABLE_ID', pointer: '/table_map/VOTE', detail: expect.stringContaining('dangling table id') },
    ])
    expect((await get('/api/v1/tenants/current/templates')).data).toMatchObject([
      { template_id: 'TPL_PROPOSALS', placeholder: 'PROPOSALS', discovered: false },
    ])
    expect(await configOf({ ...good, adapter_id: 'b' })).toMatchObject({ version: 3, status: 'ACTIVE' })
    expect(await get(CONFIG)).toMatchObject({ version: 3, adapter_id: 'b', pending: null })
  })

  it('sets the channels of campaigns that name none, once it is in force', async () => {
    await api.call('PUT', '/api/v1/accounts/MOCK/town', { as, body: { kind: 'page', credentials_ref: 'env:X' } })
    const channels = [{ platform: 'MOCK', account: 'town' }]
    await configOf({ zone_map: { T: 'NONE' }, default_channels: [{ platform: 'MOCK', account: 'never' }] })
    expect(await configOf({ default_channels: channels })).toMatchObject({ status: 'ACTIVE' })
    expect(await configOf({})).toMatchObject({ status: 'ACTIVE', default_channels: null })
    const { body } = await api.call('POST', '/api/v1/campaigns', { as, body: { tenant_id: tenant } })
    expect(body.channels).toEqual(channels)
  })

  it('waits for its skeleton while that is being checked', async () => {
    await worker?.stop(2000)
    const { body } = await upload(await makeDocx({ placeholders: ['BODY', 'Z'] }))
    const accepted = await put({ zone_map: { T: 'Z' }, default_skeleton_id: body.skeleton_id })
    // The configuration alone first: it is put off, and stays CHECKING.
    const [{ id: held } = { id: '' }] = await api.database.owner<{ id: string }[]>`
      UPDATE steps SET check_at = now() + interval '1 h', run = run + 1
      WHERE subject_id = ${body.skeleton_id ?? ''} RETURNING id`
    await startWorker()
    await until(async () => {
      const [step] = await api.database
        .owner`SELECT run FROM steps WHERE kind = 'check-config' AND tenant_id = ${tenant}`
      expect(step?.run).toBeGreaterThan(1)
    })
    expect((await get(CONFIG)).status).toBe('CHECKING')
    await api.database.owner`UPDATE steps SET check_at = now() WHERE id = ${held}`
    expect(await decided(accepted.headers.get('location'))).toMatchObject({ status: 'ACTIVE' })
  })

  it('with a skeleton that is refused, unknown, or another tenant’s is refused', async () => {
    const theirs = await skeletonOf(await makeDocx())
    as = await api.issuer.token({ sub: 'eve', tenant: crypto.randomUUID() })
    expect((await configOf({ default_skeleton_id: theirs })).errors).toMatchObject([{ code: 'UNKNOWN_SKELETON' }])
    const refused = await skeletonOf(zipDocx({ 'word/vbaProject.bin': 'x' }))
    expect((await configOf({ default_skeleton_id: refused })).errors).toMatchObject([{ code: 'SKELETON_NOT_ACTIVE' }])
  })

  it('has a number of its own, however many are handed in at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => put({ adapter_id: `a${n}` })))
    expect(answers.map(({ body }) => body.version).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    await until(async () => expect(await get(CONFIG)).toMatchObject({ version: 8, status: 'ACTIVE' }))
  })

  it('is handed in once under an Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'config-1' }
    const send = () => api.call('PUT', CONFIG, { as, body: { adapter_id: 'a' }, headers })
    const [first, second] = [await send(), await send()]
    expect([second.body, second.headers.get('idempotent-replayed')]).toEqual([first.body, 'true'])
  })
})

describe('a quota', () => {
  const QUOTA = '/api/v1/tenants/current/quota'
  it('is of a month, set by administrators, and shows what is used', async () => {
    expect(await get(QUOTA)).toMatchObject({ period: 'month', limit_seconds: null, used_seconds: 0 })
    const set = await api.call('PUT', QUOTA, { as, body: { limit_seconds: 3600 } })
    expect([set.status, set.body.limit_seconds]).toEqual([200, 3600])
    const period = new Date().toISOString().slice(0, 7)
    await api.database.owner`INSERT INTO tenant_quota_use VALUES (${tenant}, ${period}, 90), (${tenant}, '2020-01', 70)`
    expect(await get(QUOTA)).toMatchObject({
      limit_seconds: 3600,
      used_seconds: 90,
      resets_at: expect.stringMatching(/-01T00:00:00/),
    })
  })
})

describe('the ledger', () => {
  it('has every change in the tenant’s trail, and the trail verifies', async () => {
    await skeletonOf(zipDocx())
    await configOf({})
    await configOf({ zone_map: { T: 'Z' } })
    await api.call('PUT', '/api/v1/tenants/current/quota', { as, body: { limit_seconds: 1 } })
    const subject = trailId('setup', tenant)
    const entries = await api.database.owner<{ action: string; actor_sub: string }[]>`
      SELECT action, actor_sub FROM audit_log WHERE subject_id = ${subject} ORDER BY seq`
    expect(entries.map(({ action, actor_sub }) => `${actor_sub} ${action}`)).toEqual([
      ...['ada skeleton.handed_in', 'orchestrator skeleton.activated'],
      ...['ada config.handed_in', 'orchestrator config.activated'],
      ...['ada config.handed_in', 'orchestrator config.refused', 'ada quota.changed'],
    ])
    expect(await get(`/api/v1/audit/verify?subject=${subject}`)).toMatchObject({ ok: true, checked: 7 })
  })

  it('lets nobody change or remove what was handed in, or decide on it again', async () => {
    const id = await skeletonOf(zipDocx())
    await configOf({})
    const { owner } = api.database
    await expect(owner`UPDATE tenant_skeletons SET status = 'REFUSED' WHERE id = ${id}`).rejects.toThrow(/decided once/)
    await expect(
      owner`UPDATE tenant_config_versions SET adapter_id = 'b' WHERE tenant_id = ${tenant}`,
    ).rejects.toThrow()
    await expect(owner`DELETE FROM tenant_skeletons WHERE id = ${id}`).rejects.toThrow(/not possible/)
    await expect(owner`TRUNCATE tenant_config_versions`).rejects.toThrow(/not possible/)
  })
})

describe('the tool that sets a tenant up', () => {
  it('brings the sample configuration into force, and asked again says the same again', async () => {
    const names = ['TITLE', 'BODY', 'PROPOSALS', 'Annex:1']
    const docx = new Uint8Array(await makeDocx({ placeholders: names, tables: ['TBL_VOTES', 'TBL_OTHER'] }))
    const set = () => setUpTenant({ apiUrl: api.url, token: as, docx })
    const first = await set()
    expect(await get(CONFIG)).toMatchObject({
      ...{ version: 1, status: 'ACTIVE', default_skeleton_id: first.skeleton_id, table_map: { VOTE: 'TBL_VOTES' } },
      zone_map: { TPL_PROPOSAL: 'PROPOSALS', 'TPL_Annex:1': 'Annex:1' },
    })
    expect(await set()).toEqual(first)
    expect((await get(SKELETONS)).data).toHaveLength(1)
  })

  it('says why when the skeleton is refused', async () => {
    const docx = new Uint8Array(zipDocx({ 'word/vbaProject.bin': 'x' }))
    await expect(setUpTenant({ apiUrl: api.url, token: as, docx })).rejects.toThrow(/macros/)
  })
})
