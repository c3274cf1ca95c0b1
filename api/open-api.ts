// An API process put together: the only place of the API that knows db. Everything it opens it closes again.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { isConnectionLost } from '#db/connection/connection-lost.ts'
import { openLedger } from '#db/ledger.ts'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { MandateError } from '#domain/errors.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { hasFastPath } from '#domain/step.ts'
import { commandKeys } from '#queues/command/command-keys.ts'
import { hmacKeysOf } from '#queues/command/command-settings.ts'
import { createDispatcher } from '#queues/dispatcher.ts'
import { newModelOf } from '#queues/redis/new-model-of.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import { createLiveSessions } from '#queues/session/live-session.ts'
import { createTouchPublisher, subscribeTouches } from '#queues/touched.ts'
import { createCommandChecks } from './actuator/create-command-checks.ts'
import { createAuthenticator } from './auth/create-authenticator.ts'
import type { ApiConfig } from './config.ts'
import { createApp } from './create-app.ts'
import type { HealthChecks } from './health/health-report.ts'
import { startPrivateServer } from './health/private-server.ts'
import { createRateLimiter } from './limits/create-rate-limiter.ts'
import type { Ports } from './pipeline/ports.ts'
import { classifyError } from './problem/classify-error.ts'
import { startServer, stopServer } from './server/start-server.ts'
import { createWaiting } from './waiting/create-waiting.ts'

export interface Api {
  url: string
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
  const prefix = config.REDIS_PREFIX
  const warn = (event: string) => (error: unknown) => logger.warn({ event, err: error })
  const redis = openRedis(config, { name: 'mandate-api', onError: warn('redis.error') })
  const dispatcher = createDispatcher({ redis, prefix, onError: warn('dispatch.failed') })
  const touch = createTouchPublisher(redis, prefix)
  const ledger = openLedger({
    databaseUrl: config.DATABASE_URL,
    accounts: {
      createOnFirstUse: config.ACCOUNTS_ON_FIRST_USE,
      shared: new Set(config.DEFAULT_CHANNELS.map(({ platform, account }) => `${platform}:${account}`)),
    },
    max: config.DATABASE_POOL,
    hint: (steps, touched) => {
      const due = steps.filter(step => hasFastPath(step.kind) && !step.dueInMs)
      void dispatcher.dispatch(due.map(step => ({ ...step, run: 1 })))
      touch(touched)
    },
  })
  const auditStore = openStore(config, config.S3_AUDIT_BUCKET)
  const store = openStore(config, config.S3_BUCKET)
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
  }
  const waiting = createWaiting({ standings: ledger.audit.standings, onError: warn('waiting.look_failed') })
  const unsubscribe = subscribeTouches(redis, prefix, ({ subject }) => waiting.touch(subject))
  const ports: Ports = {
    campaigns: ledger.campaigns,
    actions: ledger.actions,
    killSwitches: ledger.killSwitches,
    policies: ledger.policies,
    sessions: ledger.sessions,
    live: createLiveSessions(redis, prefix, config.SESSION_TTL_S),
    store: store ?? NO_STORE,
    newModelOf: newModelOf(redis),
    accounts: ledger.accounts,
    setup: ledger.setup,
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
  const durations = requestDurations(registry)
  const app = createApp({
    ports,
    settings: {
      jsonLimitBytes: config.JSON_LIMIT_BYTES,
      batchLimitBytes: config.BATCH_LIMIT_BYTES,
      maxRetries: config.MAX_RETRIES,
      modelVersion: config.CORE_MODEL,
      defaultChannels: config.DEFAULT_CHANNELS,
      corsOrigins: config.CORS_ORIGINS,
      mediaOrigins: config.S3_ENDPOINT === undefined ? [] : [new URL(config.S3_ENDPOINT).origin],
      version,
    },
    logger,
    observe: ({ method, route, status, seconds }) => durations.observe({ method, route, status }, seconds),
  })
  const privateServer = await startPrivateServer({
    port: config.METRICS_PORT,
    host: config.METRICS_HOST,
    registry,
    health,
  })
  const server = await startServer(app, { port: config.API_PORT, host: config.HOST })
  return {
    url: `http://${config.HOST}:${portOf(server)}`,
    metricsPort: portOf(privateServer),
    async stop(graceMs) {
      draining = true
      waiting.close()
      await stopServer(server, graceMs)
      await unsubscribe()
      await dispatcher.close()
      redis.disconnect()
      await ledger.close()
      auditStore?.close()
      store?.close()
      await stopServer(privateServer, 0)
    },
  }
}

function authSettings(config: ApiConfig) {
  return {
    issuer: config.OIDC_ISSUER,
    audience: config.OIDC_AUDIENCE,
    ...(config.OIDC_JWKS_URL === undefined ? {} : { jwksUrl: config.OIDC_JWKS_URL }),
    claims: {
      sub: config.OIDC_CLAIM_SUB,
      tenant: config.OIDC_CLAIM_TENANT,
      scope: config.OIDC_CLAIM_SCOPE,
      principal: config.OIDC_CLAIM_PRINCIPAL,
    },
  }
}

function requestDurations(registry: Registry) {
  return new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers: [registry],
  })
}

/** Any answer will do: whether we may do anything there shows when we do it. */
function reaches(endpoint: string): () => Promise<void> {
  return async () => {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(2000), redirect: 'manual' })
    await response.body?.cancel()
  }
}

/** @param bucket the one of what is uploaded, or the one with object lock, where the checkpoints of the trail lie */
function openStore(config: ApiConfig, bucket: string): ObjectStore | undefined {
  const { S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = config
  if (S3_ENDPOINT === undefined || S3_ACCESS_KEY_ID === undefined || S3_SECRET_ACCESS_KEY === undefined)
    return undefined
  return createS3ObjectStore({
    endpoint: S3_ENDPOINT,
    region: config.S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    bucket,
    timeoutMs: 5000,
  })
}

const NO_STORE: Ports['store'] = { put: unkept, presignGet: unkept }

async function unkept(): Promise<never> {
  throw new MandateError('UNAVAILABLE', 'this API knows no object store, and so nowhere to keep what is uploaded')
}

async function unverified(): Promise<never> {
  throw new MandateError('UNAVAILABLE', 'this API knows no object store, and so no checkpoints of the trail')
}

const portOf = (server: Server) => (server.address() as AddressInfo).port
