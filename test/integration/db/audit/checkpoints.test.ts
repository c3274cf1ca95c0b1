// Checkpoints against a real Postgres and object store: written once, linked, locked, found again.
import { v7 as uuid } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkpointKey } from '#db/audit/checkpoint/checkpoint.ts'
import { ObjectStoreError } from '#domain/ports/object-store.ts'
import { type AuditRig, freshKey, openAuditRig } from '#test/support/audit-rig.ts'
import { growTrail, plantTrail, plantWithin } from '#test/support/planted-trail.ts'

let rig: AuditRig
beforeEach(async () => {
  rig = await openAuditRig()
})
afterEach(() => rig.close())

const recorded = () => rig.owner`SELECT tenant_id, n, heads, prev, sha256 FROM audit_checkpoints ORDER BY tenant_id, n`
const covered = () => rig.owner`SELECT subject_id, n, seq FROM audit_checkpoint_heads ORDER BY subject_id, n`

describe('a round of checkpoints', () => {
  it('signs the head of every chain that moved, one checkpoint a tenant, and nothing when nothing moved', async () => {
    const tenant = uuid()
    const one = await plantTrail(rig.owner, 3, tenant)
    const two = await plantTrail(rig.owner, 2, tenant)
    const other = await plantTrail(rig.owner, 1)
    expect(await rig.checkpointNow()).toEqual({ checkpoints: 2, heads: 3 })
    expect(await rig.checkpointNow()).toEqual({ checkpoints: 0, heads: 0 })
    await growTrail(rig.owner, two, 2)
    expect(await rig.checkpointNow()).toEqual({ checkpoints: 1, heads: 1 })
    const rows = await recorded()
    expect(rows.filter(row => row.tenant_id === tenant)).toMatchObject([
      { n: 1, heads: 2, prev: null },
      { n: 2, heads: 1, prev: rows.find(row => row.tenant_id === tenant)?.sha256 },
    ])
    expect(await covered()).toEqual(
      [
        { subject_id: one.subject, n: 1, seq: 3 },
        { subject_id: two.subject, n: 1, seq: 2 },
        { subject_id: two.subject, n: 2, seq: 4 },
        { subject_id: other.subject, n: 1, seq: 1 },
      ].sort((a, b) => (a.subject_id < b.subject_id ? -1 : 1)),
    )
    expect((await rig.verifyAll()).bad).toBeUndefined()
  })

  it('is done once however many workers race for it', async () => {
    for (let i = 0; i < 5; i++) await plantTrail(rig.owner, 2)
    for (let round = 0; round < 3; round++) {
      await plantTrail(rig.owner, 1)
      await rig.roundIsDue()
      const reports = await Promise.all([rig.rounds(), rig.rounds(), rig.rounds(), rig.rounds()].map(run => run()))
      expect(reports.filter(report => report !== undefined)).toEqual([
        round === 0 ? { checkpoints: 6, heads: 6 } : { checkpoints: 1, heads: 1 },
      ])
    }
    expect((await rig.verifyAll()).counts).toMatchObject({ checkpoints: 8, heads: 8, subjects: 8 })
  })

  it('leaves nothing out when rounds overlap: a number is taken once, the slower one goes behind it', async () => {
    const tenant = uuid()
    for (let i = 0; i < 4; i++) await plantTrail(rig.owner, 2, tenant)
    const round = await rig.ledger.take(uuid(), 60_000)
    await rig.checkpointNow() // the other's time is over
    const trail = await plantTrail(rig.owner, 1, tenant)
    expect(await rig.checkpointNow()).toEqual({ checkpoints: 1, heads: 1 })
    expect(round?.seen).toBe('1:1:')
    expect((await rig.verify(tenant, trail.subject))?.ok).toBe(true)
    expect((await rig.verifyAll()).bad).toBeUndefined()
  })

  it('signs an entry whose transaction committed only after a round had passed by it', async () => {
    await plantTrail(rig.owner, 1)
    const late = await rig.owner.reserve()
    await late`BEGIN`
    await late`SELECT pg_current_xact_id()`
    const early = await plantTrail(rig.owner, 1)
    expect(await rig.checkpointNow()).toMatchObject({ heads: 2 })
    // By a transaction that is older than all that the round saw.
    await plantWithin(late, 2, early.tenant)
    await late`COMMIT`
    late.release()
    expect(await rig.checkpointNow()).toEqual({ checkpoints: 1, heads: 1 })
    expect(await rig.checkpointNow()).toEqual({ checkpoints: 0, heads: 0 })
  })

  it('goes on behind a checkpoint whose writer died before recording it, and writes its heads not again', async () => {
    const tenant = uuid()
    const trail = await plantTrail(rig.owner, 2, tenant)
    const dying = rig.rounds({
      store: {
        ...rig.store,
        async put(key, body, options) {
          const stored = await rig.store.put(key, body, options)
          if (key.startsWith('checkpoints/')) throw new ObjectStoreError('UNAVAILABLE', 'the answer was lost')
          return stored
        },
      },
    })
    await expect(dying()).rejects.toThrow('the answer was lost')
    expect(await recorded()).toEqual([])
    await plantTrail(rig.owner, 1, tenant)
    expect(await rig.checkpointNow()).toEqual({ checkpoints: 1, heads: 1 })
    expect(await recorded()).toMatchObject([{ n: 1 }, { n: 2 }])
    expect((await rig.verify(tenant, trail.subject))?.ok).toBe(true)
    expect((await rig.verifyAll()).bad).toBeUndefined()
  })

  it('cuts what moved into pages and checkpoints of bounded size without losing a head', async () => {
    const tenant = uuid()
    await rig.owner.unsafe(MANY, [tenant, 10_050] as never[])
    expect(await rig.checkpointNow({ maxHeads: 1000 })).toEqual({ checkpoints: 2, heads: 10_050 })
    const seen = await rig.owner`SELECT count(DISTINCT subject_id)::int AS n FROM audit_checkpoint_heads`
    expect(seen[0]?.n).toBe(10_050)
  })

  it('steps over a foreign object that stands where a checkpoint should, and verification names it', async () => {
    const tenant = uuid()
    await plantTrail(rig.owner, 2, tenant)
    const retainUntil = new Date(Date.now() + 60_000)
    await rig.store.put(checkpointKey(tenant, 1), Buffer.from('{}'), { contentType: 'application/json', retainUntil })
    expect(await rig.checkpointNow()).toEqual({ checkpoints: 1, heads: 1 })
    expect(rig.foreign).toEqual([`${checkpointKey(tenant, 1)} is not a signed checkpoint at all`])
    expect((await rig.verifyAll()).bad).toMatchObject({ tenant, why: expect.stringContaining('checkpoint 1') })
  })

  it('locks what it writes: nobody deletes it, and what is laid over it is named and leaves it as it was', async () => {
    const { tenant } = await plantTrail(rig.owner, 1)
    await rig.checkpointNow()
    const key = checkpointKey(tenant, 1)
    const written = await rig.store.head(key)
    const version = { versionId: written?.versionId ?? '' }
    await expect(rig.store.delete(key, version)).rejects.toMatchObject({ reason: 'LOCKED' })
    await rig.store.put(key, Buffer.from('{}'), { contentType: 'application/json' })
    expect((await rig.verifyAll()).bad).toMatchObject({ tenant, why: expect.stringContaining('checkpoint 1') })
    await rig.store.delete(key)
    expect((await rig.verifyAll()).bad).toMatchObject({ tenant, why: expect.stringContaining('is gone') })
    expect(await rig.store.head(key, version)).toMatchObject({ ...version, etag: written?.etag })
  })
})

describe('another signing key', () => {
  it('signs from then on, and what the old one signed stays good', async () => {
    const trail = await plantTrail(rig.owner, 2)
    await rig.checkpointNow()
    await growTrail(rig.owner, trail, 2)
    const next = await freshKey()
    await rig.checkpointNow({ key: next })
    expect(await rig.verify(trail.tenant, trail.subject)).toMatchObject({ ok: true, checked: 4 })
    const { counts, bad } = await rig.verifyAll()
    expect({ bad, keys: counts.keys, checkpoints: counts.checkpoints }).toEqual({ keys: 2, checkpoints: 2 })
    const kept = await rig.verifyAll([rig.key.public])
    expect(kept.bad?.why).toContain(`is signed with the key ${next.public.kid}, which was never published`)
  })
})

const MANY = `
WITH many AS (SELECT uuidv7() AS id FROM generate_series(1, $2::int))
INSERT INTO audit_log (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash)
SELECT id, s, $1::uuid, now(), 'a', 'human', 'x', '{}', sha256('a'), sha256('b') FROM many, generate_series(1, 2) s`
