// What it costs to hand work out and to claim it while ever more waits: with a thousand steps, and with a million.
import { randomUUIDv7 as uuid } from 'node:crypto'
import postgres from 'postgres'
import { actionLoadSteps } from '#db/action/action-load.ts'
import { actionClaim, newClaimIds } from '#db/attempt/action-claim.ts'
import { openPool } from '#db/connection/open-pool.ts'
import { laneSweep } from '#db/step/lane-sweep.ts'
import { SWEEP_PAGE, stepSweep } from '#db/step/step-sweep.ts'
import { createDispatcher } from '#queues/dispatcher.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import { claimableSteps, DIGEST, plantOpenAccounts, plantWaiting } from './growth/plant-waiting.ts'
import { loads } from './report/machine.ts'
import { median, printTable } from './report/table.ts'
import { openServers } from './servers/open-servers.ts'

const SIZES = [1000, 10_000, 100_000, 1_000_000]
const ROUNDS = 30
const PREFIX = 'growth'

/** Each size on top of the one before, on one Postgres and one Redis; medians of 30. */
export async function measureGrowth({ most = 1_000_000 }: { most?: number } = {}): Promise<void> {
  const servers = await openServers()
  const owner = postgres(servers.ownerUrl, { max: 1, onnotice: () => {} })
  const sql = openPool({ url: servers.databaseUrl, role: 'mandate_worker', max: 2, applicationName: 'growth' })
  const redis = openRedis(servers.redisUrl, { name: 'growth', onError: console.error })
  const dispatcher = createDispatcher({ redis, prefix: PREFIX, onError: console.error, timeoutMs: 60_000 })
  const load = actionLoadSteps(sql)
  const tenantId = uuid()
  try {
    console.log(`${servers.versions}; load average ${loads()}`)
    await plantOpenAccounts(owner, tenantId)
    const rows: string[][] = []
    let there = 0
    let jobs = 0
    const emptyBytes = await usedBytes()
    for (const size of SIZES.filter(size => size <= most)) {
      await plantWaiting(owner, tenantId, there, size)
      there = size
      // What autovacuum does by itself after so many new rows.
      await owner`VACUUM ANALYZE`
      for (; jobs < size; jobs += SWEEP_PAGE) await dispatcher.dispatch(page())
      const redisBytes = ((await usedBytes()) - emptyBytes) / size
      const sweepMs = await timed(
        () => owner`
          UPDATE steps SET check_at = clock_timestamp()
          WHERE id IN (SELECT id FROM steps WHERE lane IS NULL LIMIT ${SWEEP_PAGE})`,
        () => stepSweep(sql),
      )
      const lanesMs = await timed(
        () => owner`UPDATE steps SET checks = 0, check_at = due_at WHERE lane IS NOT NULL AND checks > 0`,
        () => laneSweep(sql),
      )
      const dispatchMs = await timed(
        async () => {},
        () => dispatcher.dispatch(page()),
      )
      const steps = await claimableSteps(owner, ROUNDS)
      const claimMs = await timed(
        async () => {},
        async () => {
          const loaded = await load(steps.pop() ?? uuid())
          if (loaded === undefined) throw new Error('nothing is left to be claimed')
          const claim = await actionClaim(sql, loaded, {
            ...{ ids: newClaimIds(), sender: 'growth', deadlineMs: 15_000, phase: 'publish' },
            ...{ digest: DIGEST, approvers: 1, policyVersion: 0 },
          })
          if (claim.code !== 'CLAIMED') throw new Error(`not claimed: ${claim.code}`)
        },
      )
      const [bytes] = await owner<{ step: number }[]>`
        SELECT (pg_total_relation_size('steps') / count(*))::int AS step FROM steps`
      rows.push([
        size.toLocaleString('en'),
        ...[sweepMs, lanesMs, dispatchMs, claimMs].map(ms => ms.toFixed(2)),
        ...[String(bytes?.step), redisBytes.toFixed(0)],
      ])
    }
    printTable(
      [
        'waiting',
        'sweep of 500, ms',
        'lane sweep, ms',
        'dispatch of 500, ms',
        'load + claim, ms',
        'B a step',
        'B a job',
      ],
      rows,
    )
    console.log(`load average ${loads()}`)
  } finally {
    await dispatcher.close()
    redis.disconnect()
    await sql.end({ timeout: 2 })
    await owner.end({ timeout: 2 })
    await servers.stop()
  }

  function page() {
    return Array.from({ length: SWEEP_PAGE }, () => ({ id: uuid(), run: 1, kind: 'learn' as const, tenantId }))
  }

  async function usedBytes(): Promise<number> {
    return Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1])
  }
}

/** @param prepare is not in the figure @returns milliseconds */
async function timed(prepare: () => PromiseLike<unknown>, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await prepare()
    const since = performance.now()
    await work()
    times.push(performance.now() - since)
  }
  return median(times)
}
