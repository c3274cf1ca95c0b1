// A worker process put together: queues in, ledger and outside world behind it. Everything it opens it closes again.

import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { observePostgres } from '#db/connection/observe-postgres.ts'
import { openWorkerLedger } from '#db/worker-ledger.ts'
import type { Platform } from '#domain/action/action-status.ts'
import { accountSettings } from '#queues/account-settings.ts'
import { commandKeys } from '#queues/command/command-keys.ts'
import { hmacKeysOf } from '#queues/command/command-settings.ts'
import { createDispatcher } from '#queues/dispatcher.ts'
import { JOB_VERSIONS, type JobVersions } from '#queues/job-versions.ts'
import { platformRates } from '#queues/rate-settings.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import { createLiveSessions } from '#queues/session/live-session.ts'
import { redisFaults } from '#queues/surroundings/redis-faults.ts'
import { watchSurroundings } from '#queues/surroundings/watch-surroundings.ts'
import { createTouchPublisher } from '#queues/touched.ts'
import { checkAccount } from './account/check-account.ts'
import { createActionHandlers } from './actuator/create-action-handlers.ts'
import { createMetricsReader } from './adapters/create-metrics-reader.ts'
import { createPlatforms } from './adapters/create-platforms.ts'
import { createAssetLibrary } from './adapters/ingest/create-asset-library.ts'
import { createTemplateFinder } from './adapters/ingest/create-template-finder.ts'
import { measuredPlatforms } from './adapters/measured-platform.ts'
import { ownToken } from './adapters/own-token.ts'
import { createGate } from './adapters/upstream/create-gate.ts'
import { createUpstreams } from './adapters/upstream/create-upstreams.ts'
import { measuredUpstreams } from './adapters/upstream/measured-upstream.ts'
import { openCheckpoints } from './audit/open-checkpoints.ts'
import { createReleaseSpend } from './campaign/release-spend.ts'
import type { WorkerConfig } from './config.ts'
import { createEngine } from './create-engine.ts'
import { createMedia } from './create-media.ts'
import { createWorkerMetrics } from './metrics/create-worker-metrics.ts'
import { withMeasuredSweeps } from './metrics/sweep-metrics.ts'
import type { Drained } from './runtime/drain.ts'
import { startHousekeeping } from './runtime/housekeeping.ts'
import { quietly } from './runtime/quietly.ts'
import { createAssetHandlers } from './session/create-asset-handlers.ts'
import { createChunkHandlers } from './session/create-chunk-handlers.ts'
import { createSessionHandlers } from './session/create-session-handlers.ts'
import { createCheckSetup } from './setup/create-check-setup.ts'
import { createStages } from './stages/index.ts'
import { createWebhooks } from './webhook/create-webhooks.ts'

export interface WorkerProcess {
  /** Why it should be replaced; undefined: it lives. */
  notLive(): string | undefined
  /** Undefined: ready. */
  notReady(): Promise<string | undefined>
  /** Stops fetching, lets what runs finish within the grace and what is being sent within its own time, gives back the rest. */
  stop(graceMs: number): Promise<Drained>
}

/**
 * @param env where `env:` credentials of accounts lie
 * @param versions of jobs that it understands; a deploy has programs of different ones side by side
 */
export async function createWorker(
  config: WorkerConfig,
  logger: Logger,
  registry: Registry,
  env: NodeJS.ProcessEnv = {},
  versions: JobVersions = JOB_VERSIONS,
): Promise<WorkerProcess> {
  const metrics = createWorkerMetrics(registry)
  const unobserve = observePostgres(metrics.postgres)
  const sender = uuid()
  const leaving = new AbortController()
  const onRedisError = quietly(logger, 'redis.error')
  const redis: RedisConnection = openRedis(config, { name: 'mandate-worker', onError: onRedisError })
  const prefix = config.REDIS_PREFIX
  const ledger = await openWorkerLedger({
    url: config.DATABASE_URL,
    directUrl: config.DATABASE_DIRECT_URL,
    sender,
    accounts: accountSettings(config),
    sessionTimes: { idleMs: config.SESSION_IDLE_S * 1000, keepAudioMs: config.AUDIO_KEEP_S * 1000 },
    versions,
    onError: quietly(logger, 'sender.lock'),
  })
  const dispatcher = createDispatcher({ redis, prefix, onError: quietly(logger, 'dispatch.failed') })
  const touch = createTouchPublisher(redis, prefix)
  const token = ownToken(config)
  const upstreams = measuredUpstreams(createUpstreams(config, { redis, prefix, token }), metrics.calls.upstream)
  const platforms = measuredPlatforms(createPlatforms(config, ledger.tokens, env), metrics.calls.platform)
  const platformOf = (name: string) => platforms[name as Platform] // of the ledger, whose CHECK knows these alone

  const { openMedia, store, pictures, hashMediaOf } = createMedia(config, logger)
  const stages = createStages({
    ...upstreams,
    hashMediaOf,
    actionsOf: ledger.campaigns.actionsOf,
    keepSeen: ledger.campaigns.keepSeen,
    policyOf: ledger.policyOf,
    accountKind: ledger.accounts.kind,
    metricsOf: createMetricsReader(ledger.accounts, platformOf),
  })
  const webhooks = createWebhooks(config, {
    ...{ ledger: ledger.webhooks, dispatch: dispatcher.dispatch, redis, prefix, logger, metrics: metrics.webhooks },
  })
  const engine = createEngine({
    queues: config.QUEUES,
    stageConcurrency: config.STAGE_CONCURRENCY,
    stageAttempts: config.STAGE_ATTEMPTS,
    redis,
    prefix,
    ledger: { ...ledger, steps: withMeasuredSweeps(ledger.steps, metrics.sweeps) },
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
      ...{ openMedia, hashMediaOf },
      leaving: leaving.signal,
      quietMs: config.RECONCILE_QUIET_MS,
      sendTimeoutMs: config.SEND_TIMEOUT_MS,
      sender,
      dispatcher,
      touch,
    }),
    chunkHandlers: createChunkHandlers(config, { core: upstreams.core, gate: coreGate(config, redis) }),
    sessionHandlers: createSessionHandlers(config, {
      ...{ ledger, builder: upstreams.builder, guard: upstreams.guard, now: Date.now },
      live: createLiveSessions(redis, prefix, config.SESSION_TTL_S),
    }),
    assetHandlers: createAssetHandlers(config, {
      ...{ sessions: ledger.sessions, pictures },
      library: createAssetLibrary({
        ...{ baseUrl: config.SERVICE_INGEST_URL, checkMs: config.INGEST_TIMEOUT_MS, token },
        onUnanswered: quietly(logger, 'ingest.unanswered'),
      }),
    }),
    checkAccount: checkAccount({ platformOf, noteAuthentication: ledger.actions.noteAuthentication }),
    checkSetup: createCheckSetup({
      ...{ store, findSkeleton: ledger.setup.skeleton },
      finder: createTemplateFinder({
        ...{ baseUrl: config.SERVICE_INGEST_URL, timeoutMs: config.STAGE_TIMEOUT_MS, token },
      }),
    }),
    sendDue: webhooks.sendDue,
    watch: { canaryMs: config.CANARY_MS, stillMs: config.CANARY_LATE_MS, stuckMs: config.STUCK_AFTER_MS },
    versions,
    leaving,
    sendTimeoutMs: config.SEND_TIMEOUT_MS,
    logger,
    metrics: metrics.steps,
  })
  const stopCheckpoints = await openCheckpoints(config, ledger.checkpoints, logger)
  const surroundings = await watchSurroundings({
    checks: [ledger.faults, () => redisFaults(redis, { needsLog: config.REDIS_LOG_REQUIRED })],
    logger,
  })
  const stopHousekeeping = startHousekeeping({
    ...{ expireAnswers: ledger.expireAnswers, logger },
    expireDeliveries: () => ledger.webhooks.expire(config.WEBHOOK_KEEP_DAYS),
  })

  return {
    notLive: engine.standsStill,
    notReady: async () => {
      if (redis.status !== 'ready') return 'Redis is away'
      if (!(await ledger.ping())) return 'Postgres is away'
      return surroundings.faults().join('; ') || undefined
    },
    async stop(graceMs) {
      stopHousekeeping()
      surroundings.stop()
      const [drained] = await Promise.all([engine.stop(graceMs), stopCheckpoints(graceMs), webhooks.stop()])
      await dispatcher.close()
      redis.disconnect()
      pictures.close()
      store.close()
      await ledger.close()
      unobserve()
      return drained
    },
  }
}

function coreGate(
  { REDIS_PREFIX: prefix, CORE_CONCURRENCY: places, CORE_TIMEOUT_MS }: WorkerConfig,
  redis: RedisConnection,
) {
  return createGate({ ...{ name: 'core', redis, prefix, places }, leaseMs: CORE_TIMEOUT_MS + 1000 })
}
