// What runs steps in a process, whatever its stages do: the queues' workers, the runner behind them, sweep and cancel watch.

import type { Logger } from 'pino'
import type { WorkerLedger } from '#db/worker-ledger.ts'
import type { StepKind } from '#domain/step.ts'
import type { JobDefinition } from '#queues/define-job.ts'
import type { Dispatcher } from '#queues/dispatcher.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import { JOBS, QUEUES, type QueueName } from '#queues/topology.ts'
import type { Touch } from '#queues/touched.ts'
import { type AccountEnginePorts, accountEngine } from './account/account-engine.ts'
import { type ActionEnginePorts, actionEngine } from './actuator/action-engine.ts'
import { campaignEngine } from './campaign/campaign-engine.ts'
import type { FollowUpPorts } from './campaign/follow-up.ts'
import { LaneWorker } from './runtime/lane-worker.ts'
import { openWorker } from './runtime/open-worker.ts'
import { type Delivery, runStep } from './runtime/run-step.ts'
import { RunningSteps } from './runtime/running-steps.ts'
import type { StepMetrics } from './runtime/step-metrics.ts'
import { startSweeper } from './runtime/sweeper.ts'
import { watchCancels } from './runtime/watch-cancels.ts'
import { type ChunkEnginePorts, chunkEngine } from './session/chunk-engine.ts'
import { type SetupEnginePorts, setupEngine } from './setup/setup-engine.ts'
import type { Stages } from './stages/index.ts'

export interface EngineOptions {
  queues: readonly QueueName[]
  /** Jobs at once of each queue of stages. */
  stageConcurrency: number
  /** Tries of one stage, all in all. */
  stageAttempts: number
  redis: RedisConnection
  prefix: string
  ledger: Pick<WorkerLedger, 'campaigns' | 'actions' | 'accounts' | 'chunks' | 'setup' | 'steps'>
  dispatcher: Dispatcher
  touch(touches: readonly Touch[]): void
  stages: Stages
  releaseSpend: FollowUpPorts['releaseSpend']
  actionHandlers: ActionEnginePorts['handlers']
  checkAccount: AccountEnginePorts['check']
  chunkHandlers: ChunkEnginePorts['handlers']
  checkSetup: SetupEnginePorts['check']
  logger: Logger
  metrics: StepMetrics
}

export interface Engine {
  /** Stops fetching, lets what runs finish within the grace, gives back the rest. */
  stop(graceMs: number): Promise<void>
}

export function createEngine(options: EngineOptions): Engine {
  const { queues, redis, prefix, ledger, dispatcher, touch, stages, logger } = options
  const { dispatch } = dispatcher
  const running = new RunningSteps()
  const common = { running, dispatch, touch, logger, metrics: options.metrics }
  const runCampaign = runStep({
    ...common,
    engine: campaignEngine({
      ...ledger.campaigns,
      ...ledger.steps,
      stages,
      stageAttempts: options.stageAttempts,
      cancelAction: ledger.actions.cancel,
      releaseSpend: options.releaseSpend,
    }),
  })
  const runAction = runStep({
    ...common,
    laneOpens: inMs => sweeper.poke(inMs),
    engine: actionEngine({ ...ledger.actions, ...ledger.steps, handlers: options.actionHandlers }),
  })
  const runAccount = runStep({
    ...common,
    engine: accountEngine({ ...ledger.accounts, ...ledger.steps, check: options.checkAccount }),
  })
  const runChunk = runStep({
    ...common,
    engine: chunkEngine({ ...ledger.chunks, ...ledger.steps, handlers: options.chunkHandlers }),
  })
  const runSetup = runStep({
    ...common,
    engine: setupEngine({ ...ledger.setup, ...ledger.steps, check: options.checkSetup }),
  })
  const runOf = { campaign: runCampaign, action: runAction, account: runAccount, chunk: runChunk, setup: runSetup }
  const sweeper = startSweeper({ ...ledger.steps, redis, prefix, dispatch, logger })
  const run = (delivery: Delivery): Promise<string> => {
    const job = JOBS[delivery.name as StepKind] as JobDefinition | undefined
    if (job === undefined) throw new TypeError(`no job is named ${delivery.name}`)
    return runOf[job.subject](delivery)
  }
  const workers = queues.map(name => {
    const isActing: boolean = QUEUES[name].acting
    return openWorker({
      name,
      redis,
      prefix,
      stageConcurrency: options.stageConcurrency,
      run: delivery =>
        run(delivery).finally(() => {
          dispatcher.ended(name, delivery.data.tenant)
          if (isActing) sweeper.poke()
        }),
      onFailed: step => ledger.steps.hurry([step]),
      logger,
    })
  })
  dispatcher.onSent((name, count) => {
    const worker = workers[queues.indexOf(name)]
    if (worker instanceof LaneWorker) worker.take(count)
  })
  const unwatch = watchCancels({ redis, prefix, running, open: ledger.steps.open, logger })

  return {
    async stop(graceMs) {
      await sweeper.stop()
      const closing = Promise.all(workers.map(worker => worker.close()))
      await Promise.race([closing, new Promise(resolve => setTimeout(resolve, graceMs))])
      const unfinished = running.ids()
      running.abortAll()
      await running.idle()
      await ledger.steps.release(unfinished)
      await closing
      await unwatch()
    },
  }
}
