// What a skeleton is made of and which templates it has, from the upload to what an administrator reads: a real API, a real worker,
// a real ingest.
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { DOCX } from '#contracts/session-config.ts'
import { type IngestService, startIngestService } from '#test/support/ingest-service.ts'
import { makeDocx, zipDocx } from '#test/support/make-docx.ts'
import { openTestApi, type TestApi } from '#test/support/open-test-api.ts'
import { workerConfig } from '#workers/config.ts'
import { createWorker, type WorkerProcess } from '#workers/create-worker.ts'

const CURRENT = '/api/v1/tenants/current'

let api: TestApi
let ingest: IngestService
let worker: WorkerProcess
let tenant: string
let as: string
beforeAll(async () => {
  ingest = await startIngestService()
  api = await openTestApi(s3Settings())
  const settings = {
    ...{ DATABASE_URL: api.database.url, DATABASE_DIRECT_URL: api.database.directUrl },
    ...{ REDIS_URL: inject('backing').REDIS_URL ?? '', REDIS_PREFIX: api.prefix },
    ...{ ...s3Settings(), ...api.upstreams.env, ...ingest.env, PLATFORMS_EMULATED: '1', QUEUES: 'session.*' },
  }
  worker = await createWorker(workerConfig(settings), pino({ level: 'silent' }), new Registry())
})
afterAll(async () => {
  await worker.stop(2000)
  await api.close()
  await ingest.close()
})
beforeEach(async () => {
  tenant = crypto.randomUUID()
  as = await api.issuer.token({ sub: 'ada', tenant })
})
afterEach(() => ingest.fault())

function s3Settings(): Record<string, string> {
  return Object.fromEntries(Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_')))
}

const until = <T>(what: () => T | Promise<T>) => vi.waitFor(what, { timeout: 30_000, interval: 25 })
const call = (method: string, path: string, body?: object, token = as) =>
  api.call(method, path, { as: token, ...(body === undefined ? {} : { body }) })
const get = async (path: string) => (await call('GET', path)).body

async function upload(bytes: Uint8Array, status = 'ACTIVE'): Promise<string> {
  const response = await fetch(`${api.url}${CURRENT}/skeletons`, {
    method: 'POST',
    headers: { authorization: `Bearer ${as}`, 'content-type': DOCX },
    body: new Uint8Array(bytes),
  })
  const { skeleton_id: id } = (await response.json()) as { skeleton_id: string }
  await until(async () => expect(await get(`${CURRENT}/skeletons/${id}`)).toMatchObject({ status }))
  return id
}

const discovery = (status: string) =>
  until(async () => {
    const templates = await get(`${CURRENT}/templates`)
    expect(templates.discovery.status).toBe(status)
    return templates
  })

async function putConfig(body: object) {
  const { headers } = await call('PUT', `${CURRENT}/config`, { adapter_id: 'a', ...body })
  const location = headers.get('location') ?? ''
  await until(async () => expect((await get(location)).status).toBe('ACTIVE'))
}

const minutes = () => makeDocx({ placeholders: ['TITLE', 'BODY', 'PROPOSALS', 'VOTES'], tables: ['TBL_VOTES'] })

describe('what a skeleton is made of', () => {
  it('is there as soon as it is ACTIVE', async () => {
    const id = await upload(await minutes())
    const structure = await get(`${CURRENT}/skeletons/${id}/structure`)
    expect(structure).toMatchObject({ skeleton_id: id, status: 'READ', error: null, tables: ['TBL_VOTES'] })
    expect(structure.outline).toContainEqual(
      expect.objectContaining({ kind: 'table', id: 'TBL_VOTES', header: ['caption TBL_VOTES', 'b'], columns: 2 }),
    )
    expect(structure.styles).toContainEqual(expect.objectContaining({ name: 'Heading 1', type: 'paragraph' }))
  })

  it('is there of one that was refused, as far as it could be read, and null where it could not', async () => {
    const withMacros = await upload(zipDocx({ 'word/vbaProject.bin': 'x' }), 'REFUSED')
    expect(await get(`${CURRENT}/skeletons/${withMacros}/structure`)).toMatchObject({
      ...{ status: 'READ', outline: [{ kind: 'paragraph', text: '{{BODY}}' }] },
    })
    const broken = await upload(zipDocx({ 'word/document.xml': '<oops' }), 'REFUSED')
    expect(await get(`${CURRENT}/skeletons/${broken}/structure`)).toMatchObject({ status: 'NOT_READ', outline: null })
    await call('POST', `${CURRENT}/skeletons/${broken}/check`)
    await until(async () =>
      expect(await get(`${CURRENT}/skeletons/${broken}/structure`)).toMatchObject({
        ...{ status: 'FAILED', outline: null, styles: null, error: expect.stringContaining('not well-formed') },
      }),
    )
  })

  it('of one from before it was read is null, and read when somebody asks; the verdict on it stays', async () => {
    const id = await upload(await minutes())
    const before = await get(`${CURRENT}/skeletons/${id}`)
    await api.database.owner`DELETE FROM skeleton_findings WHERE skeleton_id = ${id}`
    expect(await get(`${CURRENT}/skeletons/${id}/structure`)).toMatchObject({
      ...{ status: 'NOT_READ', outline: null, styles: null, read_at: null },
    })
    const asked = await call('POST', `${CURRENT}/skeletons/${id}/check`)
    expect([asked.status, asked.body.status]).toEqual([202, 'READING'])
    const location = asked.headers.get('location') ?? ''
    await until(async () => expect(await get(location)).toMatchObject({ status: 'READ', error: null }))
    expect(await get(`${CURRENT}/skeletons/${id}`)).toEqual(before)
    const actions = await api.database.owner`SELECT action FROM audit_log WHERE tenant_id = ${tenant} ORDER BY seq`
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['skeleton.activated', 'skeleton.reading_asked', 'skeleton.read']),
    )
  })
})

describe('the templates of a tenant', () => {
  it('are none, and nothing was asked, before it has a skeleton', async () => {
    expect(await get(`${CURRENT}/templates`)).toEqual({
      ...{
        data: [],
        next_cursor: null,
        skeleton_id: null,
        config_version: null,
        unmapped_placeholders: [],
        tables: [],
      },
      discovery: { status: 'NONE', at: null, error: null, templates_at: null },
    })
    expect(await call('POST', `${CURRENT}/templates/discover`)).toMatchObject({
      ...{ status: 409, body: { code: 'TENANT_NOT_CONFIGURED' } },
    })
  })

  it('are discovered once a skeleton is ACTIVE, and joined with what is mapped', async () => {
    const id = await upload(await minutes())
    const found = await discovery('DONE')
    expect(found).toMatchObject({ skeleton_id: id, config_version: null })
    expect(found.data).toMatchObject([
      { template_id: 'TPL_PROPOSALS', placeholder: null, discovered: true, suggested_placeholder: 'PROPOSALS' },
      { template_id: 'TPL_VOTES', placeholder: null, discovered: true, seen: null },
    ])
    expect(found.data[0].evidence[0]).toMatchObject({ kind: 'PLACEHOLDER', text: '{{PROPOSALS}}' })
    expect(found.unmapped_placeholders).toEqual(['PROPOSALS', 'VOTES'])
    expect(found.tables).toEqual([{ table_id: 'TBL_VOTES', intent_ids: [], exists: true }])

    const zone_map = { TPL_PROPOSALS: 'PROPOSALS', TPL_OLD: 'VOTES' }
    await putConfig({ default_skeleton_id: id, zone_map, table_map: { VOTE: 'TBL_VOTES' } })
    const mapped = await get(`${CURRENT}/templates`)
    expect(
      mapped.data.map((one: Record<string, unknown>) => [one.template_id, one.placeholder, one.discovered]),
    ).toEqual([
      ['TPL_PROPOSALS', 'PROPOSALS', true],
      ['TPL_VOTES', null, true],
      ['TPL_OLD', 'VOTES', false],
    ])
    expect(mapped).toMatchObject({ config_version: 1, unmapped_placeholders: [] })
    expect(mapped.tables).toEqual([{ table_id: 'TBL_VOTES', intent_ids: ['VOTE'], exists: true }])
  })

  it('say that ingest could not answer, keep what it said before, and are asked again on demand', async () => {
    await upload(await minutes())
    const before = await discovery('DONE')
    await ingest.fault({ fault: 'error_500', path: '/mandate.ingest.v1.IngestService/DiscoverTemplates' })
    const asked = await call('POST', `${CURRENT}/templates/discover`, {})
    expect(asked).toMatchObject({ status: 202, body: { discovery: { status: 'ASKED' } } })
    const failed = await discovery('FAILED')
    expect(failed.discovery.error).toMatch(/ingest/)
    expect([failed.data, failed.discovery.templates_at]).toEqual([before.data, before.discovery.templates_at])
    await ingest.fault()
    await call('POST', `${CURRENT}/templates/discover`)
    const after = await discovery('DONE')
    expect(after.discovery.at > failed.discovery.at).toBe(true)
    expect(after.discovery.error).toBe(null)
  })

  it('are asked for once under one Idempotency-Key, and once while they are being asked for', async () => {
    await upload(await minutes())
    await discovery('DONE')
    const ask = (key: string) =>
      api.call('POST', `${CURRENT}/templates/discover`, { as, headers: { 'idempotency-key': key } })
    const answers = await Promise.all([ask('a'), ask('a'), ask('b')])
    expect(answers.every(({ status }) => status === 202 || status === 409)).toBe(true)
    await discovery('DONE')
    const asked = await api.database.owner`
      SELECT count(*)::int AS n FROM audit_log WHERE tenant_id = ${tenant} AND action = 'templates.discovery_asked'`
    expect(asked[0]?.n).toBeLessThanOrEqual(2)
  })

  it('of a refused skeleton are not asked for', async () => {
    const id = await upload(zipDocx({ 'word/vbaProject.bin': 'x' }), 'REFUSED')
    expect(await call('POST', `${CURRENT}/templates/discover`, { skeleton_id: id })).toMatchObject({
      ...{ status: 409, body: { code: 'INVALID_STATE', state: 'REFUSED' } },
    })
  })

  it('that core named without a place for them are seen, and how often', async () => {
    const session = crypto.randomUUID()
    const { owner } = api.database
    await owner`
      INSERT INTO sessions ${owner({
        ...{ id: session, tenant_id: tenant, status: 'RECORDING', client_timezone: 'UTC', execution_id: session },
        ...{ pinned: owner.json({}), created_by: owner.json({}), audit_seq: 1, audit_hash: Buffer.alloc(32) },
      })}`
    for (const sequence_id of [1, 2])
      await owner`
        INSERT INTO session_blocks ${owner({
          ...{ session_id: session, sequence_id, rev: 1, tenant_id: tenant },
          body: owner.json({ type: 'TEXT', text: 'x', templateId: 'TPL_NEW' }),
        })}`
    expect((await get(`${CURRENT}/templates`)).data).toMatchObject([
      { template_id: 'TPL_NEW', placeholder: null, discovered: false, seen: { blocks: 2 } },
    ])
  })
})

describe('another tenant', () => {
  it('sees nothing of it, and asks for nothing of it, with scope ops either', async () => {
    const id = await upload(await minutes())
    await discovery('DONE')
    const other = await api.issuer.token({ sub: 'eve', tenant: crypto.randomUUID() })
    const ops = await api.issuer.token({ sub: 'op', tenant: crypto.randomUUID(), scope: 'tenant:admin ops' })
    expect((await call('GET', `${CURRENT}/skeletons/${id}/structure`, undefined, other)).status).toBe(404)
    expect((await call('GET', `${CURRENT}/templates?skeleton_id=${id}`, undefined, other)).status).toBe(404)
    for (const token of [other, ops]) {
      expect((await call('POST', `${CURRENT}/skeletons/${id}/check`, undefined, token)).status).toBe(404)
      expect((await call('POST', `${CURRENT}/templates/discover`, { skeleton_id: id }, token)).status).toBe(404)
    }
  })
})
