import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { openRedis } from '#queues/redis/open-redis.ts'
import { appendedSessionContract } from '#test/contract/appended-session.contract.ts'
import { TENANT_B } from '#test/support/open-test-api.ts'
import { CONFIG, SKELETON } from '#test/support/plant-session-config.ts'
import { at, quiet, SPEECH, silence, speech } from '#test/support/session-chunks.ts'
import { type Asked, type Chunk, openSessionRig, type SessionRig, sha256Of } from '#test/support/session-rig.ts'

let rig: SessionRig
beforeAll(async () => {
  rig = await openSessionRig()
})
afterAll(() => rig.close())

const said = ({ sequenceId }: Asked) => ({ text: `said ${sequenceId}`, confidence: 1, model_version: 'core-1' })
beforeEach(() => {
  rig.core(said)
  rig.asked.length = 0
})

const path = (id: string, what = '') => `/api/v1/session/${id}${what}`
const get = async (id: string, what = '', as = rig.api.tokens.ada) =>
  (await rig.api.call('GET', path(id, what), { as })).body
const blocks = async (id: string, as?: string) => (await get(id, '/blocks', as)).data

/** What core was asked about a session. */
const askedOf = (id: string) => rig.asked.filter(({ fields }) => fields.session_id === id)

/** Once nothing is PROCESSING any more. */
const settled = (id: string) =>
  vi.waitFor(async () => expect((await get(id)).pending).toBe(0), { timeout: 20_000, interval: 100 })

describe('a session', () => {
  it('is pinned to the configuration in force, and stays so', async () => {
    const started = await rig.start({ title: 'Board' })
    const pinned = { skeleton_id: SKELETON, s3_version_id: 'v1', adapter_id: 'minutes', model_version: 'core-1' }
    const maps = { style_map: CONFIG.styleMap, zone_map: CONFIG.zoneMap, table_map: CONFIG.tableMap }
    const first = { status: 'RECORDING', epoch: 1, received: [], next_expected: 1, pinned: { ...pinned, ...maps } }
    expect(started).toMatchObject({ ...first, title: 'Board', new_model_available: false })
    const { owner } = rig.api.database
    await owner`
      INSERT INTO tenant_config_versions (id, tenant_id, version, status, adapter_id, style_map, zone_map, table_map,
        default_skeleton_id, created_by, decided_at)
      SELECT ${randomUUID()}, tenant_id, 2, status, 'another', style_map, '{}', table_map, default_skeleton_id, created_by, decided_at
      FROM tenant_config_versions WHERE version = 1`
    expect(await get(started.session_id)).toMatchObject(first)
    const next = await rig.start()
    expect(next).toMatchObject({ pinned: { ...pinned, adapter_id: 'another', zone_map: {} } })
    await owner`ALTER TABLE tenant_config_versions DISABLE TRIGGER USER`
    await owner`DELETE FROM tenant_config_versions WHERE version = 2`
    await owner`ALTER TABLE tenant_config_versions ENABLE TRIGGER USER`
  })

  it('takes the newer model that was announced for its tenant', async () => {
    const redis = openRedis(inject('backing').REDIS_URL ?? '', { name: 'test', onError: () => {} })
    const { tenant_id } = await rig.start()
    await redis.set(`NEW_MODEL_AVAILABLE:${tenant_id}`, 'core-2')
    expect(await rig.start()).toMatchObject({ new_model_available: true, pinned: { model_version: 'core-2' } })
    await redis.del(`NEW_MODEL_AVAILABLE:${tenant_id}`)
    redis.disconnect()
  })

  it.each([
    [{ client_timezone: 'Mars/Olympus' }, 422],
    [{}, 422],
    [{ client_timezone: 'UTC', colour: 1 }, 422],
    [{ client_timezone: 'UTC', skeleton_id: randomUUID() }, 409],
  ])('%j is none: %i', async (body, status) => {
    expect((await rig.api.call('POST', '/api/v1/session/start', { body })).status).toBe(status)
  })

  it('of a tenant without a configuration is refused', async () => {
    const as = rig.api.tokens.eve
    const refused = await rig.api.call('POST', '/api/v1/session/start', { as, body: { client_timezone: 'UTC' } })
    expect(refused).toMatchObject({ status: 409, body: { code: 'TENANT_NOT_CONFIGURED' } })
  })

  it('of another tenant is refused as such on every route, and one that nobody has is not found', async () => {
    const { session_id } = await rig.start()
    const as = rig.api.tokens.eve
    const asked: [string, string, object?][] = [
      ...['', '/blocks', '/audit', '/events', '/why'].map((what): [string, string] => ['GET', what]),
      ['PATCH', '/current-context', { topic: 'x' }],
      ['POST', '/resume'],
      ['POST', '/append'],
      ['POST', '/upload-asset'],
      ['GET', '/assets'],
      ['GET', `/assets/${randomUUID()}`],
      ['POST', '/uploads', { kind: 'asset', bytes: 1, sha256: 'a'.repeat(64) }],
      ['POST', `/uploads/${randomUUID()}/complete`, { parts: [{ part: 1, etag: 'x' }] }],
    ]
    for (const [method, what, body] of asked) {
      const call = (id: string) => rig.api.call(method, path(id, what), { as, ...(body && { body }) })
      expect(await call(session_id), what).toMatchObject({ status: 403, body: { code: 'TENANT_MISMATCH' } })
      expect((await call(randomUUID())).status, what).toBe(404)
    }
  })

  it('is not cloned by another tenant’s operator, who may read it', async () => {
    const { session_id } = await rig.start()
    const as = await rig.api.issuer.token({ sub: 'olga', tenant: TENANT_B, scope: 'ops sessions:write' })
    expect(await get(session_id, '', as)).toMatchObject({ session_id })
    // It is not sealed either, which is none of their business.
    const clone = (id: string) => rig.api.call('POST', path(id, '/clone'), { as })
    expect(await clone(session_id)).toMatchObject({ status: 403, body: { code: 'TENANT_MISMATCH' } })
    expect((await clone(randomUUID())).status).toBe(404)
  })
})

describe('what is appended', () => {
  const redis = openRedis(inject('backing').REDIS_URL ?? '', { name: 'test', onError: () => {} })
  afterAll(() => redis.disconnect())
  const keysOf = (id: string) => redis.keys(`${rig.api.prefix}:session:*{${id}}*`)
  const forget = async (id: string) => void (await redis.del(await keysOf(id)))
  appendedSessionContract(
    () => rig,
    () => ({ keysOf, forget }),
  )

  it('as a form is the same', async () => {
    const { session_id: id } = await rig.start()
    const form = new FormData()
    form.set('audio', new Blob([silence() as Uint8Array<ArrayBuffer>], { type: 'audio/wav' }), 'a.wav')
    const fields = { sequence_id: '1', sha256: sha256Of(silence()), started_at: at(0), duration_ms: '1000', epoch: '1' }
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const headers = { authorization: `Bearer ${rig.api.tokens.ada}` }
    const response = await fetch(`${rig.api.url}${path(id, '/append')}`, { method: 'POST', headers, body: form })
    expect(response.status).toBe(202)
    expect((await rig.append(id, quiet(1))).status).toBe(200)
  })

  it('is refused by name when something is wrong with it, and nothing of it stays', async () => {
    const { session_id: id } = await rig.start()
    await rig.append(id, quiet(1))
    const refusals: [Partial<Chunk>, number, string][] = [
      [{ audio: silence(1) }, 409, 'CHUNK_CONFLICT'],
      [{ sequenceId: 2, sha256: '0'.repeat(64) }, 422, 'CHUNK_HASH_MISMATCH'],
      [{ sequenceId: 0 }, 422, 'VALIDATION_FAILED'],
      [{ sequenceId: 2, sha256: 'short' }, 422, 'VALIDATION_FAILED'],
      [{ sequenceId: 2, startedAt: 'yesterday' }, 422, 'VALIDATION_FAILED'],
      [{ sequenceId: 2, contentType: 'video/mp4' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
      [{ sequenceId: 2, audio: new Uint8Array() }, 400, 'MALFORMED_REQUEST'],
      [{ sequenceId: 2, audio: new Uint8Array(4 * 1024 * 1024 + 1) }, 413, 'PAYLOAD_TOO_LARGE'],
    ]
    for (const [more, status, code] of refusals)
      expect(await rig.append(id, { ...quiet(1), ...more }), code).toMatchObject({ status, body: { code } })
    expect(await get(id)).toMatchObject({ received: [[1, 1]] })
  })
})

describe('when core fails', () => {
  it('the audio stands for itself with a link, and is heard once core is back', async () => {
    rig.core(() => 500)
    const { session_id: id } = await rig.start()
    await rig.append(id, speech(1))
    await settled(id)
    const [pending] = await blocks(id)
    expect(pending).toMatchObject({ type: 'AUDIO_PENDING', status: 'DONE', data: { reason: 'CORE_ERROR' } })
    const linked = await fetch(pending.data.fallback_url)
    expect(new Uint8Array(await linked.arrayBuffer())).toEqual(SPEECH)
    expect(new URL(pending.data.fallback_url).searchParams.get('X-Amz-Expires')).toBe('604800')
    rig.core(said)
    await vi.waitFor(async () => expect((await blocks(id))[0]).toMatchObject({ type: 'TEXT', text: 'said 1' }), {
      timeout: 20_000,
      interval: 100,
    })
  })

  it.each([
    ['with another shape', { words: 'hello' }, 'CORE_INVALID_RESPONSE'],
    ['with a refusal', 422, 'CORE_ERROR'],
  ])('%s, the session goes on', async (_, answer, reason) => {
    rig.core(({ sequenceId }) => (sequenceId === 1 ? (answer as never) : said({ sequenceId } as Asked)))
    const { session_id: id } = await rig.start()
    await rig.append(id, speech(1))
    await rig.append(id, speech(2))
    await settled(id)
    const [first, second] = await blocks(id)
    expect(first).toMatchObject({ type: 'AUDIO_PENDING', data: { reason } })
    expect(second).toMatchObject({ type: 'TEXT', text: 'said 2' })
  })
})

describe('the context', () => {
  it('holds from its moment on, for chunks that came before it was said as well', async () => {
    const { session_id: id } = await rig.start()
    await rig.append(id, quiet(1, { startedAt: at(0) }))
    await rig.append(id, quiet(2, { startedAt: at(10) }))
    const body = { current_speaker_id: 'anna', topic: 'budget', effective_from: at(10) }
    expect((await rig.api.call('PATCH', path(id, '/current-context'), { body })).status).toBe(200)
    await rig.append(id, quiet(3, { startedAt: at(20) }))
    const seen = await blocks(id)
    expect(seen.map((block: { speaker_id: string | null }) => block.speaker_id)).toEqual([null, 'anna', 'anna'])
    expect(seen[1]).toMatchObject({ topic: 'budget', client_time: '2026-11-20T10:00:10.000+01:00' })
  })

  it('goes to core with the chunk', async () => {
    const { session_id: id } = await rig.start()
    const body = { current_speaker_id: 'anna', effective_from: at(0) }
    await rig.api.call('PATCH', path(id, '/current-context'), { body })
    await rig.append(id, speech(1, { startedAt: at(5) }))
    await settled(id)
    expect(askedOf(id).at(-1)?.fields).toMatchObject({ speaker_id: 'anna', adapter_id: 'minutes' })
  })

  it('that is restricted keeps its text from whoever may not see it', async () => {
    const { session_id: id } = await rig.start()
    const body = { restricted: true, topic: 'the merger', effective_from: at(0) }
    await rig.api.call('PATCH', path(id, '/current-context'), { body })
    await rig.append(id, speech(1, { startedAt: at(1) }))
    await settled(id)
    const reader = await rig.api.issuer.token({ sub: 'rita', scope: 'sessions:read' })
    const [hidden] = await blocks(id, reader)
    expect(hidden).toMatchObject({ restricted: true, topic: null })
    expect(JSON.stringify(await blocks(id, reader))).not.toMatch(/said 1|merger/)
    expect(JSON.stringify(await get(id, '/audit', reader))).not.toMatch(/said 1|merger/)
    const cleared = await rig.api.issuer.token({ sub: 'carl', scope: 'sessions:read sessions:restricted' })
    expect((await blocks(id, cleared))[0]).toMatchObject({ text: 'said 1', topic: 'the merger' })
  })

  it.each([[{}], [{ topic: 1 }], [{ effective_from: at(0) }]])('%j changes nothing: 422', async body => {
    const { session_id: id } = await rig.start()
    expect((await rig.api.call('PATCH', path(id, '/current-context'), { body })).status).toBe(422)
  })
})

describe('a pause', () => {
  it('of more than a minute is noted, and the note goes when a late chunk fills it', async () => {
    const { session_id: id } = await rig.start()
    await rig.append(id, quiet(1, { startedAt: at(0) }))
    await rig.append(id, quiet(3, { startedAt: at(100) }))
    await settled(id)
    const types = async () => (await blocks(id)).map((block: { type: string }) => block.type)
    expect(await types()).toEqual(['SILENCE', 'SYSTEM_NOTE', 'SILENCE'])
    await rig.append(id, quiet(2, { startedAt: at(50) }))
    await settled(id)
    expect(await types()).toEqual(['SILENCE', 'SILENCE', 'SILENCE'])
  })
})

describe('the trail', () => {
  it('tells what was asked, in its order, and verifies', async () => {
    const { session_id: id } = await rig.start()
    await rig.api.call('PATCH', path(id, '/current-context'), { body: { topic: 'x' } })
    await rig.api.call('POST', path(id, '/resume'))
    const { data } = await get(id, '/audit')
    const actions = ['session.started', 'session.context_changed', 'session.resumed']
    expect(data.map((entry: { action: string }) => entry.action)).toEqual(actions)
    expect(await get(id, '/why')).toMatchObject({ reason: 'RUNNING' })
    const verdict = await rig.api.call('GET', `/api/v1/audit/verify?subject=${id}`)
    expect(verdict.body).toMatchObject({ ok: true, checked: 3 })
  })

  it('has one of 32 who resume at once in each epoch', async () => {
    const { session_id: id } = await rig.start()
    const resumed = await Promise.all(Array.from({ length: 32 }, () => rig.api.call('POST', path(id, '/resume'))))
    const epochs = resumed.filter(({ status }) => status === 200).map(({ body }) => body.epoch)
    expect(new Set(epochs).size).toBe(epochs.length)
    expect((await get(id)).epoch).toBe(1 + epochs.length)
  })
})
