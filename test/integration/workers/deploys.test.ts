// Two versions of the program side by side, and a worker that is told to go: what a deploy is made of.
import { Queue } from 'bullmq'
import { v7 as uuid } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Ledger, openLedger } from '#db/ledger.ts'
import { JOB_VERSIONS, type JobVersions } from '#queues/job-versions.ts'
import { queuePrefix } from '#queues/queue-prefix.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import { ANN } from '#test/support/campaign-rig.ts'
import { openWorkerRig, type WorkerRig } from '#test/support/worker-rig.ts'

let rig: WorkerRig
beforeAll(async () => {
  rig = await openWorkerRig({ SEND_TIMEOUT_MS: '12000' })
  await rig.worker.stop(0)
})
afterAll(() => rig?.close())

const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 50 })
const stepsOf = (subject: string) => rig.owner<{ kind: string; version: number; run: number; attempt: number }[]>`
  SELECT kind, version, run, attempt FROM steps WHERE subject_id = ${subject}`

/** Of the next program: two of its kinds have moved on. */
const NEWER: JobVersions = { ...JOB_VERSIONS, 'radar-scan': 2, 'strategy-gen': 2 }

// Behind a transaction pooler no program with later versions starts (deploy/beyond-one-machine.md).
describe.skipIf(process.env.PGBOUNCER !== undefined)('a program and the next one side by side', () => {
  let workers: Awaited<ReturnType<WorkerRig['startWorker']>>[] = []
  let newerApi: Ledger
  const start = async (versions: JobVersions) => workers.push(await rig.startWorker(versions))
  beforeAll(() => {
    newerApi = openLedger({
      ...{ databaseUrl: rig.database.url, versions: NEWER, hint: () => {} },
      accounts: { createOnFirstUse: true, shared: new Set() },
    })
  })
  afterAll(() => newerApi?.close())
  beforeEach(() => {
    rig.log.length = 0
  })
  afterEach(async () => {
    rig.upstreams.reset()
    await Promise.all(workers.map(worker => worker.stop(2000)))
    workers = []
  })
  const newerLines = () => rig.log.filter(({ event }) => event === 'step.of_newer_version')

  it('what the newer one has written the older one leaves as it is, though it is delivered there, and the newer one does it', async () => {
    await start(JOB_VERSIONS)
    rig.upstreams.script('/analyst/*', () => ({ hang: true }))
    const id = await created(newerApi)
    await deliver('campaign.radar-scan', 'radar-scan', id)
    await soon(() => expect(newerLines()).toMatchObject([{ kind: 'radar-scan', version: 2 }]))
    expect(await stepsOf(id)).toEqual([{ kind: 'radar-scan', version: 2, run: 1, attempt: 1 }])
    expect(rig.upstreams.callsOf(id, '/radar/scan')).toEqual([])
    await start(NEWER)
    await soon(() => expect(rig.upstreams.callsOf(id, '/analyst/strategies')).toHaveLength(1))
    expect(await stepsOf(id)).toEqual([{ kind: 'strategy-gen', version: 2, run: 1, attempt: 1 }])
    expect(newerLines().filter(({ kind }) => kind === 'radar-scan')).toHaveLength(1)
  })

  it('what the older one has written the newer one does to its end', async () => {
    const [id = ''] = await rig.campaigns(1)
    expect(await stepsOf(id)).toMatchObject([{ kind: 'radar-scan', version: 1 }])
    await start(NEWER)
    await soon(async () => expect((await rig.view(id)).status).toBe('waiting_approval'))
  })

  it('a kind that the older one has never heard of waits untouched for the newer one', async () => {
    const { 'strategy-gen': _, ...older } = JOB_VERSIONS
    await start(older)
    const [id = ''] = await rig.campaigns(1)
    // The older one has just recorded the stage before it, and so delivers it to itself.
    await soon(() => expect(newerLines()).toMatchObject([{ kind: 'strategy-gen', version: 1 }]))
    expect(await stepsOf(id)).toEqual([{ kind: 'strategy-gen', version: 1, run: 1, attempt: 1 }])
    await start(JOB_VERSIONS)
    await soon(async () => expect((await rig.view(id)).status).toBe('waiting_approval'))
    expect(rig.log.filter(({ event }) => event === 'job.failed')).toEqual([])
  })

  it('a job whose name nobody knows is taken out of its queue once, and its step is left', async () => {
    await start(JOB_VERSIONS)
    const subject = uuid()
    await rig.owner`
      INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at)
      VALUES (${subject}, ${rig.tenantId}, ${subject}, 'of-tomorrow', ${subject}, clock_timestamp(), clock_timestamp())`
    await deliver('campaign.learn', 'of-tomorrow', subject)
    await soon(() => expect(newerLines()).toMatchObject([{ kind: 'of-tomorrow' }]))
    expect(await stepsOf(subject)).toEqual([{ kind: 'of-tomorrow', version: 1, run: 1, attempt: 1 }])
    expect(rig.log.filter(({ event }) => event === 'job.failed')).toEqual([])
  })
})

describe('a worker that is told to go', () => {
  afterEach(() => rig.upstreams.reset())

  it('waits for a platform beyond its grace, hands back at once what has sent nothing yet, and leaves no outcome unknown', async () => {
    const leaving = await rig.startWorker()
    const people = rig.people()
    await rig.emulator.fault({ fault: 'delay', ms: 2500, times: 100 })
    const [first = ''] = await rig.campaigns(1, { accounts: ['one'] })
    await soon(() => expect(rig.emulator.arrivals.some(({ account }) => account === 'one')).toBe(true))
    rig.upstreams.script('/radar/scan', () => ({ hang: true }))
    const [second = ''] = await rig.campaigns(1)
    await soon(() => expect(rig.upstreams.callsOf(second, '/radar/scan')).toHaveLength(1))
    const { finished, aborted, abandoned } = await leaving.stop(50)
    expect([finished > 0, aborted > 0, abandoned]).toEqual([true, true, 0])
    expect(await rig.owner`SELECT status FROM governance.actions_ledger WHERE campaign_id = ${first}`).toEqual([
      { status: 'COMPLETED' },
    ])
    const [open] =
      await rig.owner`SELECT run, attempt, check_at <= now() AS due FROM steps WHERE subject_id = ${second}`
    expect(open).toEqual({ run: 1, attempt: 1, due: true })
    const unknown = await rig.owner`SELECT 1 FROM audit_log WHERE action = 'attempt.unknown'`
    expect([...unknown]).toEqual([])
    rig.upstreams.reset()
    await rig.startWorker()
    await soon(async () => expect((await rig.view(second)).status).toBe('completed'))
    await people.stop()
  })
})

/** A started campaign of one account. */
async function created(api: Ledger): Promise<string> {
  const id = uuid()
  const channels = [{ platform: 'MOCK', account: 'demo' }]
  const brief = { objective: 'sell coffee', budget: { amount_minor: 50_000, currency: 'EUR' } }
  const campaign = { id, executionId: uuid(), tenantId: rig.tenantId, brief, channels, metadata: {} }
  await api.campaigns.create([{ ...campaign, maxRetries: 3, start: true }], ANN)
  return id
}

/** As a program would that knows nothing of versions. */
async function deliver(queueName: 'campaign.radar-scan' | 'campaign.learn', kind: string, subject: string) {
  const redis = openRedis(rig.env.REDIS_URL ?? '', { name: 'mandate-test', onError: () => {} })
  const queue = new Queue(queueName, { connection: redis, prefix: queuePrefix(rig.env.REDIS_PREFIX ?? '', queueName) })
  const [step] = await rig.owner<{ id: string }[]>`SELECT id FROM steps WHERE subject_id = ${subject}`
  const data = { step: step?.id, run: 1, tenant: rig.tenantId, of_tomorrow: true }
  await queue.add(kind, data, { jobId: `${step?.id}.1`, removeOnComplete: true, removeOnFail: true })
  await queue.close()
  redis.disconnect()
}
