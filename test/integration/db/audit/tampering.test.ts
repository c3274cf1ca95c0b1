// Somebody who owns the database changes the trail, hashes and all: verification says what he did.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashEntry } from '#db/audit/chain.ts'
import { checkpointKey, publicKeyKey } from '#db/audit/checkpoint/checkpoint.ts'
import { sealCheckpoint } from '#db/audit/checkpoint/seal-checkpoint.ts'
import { auditVerify } from '#db/audit/verify/audit-verify.ts'
import { verifyEverything } from '#db/audit/verify/verify-everything.ts'
import { withReader } from '#db/connection/with-reader.ts'
import type { AuditEntry } from '#domain/audit-entry.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { type AuditRig, freshKey, openAuditRig, withObject } from '#test/support/audit-rig.ts'
import {
  growTrail,
  headOf,
  insertEntries,
  type PlantedTrail,
  plantTrail,
  sampleChain,
  tamper,
} from '#test/support/planted-trail.ts'

let rig: AuditRig
let trail: PlantedTrail
let bystander: PlantedTrail

beforeEach(async () => {
  rig = await openAuditRig()
  trail = await plantTrail(rig.owner, 6)
  bystander = await plantTrail(rig.owner, 3, trail.tenant)
  await rig.checkpointNow()
  trail = await growTrail(rig.owner, trail, 4)
  await rig.checkpointNow()
})
afterEach(() => rig.close())

/** The row says what the attacker wants it to say. */
const setHead = (seq: number, hash: string) =>
  rig.owner`UPDATE campaigns SET audit_seq = ${seq}, audit_hash = decode(${hash}, 'hex') WHERE id = ${trail.subject}`
const replaceFrom = async (seq: number, entries: typeof trail.entries) => {
  await tamper(rig.owner, async sql => {
    await sql`DELETE FROM audit_log WHERE subject_id = ${trail.subject} AND seq >= ${seq}`
    await insertEntries(sql, trail.tenant, entries)
  })
  const { seq: last, hash } = headOf([...trail.entries.slice(0, seq - 1), ...entries])
  await setHead(last, hash)
}

/** Both ways to look must find it, with the same entry. */
async function expectNamed(seq: number, why: string): Promise<void> {
  const text = expect.stringContaining(why)
  expect(await rig.verify(trail.tenant, trail.subject)).toMatchObject({ ok: false, firstBad: { seq, why: text } })
  expect((await rig.verifyAll()).bad).toMatchObject({ subject: trail.subject, seq })
  expect((await rig.verify(trail.tenant, bystander.subject))?.ok).toBe(true)
}

describe('an untouched trail', () => {
  it('is good, and says when it was last signed', async () => {
    const verdict = await rig.verify(trail.tenant, trail.subject)
    expect(verdict).toEqual({ ok: true, checked: 10, checkpointAt: expect.any(Date) })
    const { counts, bad } = await rig.verifyAll()
    expect(bad).toBeUndefined()
    expect(counts).toEqual({ subjects: 2, entries: 13, checkpoints: 2, heads: 3, keys: 1 })
  })

  it('is good between two checkpoints, too', async () => {
    trail = await growTrail(rig.owner, trail, 1)
    expect(await rig.verify(trail.tenant, trail.subject)).toMatchObject({ ok: true, checked: 11 })
    expect((await rig.verifyAll()).bad).toBeUndefined()
  })

  it('is nothing to another tenant', async () => {
    expect(await rig.verify(bystander.subject, trail.subject)).toBeUndefined()
  })
})

describe('what is named within the chain', () => {
  it('one changed byte of the details', async () => {
    await tamper(
      rig.owner,
      sql => sql`
        UPDATE audit_log SET details = replace(details::text, 'grüß', 'gruß')::jsonb
        WHERE subject_id = ${trail.subject} AND seq = 4`,
    )
    await expectNamed(4, 'entry 4 was changed')
  })

  it.each([
    ['actor', "actor_sub = 'bob'"],
    ['principal', "actor_principal = 'service'"],
    ['action', "action = 'stage.failed'"],
    ['time', "at = at + interval '1 ms'"],
  ])('another %s', async (_what, change) => {
    await tamper(rig.owner, sql =>
      sql.unsafe(`UPDATE audit_log SET ${change} WHERE subject_id = $1 AND seq = 7`, [trail.subject]),
    )
    await expectNamed(7, 'entry 7 was changed')
  })

  it('a deleted entry in the middle', async () => {
    await tamper(rig.owner, sql => sql`DELETE FROM audit_log WHERE subject_id = ${trail.subject} AND seq IN (3, 4)`)
    await expectNamed(3, 'entries 3 to 4 are missing')
  })

  it('two entries that changed places', async () => {
    await tamper(rig.owner, async sql => {
      await sql`UPDATE audit_log SET seq = 99 WHERE subject_id = ${trail.subject} AND seq = 4`
      await sql`UPDATE audit_log SET seq = 4 WHERE subject_id = ${trail.subject} AND seq = 5`
      await sql`UPDATE audit_log SET seq = 5 WHERE subject_id = ${trail.subject} AND seq = 99`
    })
    await expectNamed(4, 'the entry stored as 4 was written as entry 5: entries were reordered')
  })

  it('an entry that was inserted with a right hash of its own', async () => {
    const [genuine, ...rest] = trail.entries.slice(4)
    const entry = { ...(genuine as AuditEntry), details: { forged: true } }
    await replaceFrom(5, [{ ...entry, hash: hashEntry(entry) }, ...rest])
    await expectNamed(6, 'does not follow from entry 5')
  })

  it('an entry added behind the head without the subject knowing', async () => {
    await insertEntries(rig.owner, trail.tenant, sampleChain(trail.subject, 1, headOf(trail.entries)))
    await expectNamed(11, "the subject's row knows only 10 entries")
  })

  it('a tail cut without the subject knowing', async () => {
    await tamper(rig.owner, sql => sql`DELETE FROM audit_log WHERE subject_id = ${trail.subject} AND seq > 8`)
    await expectNamed(9, 'the tail was cut after entry 8')
  })
})

describe('what only the checkpoints know', () => {
  it('a tail cut, and the subject made to agree', async () => {
    await replaceFrom(9, [])
    await expectNamed(9, 'the tail was cut after entry 8: checkpoint 2 of')
  })

  it('a chain rewritten with hashes that are all right', async () => {
    await replaceFrom(8, sampleChain(trail.subject, 3, headOf(trail.entries.slice(0, 7)), 'forged'))
    await expectNamed(10, 'something in entries 7 to 10 was rewritten and hashed anew')
  })

  it('a rewritten chain that was signed again after it', async () => {
    await replaceFrom(8, sampleChain(trail.subject, 5, headOf(trail.entries.slice(0, 7)), 'forged'))
    await rig.checkpointNow()
    await expectNamed(10, 'is not the one that checkpoint 2 of')
  })

  it('a subject that is gone with all its entries', async () => {
    await tamper(rig.owner, async sql => {
      await sql`DELETE FROM audit_log WHERE subject_id = ${trail.subject}`
      await sql`DELETE FROM campaigns WHERE id = ${trail.subject}`
    })
    await expectNamed(1, 'the whole trail is gone')
  })

  it('a subject whose entries stay and whose row is gone', async () => {
    await rig.owner`DELETE FROM campaigns WHERE id = ${trail.subject}`
    await expectNamed(10, 'the campaign or action that the trail belongs to is gone')
  })

  it('a subject that was given to another tenant', async () => {
    await tamper(rig.owner, async sql => {
      await sql`UPDATE audit_log SET tenant_id = ${bystander.subject} WHERE subject_id = ${trail.subject}`
      await sql`UPDATE campaigns SET tenant_id = ${bystander.subject} WHERE id = ${trail.subject}`
    })
    expect((await rig.verifyAll()).bad).toMatchObject({ subject: trail.subject })
  })
})

describe('what is done to the checkpoints themselves', () => {
  const first = () => checkpointKey(trail.tenant, 1)
  const verifyWith = (store: ObjectStore) =>
    auditVerify(withReader({ api: rig.pool('mandate_api'), ops: rig.pool('mandate_ops') }), store)(
      { tenantId: trail.tenant },
      trail.subject,
    )
  const verifyAllWith = (store: ObjectStore) => verifyEverything({ sql: rig.pool('mandate_ops'), store })
  const replaced = async (store: ObjectStore, why: string) => {
    expect(await verifyWith(store)).toMatchObject({ ok: false, firstBad: { why: expect.stringContaining(why) } })
    expect((await verifyAllWith(store)).bad?.why).toContain(why)
  }

  it('a removed record is named', async () => {
    await tamper(rig.owner, sql => sql`DELETE FROM audit_checkpoints WHERE n = 2`)
    expect((await rig.verify(trail.tenant, trail.subject))?.firstBad?.why).toBe(
      'checkpoint 2 was removed from the ledger',
    )
    expect((await rig.verifyAll()).bad).toMatchObject({ tenant: trail.tenant, why: expect.stringContaining('removed') })
  })

  it('a removed record is missed even when the ledger forgot whom it covered', async () => {
    await tamper(rig.owner, async sql => {
      await sql`DELETE FROM audit_checkpoints WHERE n = 2`
      await sql`DELETE FROM audit_checkpoint_heads WHERE n = 2`
    })
    await expectNamed(10, 'entry 10 should be in a signed checkpoint by now and is in none')
  })

  it('a cut tail is found in the bucket when the ledger forgot all that covered it', async () => {
    await replaceFrom(7, [])
    await tamper(rig.owner, async sql => {
      await sql`DELETE FROM audit_checkpoints WHERE n = 2`
      await sql`DELETE FROM audit_checkpoint_heads WHERE n = 2`
    })
    expect((await rig.verifyAll()).bad?.why).toContain(
      'checkpoint 2 lies in the bucket and was removed from the ledger',
    )
  })

  it('a lost object is named', () => replaced(withObject(rig.store, first(), undefined), 'is gone from the bucket'))

  it('one changed byte of an object is named', async () => {
    const bytes = Buffer.from(await new Response((await rig.store.get(first())).body).arrayBuffer())
    const at = bytes.indexOf('"seq":6')
    bytes.write('7', at + 6)
    await replaced(withObject(rig.store, first(), bytes), 'does not bear the signature')
  })

  it('a forged object under a key that nobody published is named', async () => {
    const heads = [{ subject: trail.subject, ...headOf(trail.entries.slice(0, 6)) }]
    const unsigned = { tenant: trail.tenant, n: 1, at: new Date().toISOString(), prev: null, heads }
    const forged = sealCheckpoint(unsigned, await freshKey())
    await replaced(withObject(rig.store, first(), forged.bytes), 'which was never published')
    const genuine = sealCheckpoint(unsigned, rig.key)
    await replaced(withObject(rig.store, first(), genuine.bytes), 'was recorded otherwise than it lies in the bucket')
  })

  it('a forged key under the name of a real one is named', async () => {
    const { public: other } = await freshKey()
    const jwk = JSON.stringify({ ...other, kid: rig.key.public.kid })
    await tamper(rig.owner, sql => sql`UPDATE audit_keys SET jwk = ${jwk}::text::jsonb`)
    expect((await rig.verify(trail.tenant, trail.subject))?.firstBad?.why).toContain('which was never published')
    expect((await rig.verifyAll()).bad?.why).toContain('is published otherwise than it lies in the bucket')
  })

  it('a key that is published and was never locked away is named', async () => {
    const { public: other } = await freshKey()
    await rig.owner`INSERT INTO audit_keys (kid, jwk) VALUES (${other.kid}, ${JSON.stringify(other)}::text::jsonb)`
    expect((await rig.verifyAll()).bad?.why).toBe(`the key ${other.kid} is published and not in the bucket`)
    expect(publicKeyKey(other.kid)).toMatch(/^keys\//)
  })
})
