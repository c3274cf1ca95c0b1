// A board process put together: Redis and the ledger behind it, two ports in front. Everything it opens it closes again.
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createDispatcher } from '#queues/dispatcher.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import { redisFaults } from '#queues/surroundings/redis-faults.ts'
import { watchSurroundings } from '#queues/surroundings/watch-surroundings.ts'
import { createSeal } from '#sign-in/create-seal.ts'
import { discoverIssuer } from '#sign-in/discover-issuer.ts'
import { boardCookies } from './auth/board-cookies.ts'
import { createTokenCheck } from './auth/create-token-check.ts'
import { scopesThatCount } from './changes/rights.ts'
import type { BoardConfig } from './config.ts'
import { type BoardParts, createBoard } from './create-board.ts'
import { listen, stopListening } from './http/listen.ts'
import { privateApp } from './http/private-app.ts'
import { openBreakers } from './waiting/open-breakers.ts'

/** What the board asks of the ledger. */
export type BoardLedger = BoardParts['ledger'] & { faults(): Promise<string[]>; close(): Promise<void> }

export interface BoardProcess {
  port: number
  metricsPort: number
  stop(graceMs: number): Promise<void>
}

export async function openBoard(config: BoardConfig, ledger: BoardLedger, logger: Logger): Promise<BoardProcess> {
  const onRedisError = quietly(logger, 'redis.error')
  const redis = openRedis(config, { name: 'mandate-board', onError: onRedisError })
  const dispatcher = createDispatcher({ redis, prefix: config.REDIS_PREFIX, onError: onRedisError })
  const discover = discoverIssuer({
    issuer: config.OIDC_ISSUER,
    clientId: config.BOARD_CLIENT_ID,
    clientSecret: config.BOARD_CLIENT_SECRET,
  })
  const app = createBoard({
    config,
    queue: dispatcher.queue,
    isRedisReady: () => redis.status === 'ready',
    ledger,
    breakers: openBreakers(redis, config.REDIS_PREFIX),
    discover,
    checkToken: createTokenCheck(tokenSettings(config), discover),
    cookies: boardCookies(
      createSeal(config.BOARD_SESSION_KEY ?? randomBytes(32).toString('base64')),
      config.BOARD_URL?.startsWith('https:') ?? false,
    ),
    logger,
  })
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const surroundings = await watchSurroundings({
    checks: [ledger.faults, () => redisFaults(redis, { needsLog: config.REDIS_LOG_REQUIRED })],
    logger,
  })
  let stopping = false
  const notReady = () => {
    if (stopping) return 'draining'
    return redis.status === 'ready' ? surroundings.faults().join('; ') || undefined : 'Redis is away'
  }
  const inner = await listen(privateApp(metrics, notReady), { port: config.METRICS_PORT, host: config.METRICS_HOST })
  const outer = await listen(app, { port: config.BOARD_PORT, host: config.HOST })
  return {
    port: (outer.address() as AddressInfo).port,
    metricsPort: (inner.address() as AddressInfo).port,
    async stop(graceMs) {
      stopping = true
      surroundings.stop()
      await stopListening(outer, graceMs)
      await stopListening(inner, 0)
      // Queues wait for a connection before they close; one that Redis has not answered yet is cut.
      const ready = redis.status === 'ready'
      if (ready) await dispatcher.close()
      redis.disconnect()
      await ledger.close()
    },
  }
}

function tokenSettings(config: BoardConfig) {
  return {
    issuer: config.OIDC_ISSUER,
    audience: config.OIDC_AUDIENCE,
    jwksUrl: config.OIDC_JWKS_URL,
    claims: { sub: config.OIDC_CLAIM_SUB, scope: config.OIDC_CLAIM_SCOPE, principal: config.OIDC_CLAIM_PRINCIPAL },
    scopes: scopesThatCount(config.BOARD_RIGHTS),
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
