import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { campaignLoadSteps, type LoadedCampaignStep } from '#db/campaign/campaign-load-steps.ts'
import { campaignRecordOutcomes } from '#db/campaign/campaign-record.ts'
import { openPool, type Sql } from '#db/connection/open-pool.ts'
import { stepPutOff } from '#db/step/step-put-off.ts'
import { brokenChains } from '#test/support/campaign-proof.ts'
import { type CampaignRig, openCampaignRig } from '#test/support/campaign-rig.ts'
import { openTestDatabase, type TestDatabase, testPrefix } from '#test/support/test-database.ts'
import { applyPlan } from '#workers/campaign/apply-plan.ts'
import { planStageOutcome } from '#workers/campaign/plan-stage-outcome.ts'

let database: TestDatabase
let rig: CampaignRig
let worker: Sql
let dataDir: string
let load: ReturnType<typeof campaignLoadSteps>
let record: ReturnType<typeof campaignRecordOutcomes>
beforeAll(async () => {
  database = await openTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'mandate-record-'))
  rig = await openCampaignRig({
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    redisUrl: inject('backing').REDIS_URL ?? '',
    prefix: testPrefix(),
    dataDir,
  })
  worker = openPool({ url: database.url, role: 'mandate_worker', max: 4, applicationName: 'record' })
  load = campaignLoadSteps(worker)
  record = campaignRecordOutcomes(worker)
})
afterAll(async () => {
  expect(await brokenChains(rig)).toEqual([])
  await worker.end({ timeout: 1 })
  await rig.close()
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

/** Started campaigns with their first steps, loaded. */
async function started(count: number): Promise<LoadedCampaignStep[]> {
  const ids = await rig.campaigns(count)
  const rows = await rig.owner<{ id: string }[]>`SELECT id FROM steps WHERE subject_id = ANY(${ids}::uuid[])`
  const loaded = await Promise.all(rows.map(row => load(row.id)))
  return loaded.filter(step => step !== undefined)
}

/** Records that the radar scan was done. @returns what became of it */
async function advance(step: LoadedCampaignStep, result: unknown = { signals: [] }): Promise<string> {
  const options = { attempts: 5, random: 0, tookMs: 1 }
  const plan = planStageOutcome(step, 'RADAR_SCAN', { kind: 'advance', result }, options)
  return (await applyPlan({ record, close: async () => {}, keepNext: () => {} }, step, plan)).kind
}

const stateOf = async ({ record }: LoadedCampaignStep) => (await rig.view(record.campaign.id)).campaign.state

describe('outcomes that are recorded together', () => {
  it('are all true at once, each with its result, its trail and its next step', async () => {
    const steps = await started(20)
    expect(await Promise.all(steps.map(step => advance(step)))).toEqual(steps.map(() => 'recorded'))
    for (const step of steps) {
      const view = await rig.view(step.record.campaign.id)
      expect(view).toMatchObject({ campaign: { state: 'STRATEGY_GEN' }, results: { RADAR_SCAN: { signals: [] } } })
      const open = await rig.owner`SELECT kind FROM steps WHERE subject_id = ${view.campaign.id}`
      expect([...open]).toEqual([{ kind: 'strategy-gen' }])
    }
  })

  it('of one campaign are one: the other is told of the conflict', async () => {
    const [step] = await started(1)
    if (step === undefined) throw new Error('no step')
    const kinds = await Promise.all(Array.from({ length: 8 }, () => advance(step)))
    expect(kinds.sort()).toEqual([...Array.from({ length: 7 }, () => 'conflict'), 'recorded'])
    expect(
      (await rig.view(step.record.campaign.id)).log.filter(entry => entry.action === 'stage.completed'),
    ).toHaveLength(1)
  })

  it('are not touched by one that Postgres refuses', async () => {
    const steps = await started(5)
    const results = await Promise.allSettled(steps.map((step, index) => advance(step, index === 2 ? 'a\u0000b' : {})))
    expect(results.map(result => result.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
    expect(await Promise.all(steps.map(stateOf))).toEqual([
      'STRATEGY_GEN',
      'STRATEGY_GEN',
      'RADAR_SCAN',
      'STRATEGY_GEN',
      'STRATEGY_GEN',
    ])
  })

  it('do not wait for a campaign that somebody holds', async () => {
    const steps = await started(3)
    const held = steps[1]?.record.campaign.id ?? ''
    await rig.owner.begin(async holder => {
      await holder`SELECT 1 FROM campaigns WHERE id = ${held} FOR UPDATE`
      const since = performance.now()
      expect(await Promise.all(steps.map(step => advance(step)))).toEqual(['recorded', 'conflict', 'recorded'])
      expect(performance.now() - since).toBeLessThan(900)
    })
  })
})

describe('an outcome of work that is over', () => {
  it.each<[string, (step: LoadedCampaignStep) => Promise<unknown>]>([
    [
      'because its campaign was cancelled',
      step => rig.command(step.record.campaign.id, { type: 'cancel', reason: 'r' }),
    ],
    ['because its step was put off', ({ step }) => stepPutOff(worker, step, 1000)],
    ['because its step is gone', ({ step }) => rig.owner`DELETE FROM steps WHERE id = ${step.id}`],
  ])('changes nothing %s', async (_, happens) => {
    const [step] = await started(1)
    if (step === undefined) throw new Error('no step')
    await happens(step)
    expect(await advance(step)).toBe('conflict')
    expect(await stateOf(step)).toBe('RADAR_SCAN')
  })

  it('changes nothing under another tenant', async () => {
    const [step] = await started(1)
    if (step === undefined) throw new Error('no step')
    const campaign = { ...step.record.campaign, tenantId: step.record.campaign.id }
    expect(await advance({ ...step, record: { ...step.record, campaign } })).toBe('conflict')
    expect(await stateOf(step)).toBe('RADAR_SCAN')
  })
})
