// What was sealed can be recomputed from custody and public keys, and whatever was changed since is named.
import { spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { once } from 'node:events'
import { json, text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { SessionResource } from '#contracts/session.ts'
import { SessionEvidence } from '#contracts/session-manifest.ts'
import { SignedSnapshot } from '#contracts/upstream/guard.ts'
import { openPool, type Sql } from '#db/connection/open-pool.ts'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { canonicalHash } from '#db/session/canonical-hash.ts'
import { askGuard, type GuardAnchor } from '#db/session/verify/guard-anchor.ts'
import { sessionLedgerRows } from '#db/session/verify/session-ledger-rows.ts'
import { type VerifySessionOptions, verifySession } from '#db/session/verify/verify-session.ts'
import { withObject } from '#test/support/audit-rig.ts'
import { tamper } from '#test/support/planted-trail.ts'
import { openSealingRig, type SealingRig } from '#test/support/sealing-rig.ts'
import { sha256Of } from '#test/support/session-rig.ts'
import { type ClipType, clip } from '#test/support/speech-clips.ts'
import { flipStored } from '#test/support/stored-blobs.ts'
import { TENANT_A } from '#test/support/test-issuer.ts'

/** The same bytes in another test's session would be hit with ours. */
const ownClip = (type: ClipType) => Buffer.concat([clip(type), randomBytes(16)])
const ZEROS = '0'.repeat(64)
const ELSEWHERE = [{ kind: 'public', key: 'elsewhere', sha256: ZEROS, bytes: 1 }]

let rig: SealingRig
let sql: Sql
let guard: GuardAnchor
/** With a restricted passage, a picture and a gap; and its correction. */
let sealed: SessionResource
let corrected: SessionResource

beforeAll(async () => {
  rig = await openSealingRig()
  sql = openPool({ url: rig.api.database.url, role: 'mandate_ops', max: 2, applicationName: 'test' })
  guard = await askGuard(rig.services.guardUrl)
  sealed = await sealEverything()
  const cloned = await rig.api.call('POST', `/api/v1/session/${sealed.session_id}/clone`)
  expect(cloned.status).toBe(201)
  corrected = await rig.finalize(cloned.body.session_id)
  expect(corrected).toMatchObject({ status: 'FINALIZED', version: 2 })
}, 240_000)
afterAll(async () => {
  await sql.end({ timeout: 1 })
  await rig.close()
})

async function sealEverything(): Promise<SessionResource> {
  const { session_id: id } = await rig.start({ title: 'Board' })
  const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 9, 0, second)).toISOString()
  const restricted = { restricted: true, effective_from: at(15) }
  const changed = await rig.api.call('PATCH', `/api/v1/session/${id}/current-context`, { body: restricted })
  expect(changed.status).toBe(200)
  const said = [
    { sequenceId: 1, audio: ownClip('audio/flac'), contentType: 'audio/flac', startedAt: at(0) },
    { sequenceId: 2, audio: ownClip('audio/mpeg'), contentType: 'audio/mpeg', startedAt: at(9) },
    { sequenceId: 4, audio: ownClip('audio/ogg'), contentType: 'audio/ogg', startedAt: at(27) },
  ]
  for (const chunk of said) expect((await rig.append(id, chunk)).status).toBe(202)
  await plantPicture(id)
  const session = await rig.finalize(id, { last_sequence_id: 4 })
  expect(session).toMatchObject({ status: 'FINALIZED', gaps: [{ from: 3, to: 3 }] })
  return session
}

/** As the asset step leaves one that it has looked at. */
async function plantPicture(sessionId: string): Promise<void> {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const [id, sha256] = [crypto.randomUUID(), sha256Of(png)]
  const key = `sessions/${TENANT_A}/${sessionId}/assets/${sha256}.png`
  const store = storeOf('S3_BUCKET')
  await store.put(key, png, { contentType: 'image/png', sha256 })
  store.close()
  const { owner } = rig.api.database
  await owner`INSERT INTO session_assets ${owner({
    ...{ id, session_id: sessionId, tenant_id: TENANT_A, status: 'READY', original_key: key, object_key: key },
    ...{ sha256_original: sha256, sha256, bytes_original: png.byteLength, mime: 'image/png', width: 8, height: 8 },
    ...{ captured_at: new Date('2026-11-20T09:00:10Z'), decided_at: new Date() },
    ...{ created_by: owner.json({ sub: 'ada', principal: 'human' }) },
  })}`
}

function storeOf(bucket: 'S3_BUCKET' | 'S3_CUSTODY_BUCKET') {
  const env = inject('backing')
  return createS3ObjectStore({
    ...{ endpoint: env.S3_ENDPOINT ?? '', region: env.S3_REGION ?? '', bucket: env[bucket] ?? '' },
    ...{ accessKeyId: env.S3_ACCESS_KEY_ID ?? '', secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '' },
  })
}

/** All lines, and the last is what did not match. */
async function verified(more: Partial<VerifySessionOptions> = {}): Promise<string[]> {
  const said: string[] = []
  try {
    for await (const line of verifySession({ custody: rig.custody, sessionId: sealed.session_id, ...more }))
      said.push(line)
  } catch (error) {
    said.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  }
  return said
}
const found = async (more: Partial<VerifySessionOptions> = {}) => (await verified(more)).at(-1)
const ledger = () => sessionLedgerRows(sql)
const objects = () => sealed.custody ?? []
const objectOf = (part: string) => objects().find(({ object }) => object.includes(part))?.object ?? `no ${part}`

describe('a sealed session', () => {
  it('is recomputed from the bucket alone, with guard as the anchor, and against the ledger', async () => {
    const alone = await verified()
    expect(alone.map(line => line.split(' ')[0])).toEqual(
      'evidence manifest signature anchor parents chunks blocks documents assets retention ledger'.split(' '),
    )
    expect(alone).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^anchor +only the keys in the evidence itself/),
        expect.stringMatching(/^parents +none/),
        expect.stringMatching(/^chunks +3 in custody/),
        expect.stringMatching(/^blocks +\d+, full and public/),
        expect.stringMatching(/^documents +2: public, restricted/),
        expect.stringMatching(/^assets +1/),
        expect.stringMatching(/^retention +COMPLIANCE on 10 objects/),
        expect.stringMatching(/^ledger +not compared/),
      ]),
    )
    const all = await verified({ guard, ledger: ledger() })
    expect(all.find(line => line.startsWith('anchor'))).toContain(`those that ${rig.services.guardUrl} publishes`)
    expect(all.at(-1)).toMatch(/^ledger +its rows are the same: session, snapshot, 3 chunks, 10 copies/)
  })

  it('leads to what it corrects', async () => {
    const sessionId = corrected.session_id
    const all = await verified({ sessionId, guard, ledger: ledger() })
    expect(all.find(line => line.startsWith('parents'))).toMatch(
      /1 signed, up to the first version; 1 of them directly/,
    )
    expect(all.at(-1)).toMatch(/^ledger +its rows are the same/)
    const parent = objectOf('/evidence/')
    const custody = without(parent)
    expect((await verified({ sessionId, custody })).find(line => line.startsWith('parents'))).toContain('which is gone')
    expect(await found({ sessionId, custody, ledger: ledger() })).toMatch(`Mismatch: ${parent}: expected it, until`)
  })
})

const bytesOf = async (key: string) =>
  new Uint8Array(await new Response((await rig.custody.get(key)).body).arrayBuffer())

/** The bucket as it is without the object. */
function without(key: string): VerifySessionOptions['custody'] {
  const store = withObject(rig.custody, key, undefined)
  return { ...store, head: async (asked, options) => (asked === key ? undefined : store.head(asked, options)) }
}

describe('whatever was changed', () => {
  it('any single byte of any object is found, and the object named', async () => {
    const which = fc.nat({ max: objects().length - 1 })
    await fc.assert(
      fc.asyncProperty(which, fc.nat({ max: 1_000_000 }), async (index, at) => {
        const object = objects()[index]?.object ?? ''
        const flipBack = flipStored(await bytesOf(object), at)
        try {
          expect(await found()).toMatch(`Mismatch: ${object}`)
        } finally {
          flipBack()
        }
      }),
      { numRuns: 40 },
    )
    expect(await found({ ledger: ledger() })).toMatch(/^ledger +its rows are the same/)
  }, 240_000)

  it('each object that is gone is named', async () => {
    for (const { object } of objects().filter(({ object }) => !object.includes('/evidence/'))) {
      expect(await found({ custody: without(object) })).toBe(
        `Mismatch: ${object}: expected SHA-256 ${objects().find(o => o.object === object)?.sha256}, found nothing: it is gone from custody`,
      )
    }
    expect(await found({ custody: noEvidence() })).toMatch(/^NotSealed: there is no evidence/)
    expect(await found({ custody: noEvidence(), ledger: ledger() })).toMatch(/^Mismatch: the evidence of session/)
  })

  it('a retention that is over, or no COMPLIANCE, is named', async () => {
    expect(await found({ now: () => Date.now() + 2 * 86_400_000 })).toMatch(
      /^Mismatch: the retention of .*expected one in force, found one that ended 20/,
    )
    const governed: VerifySessionOptions['custody'] = {
      ...rig.custody,
      get: async (key, options) => ({ ...(await rig.custody.get(key, options)), retentionMode: 'GOVERNANCE' as const }),
    }
    expect(await found({ custody: governed })).toMatch(/expected COMPLIANCE, found GOVERNANCE$/)
  })

  it('keys that guard does not publish are named, and so is a snapshot that it does not stand by', async () => {
    expect(await found({ guard: { ...guard, keys: [] } })).toMatch(
      /^Mismatch: the key .* expected one of guard's public keys/,
    )
    const disowning = { ...guard, verify: async () => ({ ok: false, why: 'the chain is cut' }) }
    expect(await found({ guard: disowning })).toMatch(/^Mismatch: snapshot .*found the chain is cut$/)
  })

  it('evidence with keys and signature of somebody else is found with guard as the anchor, and by the ledger', async () => {
    const key = objectOf('/evidence/')
    const forged = await forge(key)
    expect((await verified({ custody: forged }))[2]).toMatch(/^signature /)
    expect(await found({ custody: forged, guard })).toMatch(/expected one of guard's public keys, found none of them$/)
    expect(await found({ custody: forged, ledger: ledger() })).toMatch(/^Mismatch: the ledger's note of .*evidence/)
  })

  it.each([
    ['sessions', /client_timezone in the ledger's row of session .* found UTC$/, { client_timezone: 'UTC' }],
    ['sessions', /document_version in .* expected 1, found 7$/, { document_version: 7 }],
    ['session_snapshots', /signature in the ledger's snapshot/, { signature: 'A'.repeat(86) }],
    ['session_snapshots', /integrity_hash in the ledger's snapshot/, { integrity_hash: ZEROS }],
    ['session_snapshots', /the hash of its manifest in the ledger's snapshot/, { manifest: { format: 'mine' } }],
    ['session_custody', /the ledger's note of .*found 0{64}$/, { sha256: ZEROS }],
    ['session_custody', /version 0{32} of .* found nothing/, { version_id: '0'.repeat(32) }],
    ['session_custody', /the retention of .*expected until 2099/, { retain_until: new Date('2099-01-01') }],
    ['session_chunks', /started_at in the ledger's chunk 1/, { started_at: new Date('2020-01-01') }],
    ['session_chunks', /sha256 in the ledger's chunk 1/, { sha256: ZEROS }],
    ['session_chunks', /object_key in the ledger's chunk 1/, { object_key: 'elsewhere' }],
    ['session_results', /documents in the ledger's row of session .*elsewhere/, { body: ELSEWHERE }],
    ['session_results', /documents in the ledger's row of session .*found null$/, undefined],
    ['session_chunks', /the ledger's chunk 1: expected one, found none$/, undefined],
    ['session_custody', /the ledger's note of .*expected one, found none$/, undefined],
    ['session_snapshots', /the ledger's snapshot of session .*found none$/, undefined],
    ['sessions', /the ledger's row of session .*found none$/, undefined],
  ])('a row of %s, changed or gone, is named: %s', async (table, expected, change) => {
    const { owner } = rig.api.database
    const of = owner`${owner(table === 'sessions' ? 'id' : 'session_id')} = ${sealed.session_id}`
    const rows = await owner`SELECT * FROM ${owner(table)} WHERE ${of}`
    const remove = (tx: Parameters<Parameters<typeof tamper>[1]>[0]) => tx`DELETE FROM ${owner(table)} WHERE ${of}`
    await tamper(owner, tx =>
      change === undefined ? remove(tx) : tx`UPDATE ${owner(table)} SET ${owner(change)} WHERE ${of}`,
    )
    const said = await found({ ledger: ledger() })
    await tamper(owner, async tx => {
      await remove(tx)
      await tx`INSERT INTO ${owner(table)} ${owner(rows)}`
    })
    expect(said).toMatch(/^Mismatch: /)
    expect(said).toMatch(expected)
    expect(await found({ ledger: ledger() })).toMatch(/^ledger +its rows are the same/)
  })

  it('an object that something else was laid over is named, one that was copied again is not', async () => {
    const key = objectOf('documents/')
    const { sha256 = '' } = objects().find(({ object }) => object === key) ?? {}
    const retainUntil = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000)
    await rig.custody.copyFrom({ bucket: inject('backing').S3_BUCKET ?? '', key }, key, { sha256, retainUntil })
    expect(await found({ ledger: ledger() })).toMatch(/^ledger +its rows are the same/)
    const { versionId = '' } = await rig.custody.put(key, Buffer.from('mine'), { contentType: 'text/plain' })
    const said = await found()
    await rig.custody.delete(key, { versionId })
    expect(said).toMatch(`Mismatch: ${key} (version ${versionId}): expected SHA-256 ${sha256}`)
    expect(await found({ ledger: ledger() })).toMatch(/^ledger +its rows are the same/)
  })

  it('a chunk that was recorded beside the sealed is named', async () => {
    const { owner } = rig.api.database
    const { session_id: id } = sealed
    await tamper(
      owner,
      tx => tx`
        INSERT INTO session_chunks (session_id, sequence_id, id, tenant_id, epoch, sha256, bytes, content_type, object_key, started_at)
        SELECT session_id, 3, gen_random_uuid(), tenant_id, epoch, sha256, bytes, content_type, object_key, started_at
        FROM session_chunks WHERE session_id = ${id} AND sequence_id = 2`,
    )
    const said = await found({ ledger: ledger() })
    await tamper(owner, tx => tx`DELETE FROM session_chunks WHERE session_id = ${id} AND sequence_id = 3`)
    expect(said).toMatch(/^Mismatch: the ledger's chunk 3: expected none: it is not among the sealed, found one$/)
  })
})

/** The bucket with evidence that somebody has signed with a key of their own. */
async function forge(key: string): Promise<VerifySessionOptions['custody']> {
  const { snapshot } = SessionEvidence.parse(await json((await rig.custody.get(key)).body))
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const manifest = { ...snapshot.manifest, client_timezone: 'Asia/Tokyo' }
  const hash = canonicalHash(manifest)
  const signed = { ...snapshot, manifest, integrity_hash: hash, manifest_sha256: hash, key_id: 'mine' }
  const signature = sign(null, Buffer.from(canonicalize(SignedSnapshot.parse(signed)) ?? ''), privateKey)
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'mine' }
  const evidence = { snapshot: { ...signed, signature: signature.toString('base64url') }, guard_keys: [jwk] }
  const bytes = Buffer.from(JSON.stringify(evidence))
  const sha256 = sha256Of(bytes)
  const store = withObject(rig.custody, key, bytes)
  const head: typeof store.head = async (asked, options) => {
    const info = await store.head(asked, options)
    return info === undefined || asked !== key ? info : { ...info, sha256 }
  }
  return { ...store, head }
}

function noEvidence(): VerifySessionOptions['custody'] {
  const none = { objects: [], prefixes: [] }
  return {
    ...rig.custody,
    list: async options => (options?.delimiter === undefined ? none : rig.custody.list(options)),
  }
}

describe('verify:session', () => {
  const MAIN = fileURLToPath(new URL('../../../../db/session/verify/main.ts', import.meta.url))
  const run = async (...args: string[]) => {
    const s3 = Object.fromEntries(Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_')))
    const env = { PATH: process.env.PATH, DATABASE_URL: rig.api.database.url, ...s3 }
    const child = spawn(process.execPath, [MAIN, ...args], { env })
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    return { code, out, err, last: out.trimEnd().split('\n').at(-1) }
  }

  it('exits 0 with ok last, 1 at the first mismatch, 2 when there is nothing to verify', async () => {
    const { session_id: id } = sealed
    const good = await run(id, '--guard', rig.services.guardUrl)
    expect(good).toMatchObject({ code: 0, err: '', last: expect.stringMatching(/^ok .*the ledger agree$/) })
    expect(await run(id, '--bucket-only')).toMatchObject({
      code: 0,
      last: expect.stringContaining('the keys in its evidence agree'),
    })
    const document = objectOf('documents/')
    const flipBack = flipStored(await bytesOf(document), 100)
    const bad = await run(id, '--bucket-only')
    flipBack()
    expect(bad).toMatchObject({ code: 1, err: expect.stringContaining(`MISMATCH ${document}`) })
    const { session_id: recording } = await rig.start()
    expect(await run(recording)).toMatchObject({
      code: 2,
      err: `session ${recording} is RECORDING: only what is FINALIZED can be verified\n`,
    })
    const unknown = '01990000-0000-7000-8000-000000000001'
    expect(await run(unknown, '--bucket-only')).toMatchObject({
      code: 2,
      err: expect.stringContaining('it is unknown, or was never finalized'),
    })
    expect(await run(id, '--guard', 'http://127.0.0.1:9')).toMatchObject({ code: 2 })
    expect(await run('nonsense')).toMatchObject({ code: 2, err: expect.stringContaining('a session is a UUID') })
  }, 240_000)
})
