// The worker's half of the engine on its real code paths: lanes, runner, group commit, dispatcher, sweep. Only the stages do nothing, or wait.

import { randomUUIDv7 as uuid } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { Registry } from 'prom-client'
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
import { ACCOUNTS, type Place, PREFIX } from './contestant.ts'

/**
 * @param stageMs how long a stage waits, as for a service; 0: not at all
 * @param onSettled after a campaign's last outcome is recorded by this worker
 */
export async function openNoopWorker(
  place: Omit<Place, 'ownerUrl' | 'tenantIds'>,
  { stageMs = 0, onSettled = () => {} }: { stageMs?: number; onSettled?: (campaignId: string) => void },
): Promise<{ close(): Promise<void> }> {
  const logger = createLogger({
    process: 'worker',
    level: place.logLevel,
    into: pino.destination({ dest: '/dev/null', sync: false, minLength: 12_288, periodicFlush: 100 }),
  })
  await startTracing(parseSettings(TRACING_SETTINGS, {}), { name: 'bench', version: '0', logger })
  const redis = openRedis(place.redisUrl, { name: 'bench', onError: console.error })
  const dispatcher = createDispatcher({ redis, prefix: PREFIX, onError: console.error })
  const ledger = await openWorkerLedger({
    url: place.databaseUrl,
    sender: uuid(),
    accounts: ACCOUNTS,
    onError: console.error,
  })
  const record: typeof ledger.campaigns.record = async outcome => {
    const recorded = await ledger.campaigns.record(outcome)
    if (recorded && isSettled(outcome.campaign)) onSettled(outcome.campaign.id)
    return recorded
  }
  const running = createEngine({
    queues: matchQueues('campaign.*'),
    stageConcurrency: place.concurrency,
    stageAttempts: 5,
    redis,
    prefix: PREFIX,
    ledger: { ...ledger, campaigns: { ...ledger.campaigns, record } },
    dispatcher,
    touch: createTouchPublisher(redis, PREFIX),
    stages: noopStages(stageMs),
    releaseSpend: async () => {},
    actionHandlers: new Proxy({} as ActionEnginePorts['handlers'], { get: () => noAction }),
    checkAccount: noAction,
    sessionHandlers: {},
    assetHandlers: {},
    chunkHandlers: { vad: noAction, transcribe: noAction },
    checkSetup: noAction,
    sendDue: noAction,
    versions: JOB_VERSIONS,
    leaving: new AbortController(),
    sendTimeoutMs: 0,
    watch: { canaryMs: 15_000, stillMs: 120_000, stuckMs: 600_000 },
    logger,
    metrics: createStepMetrics(new Registry()),
  })

  return {
    async close() {
      await running.stop(5000)
      await dispatcher.close()
      redis.disconnect()
      await ledger.close()
    },
  }
}

function noopStages(waitMs: number): Stages {
  const stage = (name: CampaignStage): AnyStage => ({
    stage: name,
    job: JOBS[stepOfStage(name)],
    needs: [],
    run: async () => {
      if (waitMs > 0) await pause(waitMs)
      return { kind: 'advance', result: {} }
    },
  })
  return Object.fromEntries(CAMPAIGN_STAGES.map(name => [name, stage(name)])) as Stages // one for each of them
}

async function noAction(): Promise<never> {
  throw new Error('the bench proposes no actions')
}
