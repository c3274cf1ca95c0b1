// An API process put together: with `open-store.ts` the only place of the API that knows db. Everything it opens it closes again.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { isConnectionLost } from '#db/connection/connection-lost.ts'
import { observePostgres } from '#db/connection/observe-postgres.ts'
import { openLedger } from '#db/ledger.ts'
import { MandateError } from '#domain/errors.ts'
import { DEFAULT_SESSION_TIMES } from '#domain/session/next-steps.ts'
import { hasFastPath } from '#domain/step.ts'
import { accountSettings } from '#queues/account-settings.ts'
import { commandKeys } from '#queues/command/command-keys.ts'
import { hmacKeysOf } from '#queues/command/command-settings.ts'
import { createDispatcher } from '#queues/dispatcher.ts'
import { platformRates } from '#queues/rate-settings.ts'
import { newModelOf } from '#queues/redis/new-model-of.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import { createSeal } from '#queues/seal.ts'
import { createLiveSessions } from '#queues/session/live-session.ts'
import { queueStanding } from '#queues/standing/queue-standing.ts'
import { redisFaults } from '#queues/surroundings/redis-faults.ts'
import { watchSurroundings } from '#queues/surroundings/watch-surroundings.ts'
import { createTouchPublisher, subscribeTouches } from '#queues/touched.ts'
import { outsideWork } from '#queues/tracing/outside-work.ts'
import { createCommandChecks } from './actuator/create-command-checks.ts'
import { createAuthenticator } from './auth/create-authenticator.ts'
import type { ApiConfig } from './config.ts'
import { createApp } from './create-app.ts'
import { createGrpcHandler } from './grpc/create-grpc-handler.ts'
import { startGrpcServer } from './grpc/start-grpc-server.ts'
import { withCors } from './grpc/with-cors.ts'
import type { HealthChecks } from './health/health-report.ts'
import { startPrivateServer } from './health/private-server.ts'
import { reaches } from './health/reaches.ts'
import { createRateLimiter } from './limits/create-rate-limiter.ts'
import { createApiMetrics } from './metrics/create-api-metrics.ts'
import { NO_STORE } from './no-store.ts'
import { openConsole } from './open-console.ts'
import { openStore } from './open-store.ts'
import type { Ports } from './pipeline/ports.ts'
import { classifyError } from './problem/classify-error.ts'
import { startServer, stopServer } from './server/start-server.ts'
import { createDrainNotice } from './session/create-drain-notice.ts'
import { appSettings, authSettings } from './settings-of.ts'
import { createWaiting } from './waiting/create-waiting.ts'

export interface Api {
  url: string
  grpcUrl: string
  metricsPort: number
  /** Answers open waits, ends streams, lets the rest finish within the grace. */
  stop(graceMs: number): Promise<void>
}

export async function openApi(
  config: ApiConfig,
  { logger, version }: { logger: Logger; version: string },
): Promise<Api> {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const metrics = createApiMetrics(registry)
  const unobserve = observePostgres(metrics.postgres)
  const prefix = config.REDIS_PREFIX
  const warn = (event: string) => (error: unknown) => logger.warn({ event, err: error })
  const redis = openRedis(config, { name: 'mandate-api', onError: warn('redis.error') })
  const dispatcher = createDispatcher({ redis, prefix, onError: warn('dispatch.failed') })
  const touch = createTouchPublisher(redis, prefix)
  const ledger = openLedger({
    ...{ databaseUrl: config.DATABASE_URL, readUrl: config.DATABASE_READ_URL, onReplica: warn('replica.rests') },
    accounts: accountSettings(config),
    max: config.DATABASE_POOL,
    rates: platformRates(config),
    sessionTimes: { ...DEFAULT_SESSION_TIMES, idleMs: config.SESSION_IDLE_S * 1000 },
    hint: (steps, touched) => {
      const due = steps.filter(step => hasFastPath(step.kind) && !step.dueInMs)
      void dispatcher.dispatch(due.map(step => ({ ...step, run: 1 })))
      touch(touched)
    },
  })
  const auditStore = openStore(config, config.S3_AUDIT_BUCKET)
  const store = openStore(config, config.S3_BUCKET)
  const custody = openStore(config, config.S3_CUSTODY_BUCKET)
  const surroundings = await watchSurroundings({
    checks: [ledger.faults, () => redisFaults(redis, { needsLog: config.REDIS_LOG_REQUIRED })],
    logger,
  })
  let draining = false
  const health: HealthChecks = {
    postgres: ledger.ping,
    migrations: ledger.migrated,
    redis: async () => {
      if (redis.status !== 'ready') throw new Error(`redis is ${redis.status}`)
      await redis.ping()
    },
    ...(config.S3_ENDPOINT === undefined ? {} : { s3: reaches(config.S3_ENDPOINT) }),
    draining: () => draining,
    faults: surroundings.faults,
  }
  const drainNotice = createDrainNotice({ noticeMs: config.DRAIN_NOTICE_MS })
  const waiting = createWaiting({
    standings: ledger.audit.standings,
    onError: error => outsideWork(() => warn('waiting.look_failed')(error)),
  })
  const unsubscribe = subscribeTouches(redis, prefix, ({ subject }) => waiting.touch(subject))
  const ports: Ports = {
    campaigns: ledger.campaigns,
    actions: ledger.actions,
    killSwitches: ledger.killSwitches,
    policies: ledger.policies,
    sessions: ledger.sessions,
    live: createLiveSessions(redis, prefix, config.SESSION_TTL_S),
    store: store ?? NO_STORE,
    custody: custody ?? NO_STORE,
    newModelOf: newModelOf(redis),
    drainNotice,
    accounts: ledger.accounts,
    setup: ledger.setup,
    webhooks: ledger.webhooks,
    webhookSeal: config.TOKEN_SEALING_KEY === undefined ? undefined : createSeal(config.TOKEN_SEALING_KEY),
    commands: createCommandChecks({
      hmacKeys: hmacKeysOf(config),
      issuer: config.COMMAND_ISSUER,
      keys: commandKeys(`${config.SERVICE_ENTERPRISE_URL.replace(/\/$/, '')}/.well-known/jwks.json`),
    }),
    audit: { ...ledger.audit, verify: auditStore === undefined ? unverified : ledger.verifyAgainst(auditStore) },
    auditKeys: ledger.auditKeys,
    idempotency: ledger.idempotency,
    authenticate: createAuthenticator(authSettings(config)),
    spendRate: createRateLimiter(redis, prefix, config.API_RATE_LIMIT),
    waiting,
    health,
    classifyError: classifyError(isConnectionLost),
  }
  const app = createApp({
    ports,
    settings: appSettings(config, version),
    logger,
    observe: metrics.requests.observe,
  })
  if (config.CONSOLE)
    app.route('/console', openConsole(config, { app, ports, sessions: ledger.consoleSessions, logger }))
  const system = metrics.system({
    postgres: ledger.standing,
    redis: queueStanding({ redis, prefix, queue: dispatcher.queue }),
    onError: (source, err) => logger.warn({ event: 'metrics.source_away', source, err }),
  })
  const privateServer = await startPrivateServer({
    port: config.METRICS_PORT,
    host: config.METRICS_HOST,
    registry,
    refresh: system.refresh,
    health,
  })
  const server = await startServer(app, { port: config.API_PORT, host: config.HOST })
  const handler = withCors(createGrpcHandler({ app, ports, logger }), config.CORS_ORIGINS)
  const grpc = await startGrpcServer(handler, { port: config.GRPC_PORT, host: config.HOST })
  return {
    url: `http://${config.HOST}:${portOf(server)}`,
    grpcUrl: `http://${config.HOST}:${grpc.port}`,
    metricsPort: portOf(privateServer),
    async stop(graceMs) {
      draining = true
      surroundings.stop()
      waiting.close()
      await drainNotice.give()
      await Promise.all([stopServer(server, graceMs), grpc.stop(graceMs)])
      await unsubscribe()
      await dispatcher.close()
      redis.disconnect()
      await ledger.close()
      auditStore?.close()
      store?.close()
      custody?.close()
      await stopServer(privateServer, 0)
      unobserve()
    },
  }
}

async function unverified(): Promise<never> {
  throw new MandateError('UNAVAILABLE', 'this API knows no object store, and so no checkpoints of the trail')
}

const portOf = (server: Server) => (server.address() as AddressInfo).port
