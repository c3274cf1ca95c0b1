// A worker process put together: queues in, ledger and outside world behind it. Everything it opens it closes again.

import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { openWorkerLedger } from '#db/worker-ledger.ts'
import type { Platform } from '#domain/action/action-status.ts'
import { commandKeys } from '#queues/command/command-keys.ts'
import { hmacKeysOf } from '#queues/command/command-settings.ts'
import { createDispatcher } from '#queues/dispatcher.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import { createTouchPublisher } from '#queues/touched.ts'
import { checkAccount } from './account/check-account.ts'
import { createActionHandlers } from './actuator/create-action-handlers.ts'
import { createPlatforms, platformRates } from './adapters/create-platforms.ts'
import { createMediaSource } from './adapters/media/create-media-source.ts'
import { storeSettings } from './adapters/media/store-settings.ts'
import { createUpstreams } from './adapters/upstream/create-upstreams.ts'
import { openCheckpoints } from './audit/open-checkpoints.ts'
import { createReleaseSpend } from './campaign/release-spend.ts'
import type { WorkerConfig } from './config.ts'
import { createEngine } from './create-engine.ts'
import { startHousekeeping } from './runtime/housekeeping.ts'
import { createStepMetrics } from './runtime/step-metrics.ts'
import { createChunkHandlers } from './session/create-chunk-handlers.ts'
import { createCheckSetup } from './setup/create-check-setup.ts'
import { createStages } from './stages/index.ts'

export interface WorkerProcess {
  /** Undefined: ready. */
  notReady(): Promise<string | undefined>
  /** Stops fetching, lets what runs finish within the grace, gives back the rest. */
  stop(graceMs: number): Promise<void>
}

/** @param env where `env:` credentials of accounts lie */
export async function createWorker(
  config: WorkerConfig,
  logger: Logger,
  registry: Registry,
  env: NodeJS.ProcessEnv = {},
): Promise<WorkerProcess> {
  const sender = uuid()
  const onRedisError = quietly(logger, 'redis.error')
  const redis: RedisConnection = openRedis(config, { name: 'mandate-worker', onError: onRedisError })
  const prefix = config.REDIS_PREFIX
  const ledger = await openWorkerLedger({
    url: config.DATABASE_URL,
    sender,
    accounts: {
      createOnFirstUse: config.ACCOUNTS_ON_FIRST_USE,
      shared: new Set(config.DEFAULT_CHANNELS.map(({ platform, account }) => `${platform}:${account}`)),
    },
    onError: quietly(logger, 'sender.lock'),
  })
  const dispatcher = createDispatcher({ redis, prefix, onError: quietly(logger, 'dispatch.failed') })
  const touch = createTouchPublisher(redis, prefix)
  const upstreams = createUpstreams(config, { redis, prefix })
  const platforms = createPlatforms(config, ledger.tokens, env)
  const platformOf = (name: string) => platforms[name as Platform] // of the ledger, whose CHECK knows these alone

  const openMedia = createMediaSource(config)
  const stages = createStages({
    ...upstreams,
    openMedia,
    actionsOf: ledger.campaigns.actionsOf,
    policyOf: ledger.policyOf,
    accountKind: ledger.accounts.kind,
    metricsOf: async ({ tenantId, platform, account: name, platformRefId, signal }) => {
      const account = await ledger.accounts.find(tenantId, platform, name)
      if (account === undefined) throw new TypeError(`${platform}:${name} is not an account of the tenant`)
      return (await platformOf(platform).getMetrics({ account, platformRefId }, signal)).values
    },
  })
  const store = createS3ObjectStore(storeSettings(config))
  const engine = createEngine({
    queues: config.QUEUES,
    stageConcurrency: config.STAGE_CONCURRENCY,
    stageAttempts: config.STAGE_ATTEMPTS,
    redis,
    prefix,
    ledger,
    dispatcher,
    touch,
    stages,
    releaseSpend: createReleaseSpend(upstreams.enterprise),
    actionHandlers: createActionHandlers({
      ledger,
      platforms,
      rates: platformRates(config),
      enterprise: upstreams.enterprise,
      commandKeys: commandKeys(`${config.SERVICE_ENTERPRISE_URL.replace(/\/$/, '')}/.well-known/jwks.json`),
      commands: { hmacKeys: hmacKeysOf(config), issuer: config.COMMAND_ISSUER },
      metricsScheduleMs: config.METRICS_SCHEDULE_S.map(seconds => seconds * 1000),
      openMedia,
      quietMs: config.RECONCILE_QUIET_MS,
      sendTimeoutMs: config.SEND_TIMEOUT_MS,
      sender,
      dispatcher,
      touch,
    }),
    chunkHandlers: createChunkHandlers(config, upstreams.core),
    checkAccount: checkAccount({ platformOf, noteAuthentication: ledger.actions.noteAuthentication }),
    checkSetup: createCheckSetup({ store, findSkeleton: ledger.setup.skeleton }),
    logger,
    metrics: createStepMetrics(registry),
  })
  const stopCheckpoints = await openCheckpoints(config, ledger.checkpoints, logger)
  const stopHousekeeping = startHousekeeping({ expireAnswers: ledger.expireAnswers, logger })

  return {
    notReady: async () => {
      if (redis.status !== 'ready') return 'Redis is away'
      return (await ledger.ping()) ? undefined : 'Postgres is away'
    },
    async stop(graceMs) {
      stopHousekeeping()
      await Promise.all([engine.stop(graceMs), stopCheckpoints(graceMs)])
      await dispatcher.close()
      redis.disconnect()
      store.close()
      await ledger.close()
    },
  }
}

/** An outage brings the same error many times a second: one line a second is told. */
function quietly(logger: Logger, event: string): (error: unknown) => void {
  let last = 0
  return error => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    logger.warn({ event, err: error })
  }
}
