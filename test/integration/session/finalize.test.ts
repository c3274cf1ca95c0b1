import { readFileSync } from 'node:fs'
import mammoth from 'mammoth'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SessionResource } from '#contracts/session.ts'
import { openSealingRig, type SealingRig } from '#test/support/sealing-rig.ts'
import type { Asked } from '#test/support/session-rig.ts'

const AUDIO = new Uint8Array(readFileSync(new URL('../../fixtures/speech/speech.flac', import.meta.url)))

let rig: SealingRig
beforeAll(async () => {
  rig = await openSealingRig()
})
afterAll(() => rig.close())

const said = ({ sequenceId }: Asked) => ({ text: `Said ${sequenceId}.`, confidence: 1, model_version: 'core-1' })
beforeEach(() => rig.core(said))

const at = (seconds: number) => new Date(Date.parse('2026-11-20T09:00:00Z') + seconds * 1000).toISOString()
const speech = (sequenceId: number) => ({
  sequenceId,
  audio: AUDIO,
  contentType: 'audio/flac',
  startedAt: at(sequenceId * 9),
})
const path = (id: string, what = '') => `/api/v1/session/${id}${what}`
const get = async (id: string, what = '', as = rig.api.tokens.ada) =>
  (await rig.api.call('GET', path(id, what), { as })).body
const actionsOf = async (id: string): Promise<string[]> =>
  (await get(id, '/audit')).data.map(({ action }: { action: string }) => action)
const patch = (id: string, what: string, body: object) => rig.api.call('PATCH', path(id, what), { body })
const once = (id: string, status: string) =>
  vi.waitFor(async () => expect(await get(id)).toMatchObject({ status }), { timeout: 20_000, interval: 50 })

async function record(...numbers: number[]): Promise<string> {
  const { session_id: id } = await rig.start({ title: 'Board' })
  for (const n of numbers) expect((await rig.append(id, speech(n))).status).toBe(202)
  return id
}

async function textOf(url: string | undefined): Promise<string> {
  const response = await fetch(url ?? '')
  expect(response.status).toBe(200)
  return (await mammoth.extractRawText({ buffer: Buffer.from(await response.arrayBuffer()) })).value
}

describe('a session that is finalized', () => {
  it('ends as a document whose gaps are named, signed, with its audio in custody', async () => {
    const id = await record(1, 2, 4)
    const sealed = await rig.finalize(id, { last_sequence_id: 5 })
    expect(sealed).toMatchObject({ status: 'FINALIZED', is_draining: false, pending: 0, version: 1 })
    expect(sealed.gaps).toEqual([3, 5].map(n => ({ from: n, to: n, reason: 'NOT_RECEIVED' })))
    const text = await textOf(sealed.document_url)
    for (const words of ['Said 1.', 'Said 2.', 'Said 4.', '[audio missing: chunk 5]']) expect(text).toContain(words)
    expect(text).toMatch(/\[audio missing \d\d:\d\d–\d\d:\d\d\]/)
    expect(sealed).not.toHaveProperty('restricted_document_url')
    expect(sealed.integrity_hash).toMatch(/^[0-9a-f]{64}$/)
    const audio = sealed.custody?.filter(({ object }) => /\/\d+-[0-9a-f]{64}$/.test(object)) ?? []
    expect(audio).toHaveLength(3)
    for (const { object, version_id, retain_until } of sealed.custody ?? []) {
      expect(Date.parse(retain_until)).toBeGreaterThan(Date.now() + 12 * 3600_000)
      await expect(rig.custody.delete(object, { versionId: version_id })).rejects.toMatchObject({ reason: 'LOCKED' })
    }
    const steps = ['draining', 'building', 'assembled', 'built', 'sealed', 'finalized'].map(name => `session.${name}`)
    expect(await actionsOf(id)).toEqual(['session.started', ...steps])
    expect(await get(id, '/why')).toMatchObject({ reason: 'FINAL' })
    const verdict = await rig.api.call('GET', `/api/v1/audit/verify?subject=${id}`)
    expect(verdict.body).toMatchObject({ ok: true, checked: 7 })
  })

  it('twenty times at once is finalized once', async () => {
    const id = await record(1, 2)
    const sealed = await Promise.all(Array.from({ length: 20 }, () => rig.finalize(id)))
    expect(new Set(sealed.map(({ status, snapshot_id }) => `${status} ${snapshot_id}`)).size).toBe(1)
    expect(sealed[0]?.status).toBe('FINALIZED')
    expect((await actionsOf(id)).filter(action => action === 'session.sealed')).toHaveLength(1)
    // Asked once more under a key of its own, which is kept with the session: the moment of the seal does not move.
    const { finalized_at } = await get(id)
    const headers = { 'idempotency-key': `"${crypto.randomUUID()}"` }
    expect((await rig.api.call('POST', path(id, '/finalize'), { body: {}, headers })).status).toBe(202)
    expect((await get(id)).finalized_at).toBe(finalized_at)
  })

  it('answers at once who does not wait, and takes no more', async () => {
    const id = await record(1)
    const accepted = await rig.api.call('POST', path(id, '/finalize'))
    expect(accepted).toMatchObject({ status: 202, body: { is_draining: true } })
    expect(accepted.headers.get('location')).toBe(path(id))
    await once(id, 'FINALIZED')
    expect(await rig.append(id, speech(2))).toMatchObject({ status: 409, body: { code: 'SESSION_CLOSED' } })
    expect(await rig.append(id, speech(1))).toMatchObject({ status: 200 })
    expect(await patch(id, '/blocks/1', { text: 'x' })).toMatchObject({ status: 409, body: { code: 'SESSION_CLOSED' } })
    expect(await patch(id, '/current-context', { topic: 'x' })).toMatchObject({ status: 409 })
    expect(await rig.api.call('POST', path(id, '/resurrect'))).toMatchObject({
      status: 409,
      body: { code: 'INVALID_STATE' },
    })
    expect((await rig.finalize(id)).status).toBe('FINALIZED')
  })

  it('waits for chunks that were announced, and takes none beyond', async () => {
    const id = await record(1)
    await rig.api.call('POST', path(id, '/finalize'), { body: { last_sequence_id: 2 } })
    expect(await rig.append(id, speech(3))).toMatchObject({ status: 409, body: { code: 'SESSION_CLOSED' } })
    expect((await rig.append(id, speech(2))).status).toBe(202)
    await once(id, 'FINALIZED')
    const { gaps, document_url } = await get(id)
    expect(gaps).toEqual([])
    expect(await textOf(document_url)).toContain('Said 2.')
  })

  it('without a chunk is a document as well', async () => {
    const sealed = await rig.finalize(await record())
    expect(sealed).toMatchObject({ status: 'FINALIZED', counts: {} })
    expect(await textOf(sealed.document_url)).toContain('Board')
  })

  it('is known to Redis no more, and nothing lies about that it has no use for', async () => {
    const id = await record(1)
    const { tenant_id: tenant } = await get(id)
    const store = rig.store
    const orphan = `sessions/${tenant}/${id}/9-${'0'.repeat(64)}`
    await store.put(orphan, new Uint8Array([1]), { contentType: 'audio/wav' })
    const sealed = await rig.finalize(id)
    await vi.waitFor(async () => expect(await store.head(orphan)).toBeUndefined(), { timeout: 20_000, interval: 100 })
    const main = (await store.list({ prefix: `sessions/${tenant}/${id}/` })).objects.map(({ key }) => key)
    expect(main).toEqual(
      expect.arrayContaining(sealed.custody?.map(({ object }) => object).filter(key => main.includes(key)) ?? []),
    )
    expect(main.some(key => key.includes('/1-'))).toBe(true)
  })
})

describe('what is restricted', () => {
  it('is in the full document and nowhere else', async () => {
    rig.core(({ sequenceId }) => ({
      ...said({ sequenceId } as Asked),
      text: sequenceId === 2 ? 'The merger is off.' : 'Hello.',
    }))
    const id = await record(1, 2, 3)
    await patch(id, '/current-context', { restricted: true, topic: 'Mergers', effective_from: at(15) })
    await patch(id, '/current-context', { restricted: false, topic: null, effective_from: at(25) })
    await patch(id, '/blocks/3', { text: 'The secret sum.', restricted: true })
    const sealed = await rig.finalize(id)
    const secret = /merger|secret sum/i
    expect(await textOf(sealed.document_url)).not.toMatch(secret)
    expect(await textOf(sealed.document_url)).toContain('[restricted]')
    const cleared = await rig.api.issuer.token({ sub: 'carl', scope: 'sessions:read sessions:restricted' })
    const full = await textOf((await get(id, '', cleared)).restricted_document_url)
    for (const words of ['Hello.', 'The merger is off.', 'The secret sum.']) expect(full).toContain(words)
    const reader = await rig.api.issuer.token({ sub: 'rita', scope: 'sessions:read' })
    const seen = await get(id, '', reader)
    expect(seen).toHaveProperty('document_url')
    expect(seen).not.toHaveProperty('restricted_document_url')
    for (const what of ['', '/blocks', '/audit', '/why', '/assets'])
      expect(JSON.stringify(await get(id, what, reader)), what).not.toMatch(secret)
    const [kept] = await rig.api.database.owner`
      SELECT string_agg(details::text, ' ') AS trail, (SELECT string_agg(manifest::text, ' ') FROM session_snapshots) AS manifests
      FROM audit_log WHERE subject_id = ${id}`
    expect(`${kept?.trail} ${kept?.manifests}`).not.toMatch(secret)
  })
})

describe('a correction by hand', () => {
  it('has the last word, whatever core says afterwards, and is kept with its author', async () => {
    rig.core(() => 500)
    const id = await record(1)
    await vi.waitFor(async () => expect((await get(id, '/blocks')).data[0].type).toBe('AUDIO_PENDING'), 20_000)
    expect((await get(id)).counts).toEqual({ AUDIO_PENDING: 1 })
    const edited = await patch(id, '/blocks/1', { text: 'As I heard it.', target_placeholder: 'PROPOSALS' })
    const block = { type: 'TEXT', text: 'As I heard it.', target_placeholder: 'PROPOSALS', edited_by: 'ada' }
    expect(edited).toMatchObject({ status: 200, body: block })
    expect((await get(id)).counts).toEqual({ TEXT: 1 })
    rig.core(said)
    const { owner } = rig.api.database
    await vi.waitFor(
      async () => {
        const heard = await owner`SELECT FROM session_blocks WHERE session_id = ${id} AND body->>'type' = 'TEXT'`
        expect(heard).toHaveLength(1)
      },
      { timeout: 20_000, interval: 100 },
    )
    expect((await get(id, '/blocks')).data[0]).toMatchObject(block)
    expect(await textOf((await rig.finalize(id)).document_url)).toContain('As I heard it.')
    const { data } = await get(id, '/audit')
    const entry = data.find(({ action }: { action: string }) => action === 'session.block_edited')
    expect(entry).toMatchObject({
      actor: { sub: 'ada' },
      details: { sequence_id: 1, changed: ['text', 'target_placeholder'] },
    })
  })

  it.each([
    ['/blocks/2', { text: 'x' }, 404],
    ['/blocks/0', { text: 'x' }, 404],
    ['/blocks/x', { text: 'x' }, 404],
    ['/blocks/1', {}, 422],
    ['/blocks/1', { text: 5 }, 422],
    ['/blocks/1', { text: 'x', colour: 1 }, 422],
    ['/blocks/1', { target_placeholder: 'not a name' }, 422],
  ])('%s %j: %i', async (what, body, status) => {
    expect((await patch(await record(1), what, body)).status).toBe(status)
  })
})

describe('when guard is down', () => {
  it('no document is handed out, and it completes once guard is back', async () => {
    const id = await record(1)
    await rig.services.fault('guard', { fault: 'error_500', path: '/snapshots', times: 5 })
    const failed = await rig.api.call('POST', path(id, '/finalize'), { headers: { prefer: 'wait=30' } })
    expect(failed).toMatchObject({ status: 502, body: { code: 'GUARD_FAILED' } })
    const meanwhile: SessionResource = await get(id)
    expect(meanwhile).not.toHaveProperty('document_url')
    expect(meanwhile).not.toHaveProperty('integrity_hash')
    await once(id, 'FINALIZED')
    expect((await actionsOf(id)).filter(action => action === 'session.sealed')).toHaveLength(1)
  })

  it('another finalize tries at once', async () => {
    const id = await record(1)
    await rig.services.fault('guard', { fault: 'error_500', path: '/snapshots', times: 3 })
    await rig.api.call('POST', path(id, '/finalize'), { headers: { prefer: 'wait=30' } })
    expect(await rig.finalize(id)).toMatchObject({ status: 'FINALIZED' })
  })
})

describe('when builder fails', () => {
  it('for good, people have the word, and a finalize tries again', async () => {
    const id = await record(1)
    await rig.services.fault('builder', { fault: 'wrong_shape', path: '/build', times: 1 })
    const failed = await rig.finalize(id)
    const failure = { stage: 'BUILD', reason: 'UPSTREAM_INVALID_RESPONSE', retryable: false }
    expect(failed).toMatchObject({ status: 'BUILD_FAILED', failure })
    expect(await get(id, '/why')).toMatchObject({ reason: 'NEEDS_HUMAN' })
    const sealed = await rig.finalize(id)
    expect(sealed).toMatchObject({ status: 'FINALIZED' })
    expect(sealed).not.toHaveProperty('failure')
  })
})

describe('a clone', () => {
  it('goes out from the sealed version with what was recovered since, and never changes it', async () => {
    rig.core(({ sequenceId }) => (sequenceId === 2 ? 500 : said({ sequenceId } as Asked)))
    const id = await record(1, 2)
    const first = await rig.finalize(id)
    expect(first.counts).toEqual({ TEXT: 1, AUDIO_PENDING: 1 })
    expect(await textOf(first.document_url)).toContain('[audio pending')
    rig.core(said)
    await vi.waitFor(
      async () => {
        const [row] = await rig.api.database
          .owner`SELECT count(*)::int AS n FROM session_blocks WHERE session_id = ${id} AND late AND body->>'type' = 'TEXT'`
        expect(row?.n).toBeGreaterThan(0)
      },
      { timeout: 20_000, interval: 100 },
    )
    expect((await get(id)).counts).toEqual(first.counts)
    expect((await get(id, '/blocks')).data[1].type).toBe('AUDIO_PENDING')

    const cloned = await rig.api.call('POST', path(id, '/clone'))
    const parent = { parent_session_id: id, parent_snapshot_id: first.snapshot_id }
    expect(cloned).toMatchObject({
      status: 201,
      body: { version: 2, status: 'RECORDING', pinned: first.pinned, ...parent },
    })
    const clone = cloned.body.session_id
    expect(await rig.append(clone, speech(3))).toMatchObject({ status: 202 })
    await patch(clone, '/blocks/1', { text: 'Corrected.' })
    const second = await rig.finalize(clone)
    expect(second).toMatchObject({ status: 'FINALIZED', version: 2, ...parent })
    expect(second.snapshot_id).not.toBe(first.snapshot_id)
    const text = await textOf(second.document_url)
    for (const words of ['Corrected.', 'Said 2.', 'Said 3.']) expect(text).toContain(words)
    expect(await actionsOf(clone)).toContain('session.parent_checked')
    const again: SessionResource = await get(id)
    expect(again.integrity_hash).toBe(first.integrity_hash)
    expect(await textOf(again.document_url)).not.toContain('Corrected.')
    const record_ = await (await fetch(`${rig.services.guardUrl}/snapshots/${second.snapshot_id}`)).json()
    expect(record_).toMatchObject({ parent_snapshot_id: first.snapshot_id, integrity_hash: second.integrity_hash })
  })

  it('of a version whose rows are no longer those that were sealed gets no document', async () => {
    const id = await record(1, 2)
    await rig.finalize(id)
    const { owner } = rig.api.database
    const forged = await owner`INSERT INTO session_blocks (session_id, sequence_id, rev, tenant_id, body)
      SELECT session_id, sequence_id, rev + 1, tenant_id, jsonb_set(body, '{text}', '"Never said."') FROM session_blocks
      WHERE session_id = ${id} AND sequence_id = 2 AND body->>'type' = 'TEXT'`
    expect(forged.count).toBe(1)
    const { session_id: clone } = (await rig.api.call('POST', path(id, '/clone'))).body
    const why = 'its block 2, of chunk 2, is not the one in its backup'
    await vi.waitFor(async () => {
      const { data } = await get(clone, '/audit')
      expect(data).toContainEqual(
        expect.objectContaining({ action: 'session.parent_checked', details: expect.objectContaining({ why }) }),
      )
    })
    expect(await rig.finalize(clone)).toMatchObject({ code: 'GUARD_FAILED' })
    const failed = await get(clone)
    expect(failed).toMatchObject({ status: 'GUARD_FAILED', failure: { reason: 'PARENT_NOT_VERIFIED' } })
    expect(failed).not.toHaveProperty('document_url')
  })

  it('of what is not sealed is refused', async () => {
    const refused = await rig.api.call('POST', path(await record(1), '/clone'))
    expect(refused).toMatchObject({ status: 409, body: { code: 'INVALID_STATE', state: 'RECORDING' } })
  })

  it('under the same key is made once', async () => {
    const id = await record(1)
    await rig.finalize(id)
    const headers = { 'idempotency-key': `clone-${id}` }
    const [one, other] = [
      await rig.api.call('POST', path(id, '/clone'), { headers }),
      await rig.api.call('POST', path(id, '/clone'), { headers }),
    ]
    expect(other.body.session_id).toBe(one.body.session_id)
  })
})
