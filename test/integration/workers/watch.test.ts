// Whether everything moves: canaries, liveness, and what stands still although nothing holds it back.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { QUEUE_NAMES } from '#queues/topology.ts'
import { openWorkerRig, type WorkerRig } from '#test/support/worker-rig.ts'

let rig: WorkerRig
const owner = () => rig.database.owner

beforeAll(async () => {
  rig = await openWorkerRig({ CANARY_MS: '200', CANARY_LATE_MS: '1500', STUCK_AFTER_MS: '1000' })
})
afterAll(async () => rig?.close())

const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 100 })

/** As if the last look were long ago. */
const lookNow = () =>
  owner()`UPDATE steps SET due_at = clock_timestamp(), check_at = clock_timestamp() WHERE kind = 'find-stuck'`

describe('canaries', () => {
  it('come through every queue, again and again', async () => {
    await soon(async () => {
      const rows = await owner()<
        { kind: string; run: number }[]
      >`SELECT kind, run FROM steps WHERE kind LIKE 'canary:%'`
      expect(rows.map(row => row.kind).sort()).toEqual(QUEUE_NAMES.map(name => `canary:${name}`).sort())
      expect(Math.min(...rows.map(row => row.run))).toBeGreaterThan(2)
    })
    expect(rig.worker.notLive()).toBeUndefined()
  })

  it('are made anew when somebody has deleted them', async () => {
    await owner()`DELETE FROM steps WHERE kind = 'canary:session.gc'`
    await soon(async () => {
      const [row] = await owner()<{ run: number }[]>`SELECT run FROM steps WHERE kind = 'canary:session.gc'`
      expect(row?.run).toBeGreaterThan(1)
    })
  })

  it('that do not come through turn liveness red, in words, and it is green again when they do', async () => {
    await owner()`
      UPDATE steps SET due_at = clock_timestamp() - interval '1 h', check_at = clock_timestamp() + interval '1 h', run = run + 1
      WHERE kind = 'canary:campaign.learn'`
    await soon(() => expect(rig.worker.notLive()).toMatch(/^no work moves on campaign\.learn: /))
    expect(rig.log).toContainEqual(expect.objectContaining({ event: 'queue.stands_still', queue: 'campaign.learn' }))
    await owner()`UPDATE steps SET check_at = clock_timestamp() WHERE kind = 'canary:campaign.learn'`
    await soon(() => expect(rig.worker.notLive()).toBeUndefined())
  })
})

describe('what stands still', () => {
  let lost: string
  let overdue: string
  beforeAll(async () => {
    ;[lost = '', overdue = ''] = await rig.campaigns(2)
    await soon(async () => expect(await rig.standing()).toEqual({ waiting: 2 }))
  })

  it('is none of what waits for a person', async () => {
    await owner()`UPDATE campaigns SET updated_at = clock_timestamp() - interval '1 h'`
    await owner()`UPDATE governance.actions_ledger SET updated_at = clock_timestamp() - interval '1 h'`
    const before = await looks()
    await lookNow()
    await soon(async () => expect(await looks()).toBeGreaterThan(before))
    expect(await stuck()).toEqual([])
  })

  it('is named: a campaign that runs without a step, and a step that is long due', async () => {
    await owner()`UPDATE campaigns SET status = 'running' WHERE id = ${lost}`
    await owner()`
      INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, run, due_at, check_at)
      VALUES (gen_random_uuid(), ${rig.tenantId}, ${overdue}, 'learn', ${overdue}, 1,
        clock_timestamp() - interval '1 h', clock_timestamp() + interval '1 h')`
    await lookNow()
    await soon(async () =>
      expect(await stuck()).toEqual([
        { subject_id: lost, subject: 'campaign', stage: 'PUBLISH', why: 'NO_STEP' },
        { subject_id: overdue, subject: 'campaign', stage: 'learn', why: 'OVERDUE' },
      ]),
    )
    expect(rig.log).toContainEqual(expect.objectContaining({ event: 'stuck', subject_id: lost, why: 'NO_STEP' }))
  })

  it('is forgotten as soon as it stands still no more', async () => {
    await owner()`UPDATE campaigns SET status = 'waiting' WHERE id = ${lost}`
    await owner()`DELETE FROM steps WHERE subject_id = ${overdue}`
    await lookNow()
    await soon(async () => expect(await stuck()).toEqual([]))
  })
})

const stuck = async () => [...(await owner()`SELECT subject_id, subject, stage, why FROM stuck_subjects ORDER BY why`)]

const looks = async () =>
  (await owner()<{ run: number }[]>`SELECT run FROM steps WHERE kind = 'find-stuck'`)[0]?.run ?? 0
