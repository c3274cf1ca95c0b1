import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import canonicalize from 'canonicalize'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { GuardKeys, SignedSnapshot, SnapshotRecord, SnapshotReply } from '#contracts/upstream/guard.ts'
import { guardConfig } from '#services/guard/config.ts'
import { createGuard } from '#services/guard/create-guard.ts'
import { temporaryFolder } from '../kernel/temporary-folder.ts'

const MANIFEST = { z: 1, chunks: [{ sequence_id: 1, sha256: 'ä' }], a: null }

async function guard(dataDir = temporaryFolder()) {
  const config = guardConfig({ DATA_DIR: dataDir, REFERENCE_KNOBS: '1' })
  const { app, close } = await createGuard(config, pino({ level: 'silent' }))
  let isOpen = true
  const stop = () => {
    if (isOpen) close()
    isOpen = false
  }
  onTestFinished(stop)
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  const get = async (path: string) => (await app.request(path)).json()
  const take = async (manifest: unknown = MANIFEST, more: object = {}, headers: Record<string, string> = {}) =>
    SnapshotReply.parse(
      await (await post('/snapshots', { integrity_hash: hashOf(manifest), manifest, ...more }, headers)).json(),
    )
  return { post, get, take, stop, dataDir }
}

describe('POST /snapshots', () => {
  it('signs what everybody can check with the published keys alone', async () => {
    const { take, get } = await guard()
    const reply = await take()
    const record = SnapshotRecord.parse(await get(`/snapshots/${reply.snapshot_id}`))
    expect(record).toMatchObject({ ...reply, integrity_hash: hashOf(MANIFEST), manifest: MANIFEST, prev_hash: null })
    const { keys } = GuardKeys.parse(await get('/.well-known/guard-keys'))
    expect(keys.every(key => !('d' in key))).toBe(true)
    const jwk = keys.find(({ kid }) => kid === reply.key_id)
    if (jwk === undefined) throw new Error('the key is not published')
    const isSigned = (signed: SignedSnapshot) =>
      verify(
        null,
        Buffer.from(canonicalize(signed) ?? ''),
        createPublicKey({ key: jwk, format: 'jwk' }),
        Buffer.from(reply.signature, 'base64url'),
      )
    const signed = SignedSnapshot.parse(record)
    expect(isSigned(signed)).toBe(true)
    expect(isSigned({ ...signed, at: '2020-01-01T00:00:00.000Z' })).toBe(false)
  })

  it('chains each snapshot to the one before it, over a restart, and names its parent', async () => {
    const first = await guard()
    const one = await first.take()
    const before = SnapshotRecord.parse(await first.get(`/snapshots/${one.snapshot_id}`))
    first.stop()
    const second = await guard(first.dataDir)
    const two = await second.take({ v: 2 }, { parent_snapshot_id: one.snapshot_id })
    expect(two.key_id).toBe(one.key_id)
    expect(await second.get(`/snapshots/${two.snapshot_id}`)).toMatchObject({
      parent_snapshot_id: one.snapshot_id,
      prev_hash: hashOf({ ...SignedSnapshot.parse(before), signature: before.signature }),
    })
  })

  it('gives the same snapshot for the same Idempotency-Key, also when the kept answer was lost', async () => {
    const { take, stop, dataDir } = await guard()
    const headers = { 'idempotency-key': 'session-1:guard' }
    const one = await take(MANIFEST, {}, headers)
    stop()
    const answers = new DatabaseSync(join(dataDir, 'answers.sqlite'))
    answers.exec('DELETE FROM answers')
    answers.close()
    const again = await guard(dataDir)
    expect(await again.take(MANIFEST, {}, headers)).toEqual(one)
    expect((await again.take()).snapshot_id).not.toBe(one.snapshot_id)
    const other = await again.post('/snapshots', { integrity_hash: hashOf({}), manifest: {} }, headers)
    expect([other.status, await other.json()]).toMatchObject([422, { code: 'IDEMPOTENCY_KEY_REUSED' }])
  })

  it.each([
    ['a parent that it never took', { parent_snapshot_id: randomUUID() }, 'PARENT_UNKNOWN'],
    ['a hash that is not the manifest’s', { integrity_hash: 'f'.repeat(64) }, 'INTEGRITY_MISMATCH'],
    ['a hash that is none', { integrity_hash: 'xyz' }, 'VALIDATION_FAILED'],
  ])('refuses %s with 422', async (_, change, code) => {
    const { post } = await guard()
    const answer = await post('/snapshots', { integrity_hash: hashOf(MANIFEST), manifest: MANIFEST, ...change })
    expect([answer.status, await answer.json()]).toMatchObject([422, { code }])
  })
})

describe('POST /verify', () => {
  const asked = async ({ post }: Awaited<ReturnType<typeof guard>>, snapshot_id: string, hash = hashOf(MANIFEST)) =>
    (await post('/verify', { snapshot_id, integrity_hash: hash })).json()

  it('says yes to what was taken, and why not to anything else', async () => {
    const service = await guard()
    const { snapshot_id } = await service.take()
    expect(await asked(service, snapshot_id)).toEqual({ ok: true })
    expect(await asked(service, snapshot_id, '0'.repeat(64))).toMatchObject({
      ok: false,
      why: expect.stringContaining('was taken of'),
    })
    expect(await asked(service, randomUUID())).toEqual({ ok: false, why: 'there is no such snapshot' })
  })

  it.each([
    ['integrity_hash', `integrity_hash = '${hashOf({ forged: 1 })}'`, /signature/],
    ['manifest', `manifest = '{"forged":1}'`, /manifest/],
  ])('notices a rewritten %s', async (_, change, why) => {
    const { take, stop, dataDir } = await guard()
    const { snapshot_id } = await take()
    stop()
    tampered(dataDir, `UPDATE snapshots SET ${change}`)
    expect(await asked(await guard(dataDir), snapshot_id)).toMatchObject({ ok: false, why: expect.stringMatching(why) })
  })

  it('notices that the snapshot before it was taken away', async () => {
    const { take, stop, dataDir } = await guard()
    await take({ v: 1 })
    const { snapshot_id } = await take()
    stop()
    tampered(dataDir, 'DELETE FROM snapshots WHERE n = 1')
    expect(await asked(await guard(dataDir), snapshot_id)).toMatchObject({
      ok: false,
      why: expect.stringContaining('before it'),
    })
  })

  it('leaves no way to change a snapshot by mistake', async () => {
    const { take, dataDir } = await guard()
    await take()
    const db = new DatabaseSync(join(dataDir, 'guard.sqlite'))
    onTestFinished(() => db.close())
    expect(() => db.exec("UPDATE snapshots SET at = 'x'")).toThrow(/append-only/)
    expect(() => db.exec('DELETE FROM snapshots')).toThrow(/append-only/)
  })
})

it('POST /test is green, and red on a fault of its own knob', async () => {
  const { post } = await guard()
  expect(await (await post('/test', {})).json()).toMatchObject({ ok: true })
  await post('/_reference/faults', { fault: 'wrong_shape', path: '/verify' })
  expect(await (await post('/test', {})).json()).toMatchObject({ ok: false })
})

/** As somebody with the file in hands would: the triggers go first. */
function tampered(dataDir: string, sql: string): void {
  const db = new DatabaseSync(join(dataDir, 'guard.sqlite'))
  db.exec(`PRAGMA foreign_keys = OFF; DROP TRIGGER snapshots_never_change; DROP TRIGGER snapshots_never_go; ${sql}`)
  db.close()
}

function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex')
}
