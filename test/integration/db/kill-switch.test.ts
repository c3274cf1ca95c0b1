import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ledger, openLedger } from '#db/ledger.ts'
import { laneSweep } from '#db/step/lane-sweep.ts'
import type { KillTarget } from '#domain/action/kill-switch.ts'
import { type ClaimRig, openClaimRig } from '#test/support/claim-rig.ts'

const RACERS = 32
const ROUNDS = 10
const OLGA = { sub: 'olga', principal: 'human' } as const

let rig: ClaimRig
let ledger: Ledger
beforeAll(async () => {
  rig = await openClaimRig()
  const accounts = { createOnFirstUse: true, shared: new Set<string>() }
  ledger = openLedger({ databaseUrl: rig.database.url, accounts, hint: () => {} })
})
afterAll(async () => {
  await ledger.close()
  await rig.close()
})

const engage = (target: KillTarget) =>
  ledger.killSwitches.set({ target, engaged: true, reason: 'something is wrong' }, OLGA)
const release = (target: KillTarget) => ledger.killSwitches.set({ target, engaged: false, reason: 'mended' }, OLGA)

const tenantId = uuid()
const targets: KillTarget[] = [
  { scope: 'global' },
  { scope: 'tenant', tenantId },
  { scope: 'platform', platform: 'MOCK' },
  { scope: 'platform', platform: 'MOCK', tenantId },
  { scope: 'account', platform: 'MOCK', account: 'held', tenantId },
]

describe(`a kill switch engaged while ${RACERS} claims run`, () => {
  it.each(targets)(
    '$scope: once it has answered no attempt begins, and it names those that had begun',
    async target => {
      for (let round = 0; round < ROUNDS; round++) {
        const ids = await rig.plant({ count: RACERS, tenantId, accounts: ['held'] })
        const before = (3 * round) % RACERS
        const early = ids.slice(0, before).map(id => rig.claim(id))
        const set = engage(target).then(async ({ stillOpen }) => {
          const [row] = await rig.database.owner<{ now: string }[]>`SELECT clock_timestamp()::text AS now`
          return { stillOpen, answered: row?.now ?? '' }
        })
        const late = ids.slice(before).map(id => rig.claim(id))
        const [claims, { stillOpen, answered }] = await Promise.all([Promise.all([...early, ...late]), set])

        const claimed = ids.filter((_, index) => claims[index]?.code === 'CLAIMED')
        expect(new Set(claims.map(claim => claim.code)).difference(new Set(['CLAIMED', 'KILL_SWITCH']))).toEqual(
          new Set(),
        )
        expect(stillOpen.sort()).toEqual(claimed.sort())
        const [begun] = await rig.database.owner`
        SELECT count(*)::int AS late FROM action_attempts WHERE started_at > ${answered}::text::timestamptz`
        expect(begun).toEqual({ late: 0 })
        expect((await laneSweep(rig.sql)).length).toBe(0)

        await release(target)
        const held = ids.filter(id => !claimed.includes(id))
        const after = await Promise.all(held.map(id => rig.claim(id)))
        expect(after.every(claim => claim.code === 'CLAIMED')).toBe(true)
        await rig.database.owner`TRUNCATE action_attempts, steps`
      }
    },
  )
})

describe('a kill switch', () => {
  it('holds back nobody but those it names', async () => {
    const [[own = ''], [other = ''], [foreign = '']] = await Promise.all([
      rig.plant({ count: 1, tenantId, accounts: ['held'] }),
      rig.plant({ count: 1, tenantId, accounts: ['free'] }),
      rig.plant({ count: 1, accounts: ['theirs'] }),
    ])
    const target: KillTarget = { scope: 'account', platform: 'MOCK', account: 'held', tenantId }
    await engage(target)
    const swept = await laneSweep(rig.sql)
    expect(swept.map(step => step.subjectId).sort()).toEqual([other, foreign].sort())
    expect((await rig.claim(own)).code).toBe('KILL_SWITCH')
    expect((await rig.claim(other)).code).toBe('CLAIMED')
    expect((await rig.claim(foreign)).code).toBe('CLAIMED')
    await release(target)
    expect((await laneSweep(rig.sql)).map(step => step.subjectId)).toEqual([own])
  })
})
