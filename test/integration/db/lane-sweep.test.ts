import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { laneSweep } from '#db/step/lane-sweep.ts'
import { stepMarkDue } from '#db/step/step-mark-due.ts'
import { stepPutOff } from '#db/step/step-put-off.ts'
import { stepSweep } from '#db/step/step-sweep.ts'
import { JOB_VERSIONS } from '#queues/job-versions.ts'
import { type ClaimRig, openClaimRig } from '#test/support/claim-rig.ts'

let rig: ClaimRig
beforeAll(async () => {
  rig = await openClaimRig()
})
afterAll(() => rig.close())
beforeEach(async () => {
  await rig.database.owner`TRUNCATE steps, action_attempts, accounts, platform_windows`
})

const names = (count: number) => Array.from({ length: count }, (_, index) => `account-${index}-${uuid()}`)

describe('the sweep of the lanes', () => {
  it('hands out two of an account, however many wait, and more as soon as those are done', async () => {
    const ids = await rig.plant({ count: 300 })
    const first = await laneSweep(rig.sql)
    expect(first.map(step => step.subjectId).sort()).toEqual(ids.slice(0, 2).sort())
    expect(await laneSweep(rig.sql)).toEqual([])
    await rig.database.owner`DELETE FROM steps WHERE subject_id = ${ids[0] ?? ''}`
    expect((await laneSweep(rig.sql)).map(step => step.subjectId)).toEqual([ids[2]])
  })

  it('leaves what only a newer version of the program understands, and hands out what stands behind it', async () => {
    const ids = await rig.plant({ count: 3 })
    await rig.database.owner`UPDATE steps SET version = 2 WHERE subject_id = ${ids[0] ?? ''}`
    expect((await laneSweep(rig.sql)).map(step => step.subjectId).sort()).toEqual(ids.slice(1).sort())
    const newer = { ...JOB_VERSIONS, 'execute-mock': 2, 'execute-twitter': 2 }
    await rig.database.owner`UPDATE steps SET checks = 0, check_at = due_at`
    expect((await laneSweep(rig.sql, newer)).map(step => step.subjectId).sort()).toEqual(ids.slice(0, 2).sort())
  })

  it('hands out 48 of a tenant with many accounts, and another’s first before any more of them, ahead in its queue', async () => {
    await rig.plant({ count: 500, accounts: names(100) })
    const flood = await laneSweep(rig.sql)
    expect(flood).toHaveLength(48)
    expect(flood.map(step => step.turn).sort((a = 0, b = 0) => a - b)).toEqual(
      Array.from({ length: 48 }, (_, n) => n + 1),
    )
    expect(await laneSweep(rig.sql)).toEqual([])
    const [first, second] = await rig.plant({ count: 2, accounts: names(2) })
    expect(await laneSweep(rig.sql)).toMatchObject([{ subjectId: first, turn: 1 }])
    await rig.database
      .owner`DELETE FROM steps WHERE id IN (SELECT id FROM steps WHERE checks > 0 AND subject_id <> ${first ?? ''} LIMIT 2)`
    expect(await laneSweep(rig.sql)).toMatchObject([{ subjectId: second, turn: 2 }])
  })

  it('takes tenants in turn when several have many waiting', async () => {
    const tenants = [uuid(), uuid(), uuid()]
    for (const tenantId of tenants) await rig.plant({ count: 60, tenantId, accounts: names(30) })
    const swept = Map.groupBy(await laneSweep(rig.sql), step => step.tenantId)
    expect(tenants.map(tenantId => swept.get(tenantId)?.length)).toEqual([16, 16, 16])
  })

  it('takes the account of a tenant that was served longest ago, and first the one that never was', async () => {
    const tenantId = uuid()
    const accounts = names(60)
    const ids = await rig.plant({ count: 60, tenantId, accounts, ageMs: 60_000 })
    const claims = await Promise.all(ids.map(id => rig.claim(id)))
    await Promise.all(claims.map(claim => rig.end(claim, 'ACCEPTED')))
    await rig.database.owner`DELETE FROM steps`
    const again = await rig.plant({ count: 60, tenantId, accounts, ageMs: 30_000 })
    const served = await rig.database.owner<{ account: string }[]>`
      SELECT account FROM action_attempts ORDER BY started_at LIMIT 47`
    const [never] = await rig.plant({ count: 1, tenantId, accounts: ['never served'] })
    const swept = (await laneSweep(rig.sql)).map(step => step.subjectId)
    const expected = served.map(({ account }) => again[accounts.indexOf(account)])
    expect(swept.sort()).toEqual([never, ...expected].sort())
  })

  it('leaves a closed account and a full platform alone until they open', async () => {
    await rig.plant({ count: 3 })
    await rig.database.owner`UPDATE accounts SET closed_until = now() + interval '1 h'`
    expect(await laneSweep(rig.sql)).toEqual([])
    await rig.database.owner`UPDATE accounts SET closed_until = now()`
    await rig.database.owner`INSERT INTO platform_windows VALUES ('MOCK', now() + interval '1 h')`
    expect(await laneSweep(rig.sql)).toEqual([])
    await rig.database.owner`UPDATE platform_windows SET closed_until = now()`
    expect(await laneSweep(rig.sql)).toHaveLength(2)
  })

  it('hands out a step once to two sweeps at once', async () => {
    await rig.plant({ count: 100, accounts: names(100) })
    const swept = (await Promise.all(Array.from({ length: 8 }, () => laneSweep(rig.sql)))).flat()
    expect(new Set(swept.map(step => step.id)).size).toBe(swept.length)
  })
})

describe('a step in a lane', () => {
  it('keeps its place when its account turned out to be full, and loses it when it has to wait for itself', async () => {
    const [first, second, third] = await rig.plant({ count: 3, ageMs: 1000 })
    const [a] = (await laneSweep(rig.sql)).filter(step => step.subjectId === first)
    if (a === undefined) throw new Error('it was not handed out')
    await rig.database.owner`DELETE FROM steps WHERE subject_id = ${second ?? ''}`
    expect(await stepPutOff(rig.sql, a, 0, 'PLATFORM_LIMIT')).toBe(true)
    expect(await sweptNext()).toEqual([first, third])
    expect(await stepPutOff(rig.sql, { id: a.id, run: a.run + 1 }, 1)).toBe(true)
    await vi.waitFor(async () => expect(await sweptNext()).toEqual([third, first]))
  })

  it('has not lost its place when its job is lost, and those behind it need no write when Redis was emptied', async () => {
    const ids = await rig.plant({ count: 50 })
    expect((await laneSweep(rig.sql)).map(step => step.subjectId).sort()).toEqual(ids.slice(0, 2).sort())
    expect(await stepMarkDue(rig.sql)).toBe(2)
    expect((await laneSweep(rig.sql)).map(step => step.subjectId).sort()).toEqual(ids.slice(0, 2).sort())
  })

  it('is none of the general sweep’s', async () => {
    await rig.plant({ count: 5 })
    expect(await stepSweep(rig.sql)).toEqual([])
  })

  /** In the order in which they stand, as if none had ever been handed out. */
  const sweptNext = async () => {
    await stepMarkDue(rig.sql)
    const swept = await laneSweep(rig.sql)
    return swept.sort((a, b) => (a.turn ?? 0) - (b.turn ?? 0)).map(step => step.subjectId)
  }
})
