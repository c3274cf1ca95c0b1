// This engine on its real code paths: ledger, dispatcher, lanes, runner, group commit, sweep. Only the stages do nothing.

import { randomUUIDv7 as uuid } from 'node:crypto'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { openLedger } from '#db/ledger.ts'
import { openWorkerLedger } from '#db/worker-ledger.ts'
import { isSettled } from '#domain/campaign/campaign.ts'
import { CAMPAIGN_STAGES, type CampaignStage } from '#domain/campaign/campaign-state.ts'
import { stepOfStage } from '#domain/campaign/step-of-stage.ts'
import { createDispatcher } from '#queues/dispatcher.ts'
import { JOB_VERSIONS } from '#queues/job-versions.ts'
import { createLogger } from '#queues/logging/create-logger.ts'
import { parseSettings } from '#queues/parse-settings.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import { JOBS, matchQueues } from '#queues/topology.ts'
import { createTouchPublisher } from '#queues/touched.ts'
import { startTracing } from '#queues/tracing/start-tracing.ts'
import { TRACING_SETTINGS } from '#queues/tracing/tracing-settings.ts'
import type { ActionEnginePorts } from '#workers/actuator/action-engine.ts'
import { createEngine } from '#workers/create-engine.ts'
import { createStepMetrics } from '#workers/runtime/step-metrics.ts'
import type { AnyStage } from '#workers/stages/define-stage.ts'
import type { Stages } from '#workers/stages/index.ts'
import { BRIEF, type Contestant, type Place } from './contestant.ts'
import { createUnfinished } from './unfinished.ts'

const PREFIX = 'bench'
const CHANNEL = { platform: 'MOCK', account: 'bench' }
const CLIENT = { sub: 'bench', principal: 'service' } as const

export async function engine(place: Place): Promise<Contestant> {
  const logger = createLogger({
    process: 'worker',
    level: place.logLevel,
    into: pino.destination({ dest: '/dev/null', sync: false, minLength: 12_288, periodicFlush: 100 }),
  })
  await startTracing(parseSettings(TRACING_SETTINGS, {}), { name: 'bench', version: '0', logger })
  const redis = openRedis(place.redisUrl, { name: 'bench', onError: console.error })
  const accounts = { createOnFirstUse: true, shared: new Set([`${CHANNEL.platform}:${CHANNEL.account}`]) }
  const dispatcher = createDispatcher({ redis, prefix: PREFIX, onError: console.error })
  const hints = createDispatcher({ redis, prefix: PREFIX, onError: console.error })
  const touch = createTouchPublisher(redis, PREFIX)
  // The API's half and the worker's, in one process as with the other contestants.
  const asked = openLedger({
    databaseUrl: place.databaseUrl,
    accounts,
    hint: (steps, touched) => {
      void hints.dispatch(steps.map(step => ({ ...step, run: 1 })))
      touch(touched)
    },
  })
  const done = await openWorkerLedger({ url: place.databaseUrl, sender: uuid(), accounts, onError: console.error })
  const unfinished = createUnfinished()
  const record: typeof done.campaigns.record = async outcome => {
    const recorded = await done.campaigns.record(outcome)
    if (recorded && isSettled(outcome.campaign)) unfinished.finish(outcome.campaign.id)
    return recorded
  }
  const running = createEngine({
    queues: matchQueues('campaign.*'),
    stageConcurrency: place.concurrency,
    stageAttempts: 5,
    redis,
    prefix: PREFIX,
    ledger: { ...done, campaigns: { ...done.campaigns, record } },
    dispatcher,
    touch,
    stages: noopStages(),
    releaseSpend: async () => {},
    actionHandlers: new Proxy({} as ActionEnginePorts['handlers'], { get: () => noAction }),
    checkAccount: noAction,
    sessionHandlers: {},
    assetHandlers: {},
    chunkHandlers: { vad: noAction, transcribe: noAction },
    checkSetup: noAction,
    versions: JOB_VERSIONS,
    leaving: new AbortController(),
    sendTimeoutMs: 0,
    watch: { canaryMs: 15_000, stillMs: 120_000, stuckMs: 600_000 },
    logger,
    metrics: createStepMetrics(new Registry()),
  })

  return {
    async run(index) {
      const id = uuid()
      const finished = unfinished.wait(id)
      const tenantId = place.tenantIds[index % place.tenantIds.length] ?? id
      const input = {
        id,
        executionId: uuid(),
        tenantId,
        brief: BRIEF,
        channels: [CHANNEL],
        metadata: {},
        maxRetries: 3,
      }
      await asked.campaigns.create([{ ...input, start: true }], { actor: CLIENT })
      await finished
    },
    async close() {
      await running.stop(5000)
      await dispatcher.close()
      await hints.close()
      redis.disconnect()
      await asked.close()
      await done.close()
    },
  }
}

function noopStages(): Stages {
  const stage = (name: CampaignStage): AnyStage => ({
    stage: name,
    job: JOBS[stepOfStage(name)],
    needs: [],
    run: async () => ({ kind: 'advance', result: {} }),
  })
  return Object.fromEntries(CAMPAIGN_STAGES.map(name => [name, stage(name)])) as Stages // one for each of them
}

async function noAction(): Promise<never> {
  throw new Error('the bench proposes no actions')
}
