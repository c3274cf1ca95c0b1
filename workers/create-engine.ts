// What runs steps in a process, whatever its stages do: the queues' workers, the runner behind them, sweep and cancel watch.

import type { Logger } from 'pino'
import type { LoadedAssetStep, LoadedSessionStep } from '#db/session/session-load-step.ts'
import type { WorkerLedger } from '#db/worker-ledger.ts'
import type { StepKind } from '#domain/step.ts'
import type { Dispatcher } from '#queues/dispatcher.ts'
import type { JobVersions } from '#queues/job-versions.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import { JOBS, QUEUES, type QueueName } from '#queues/topology.ts'
import type { Touch } from '#queues/touched.ts'
import { outsideWork } from '#queues/tracing/outside-work.ts'
import { type AccountEnginePorts, accountEngine } from './account/account-engine.ts'
import { type ActionEnginePorts, actionEngine } from './actuator/action-engine.ts'
import { campaignEngine } from './campaign/campaign-engine.ts'
import type { FollowUpPorts } from './campaign/follow-up.ts'
import { createDrain, type Drained } from './runtime/drain.ts'
import { LaneWorker } from './runtime/lane-worker.ts'
import { leaveToNewer } from './runtime/leave-to-newer.ts'
import { openWorker } from './runtime/open-worker.ts'
import { type Delivery, runStep } from './runtime/run-step.ts'
import { RunningSteps } from './runtime/running-steps.ts'
import type { StepMetrics } from './runtime/step-metrics.ts'
import { startSweeper } from './runtime/sweeper.ts'
import { watchCancels } from './runtime/watch-cancels.ts'
import { watchNewer } from './runtime/watch-newer.ts'
import { type ChunkEnginePorts, chunkEngine } from './session/chunk-engine.ts'
import { type SessionEnginePorts, sessionEngine } from './session/session-engine.ts'
import { type SetupEnginePorts, setupEngine } from './setup/setup-engine.ts'
import type { Stages } from './stages/index.ts'
import { createFindStuck } from './watch/find-stuck.ts'
import { watchEngine } from './watch/watch-engine.ts'
import { watchMovement } from './watch/watch-movement.ts'
import { type WebhookEnginePorts, webhookEngine } from './webhook/webhook-engine.ts'

export interface EngineOptions {
  queues: readonly QueueName[]
  /** Jobs at once of each queue of stages. */
  stageConcurrency: number
  /** Tries of one stage, all in all. */
  stageAttempts: number
  redis: RedisConnection
  prefix: string
  ledger: Pick<
    WorkerLedger,
    'campaigns' | 'actions' | 'accounts' | 'chunks' | 'sessions' | 'setup' | 'steps' | 'watch' | 'webhooks'
  >
  dispatcher: Dispatcher
  touch(touches: readonly Touch[]): void
  stages: Stages
  releaseSpend: FollowUpPorts['releaseSpend']
  actionHandlers: ActionEnginePorts['handlers']
  checkAccount: AccountEnginePorts['check']
  chunkHandlers: ChunkEnginePorts['handlers']
  sessionHandlers: SessionEnginePorts<LoadedSessionStep>['handlers']
  assetHandlers: SessionEnginePorts<LoadedAssetStep>['handlers']
  checkSetup: SetupEnginePorts['check']
  sendDue: WebhookEnginePorts['sendDue']
  /** Milliseconds between two canaries of a queue, and how long one may be late while nothing else is done. */
  watch: { canaryMs: number; stillMs: number; stuckMs: number }
  /** What this program understands. */
  versions: JobVersions
  /** Aborted when the process begins to leave. */
  leaving: AbortController
  /** How long a platform may take to answer what was sent to it. */
  sendTimeoutMs: number
  logger: Logger
  metrics: StepMetrics
}

export interface Engine {
  /** Why this process should be replaced, since no work moves in it; undefined: it lives. */
  standsStill(): string | undefined
  /** Stops fetching, lets what runs finish within the grace and what is being sent within its own time, gives back the rest. */
  stop(graceMs: number): Promise<Drained>
}

/** For a claim that was asked for just before, and for the record of what came of it. */
const AROUND_SENDING_MS = 5000

export function createEngine(options: EngineOptions): Engine {
  const { queues, redis, prefix, ledger, dispatcher, touch, stages, logger } = options
  const { dispatch } = dispatcher
  const running = new RunningSteps()
  const newer = watchNewer({ look: ledger.steps.newer, logger })
  const leave = leaveToNewer({ versions: options.versions, giveBack: ledger.steps.giveBack, met: newer.met })
  const drain = createDrain({ leaving: options.leaving, running, release: ledger.steps.release, logger })
  const common = { running, leaveToNewer: leave, dispatch, touch, logger, metrics: options.metrics }
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
    laneOpens: inMs => outsideWork(() => sweeper.poke(inMs)),
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
  const runSession = runStep({
    ...common,
    engine: sessionEngine({ ...ledger.sessions, ...ledger.steps, handlers: options.sessionHandlers }),
  })
  const runAsset = runStep({
    ...common,
    engine: sessionEngine({
      ...{ ...ledger.sessions, ...ledger.steps, load: ledger.sessions.loadAsset },
      handlers: options.assetHandlers,
    }),
  })
  const runWebhook = runStep({ ...common, engine: webhookEngine({ ...ledger.webhooks, sendDue: options.sendDue }) })
  const { canaryMs, stillMs, stuckMs } = options.watch
  const findStuck = createFindStuck({ find: ledger.watch.findStuck, stillMs: stuckMs, logger })
  const runWatch = runStep({
    ...common,
    engine: watchEngine({ ...ledger.steps, load: ledger.watch.load, findStuck, canaryMs }),
  })
  const runOf = {
    ...{ campaign: runCampaign, action: runAction, account: runAccount, chunk: runChunk, setup: runSetup },
    ...{ session: runSession, asset: runAsset, webhook: runWebhook, watch: runWatch },
  }
  const movement = watchMovement({
    ...{ queues, look: ledger.watch.look, logger, limitMs: stillMs, everyMs: canaryMs },
    isRedisReady: () => redis.status === 'ready',
    isPaused: name => dispatcher.queue(name).isPaused(),
  })
  const sweeper = startSweeper({ ...ledger.steps, redis, prefix, dispatch, logger })
  const run = async (name: QueueName, delivery: Delivery): Promise<string> => {
    const { step: id, run, version = 1 } = delivery.data
    const kind = delivery.name as StepKind
    if (await leave({ id, run, kind, version })) return 'newer'
    const ended = movement.began(name, kind)
    return runOf[JOBS[kind].subject](delivery).finally(ended)
  }
  const workers = queues.map(name => {
    const isActing: boolean = QUEUES[name].acting
    return openWorker({
      name,
      redis,
      prefix,
      stageConcurrency: options.stageConcurrency,
      run: delivery =>
        drain
          .admit(delivery.data.step, () => run(name, delivery))
          .finally(() => {
            dispatcher.ended(name, delivery.data.tenant)
            if (isActing) sweeper.poke()
          }),
      onFailed: step => ledger.steps.hurry([step]),
      onHandedBack: drain.jobGone,
      logger,
    })
  })
  dispatcher.onSent((name, count) => {
    const worker = workers[queues.indexOf(name)]
    if (worker instanceof LaneWorker) worker.take(count)
  })
  const unwatch = watchCancels({ redis, prefix, running, open: ledger.steps.open, logger })

  return {
    standsStill: movement.standsStill,
    async stop(graceMs) {
      movement.stop()
      newer.stop()
      const swept = sweeper.stop()
      const drained = await drain.drain(workers, graceMs, options.sendTimeoutMs + AROUND_SENDING_MS)
      await swept
      await unwatch()
      return drained
    },
  }
}
