// The board put together: sign-in in front, Bull Board behind it, and between them what may be seen and changed.
import { randomUUID } from 'node:crypto'
import { createBullBoard } from '@bull-board/api'
import { HonoAdapter } from '@bull-board/hono'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { trimTrailingSlash } from 'hono/trailing-slash'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Logger } from 'pino'
import type { OperationsLedger } from '#domain/ports/operations-ledger.ts'
import type { Dispatcher } from '#queues/dispatcher.ts'
import type { DiscoverIssuer } from '#sign-in/discover-issuer.ts'
import type { BoardCookies } from './auth/board-cookies.ts'
import type { TokenCheck } from './auth/create-token-check.ts'
import type { BoardEnv } from './auth/operator.ts'
import { requireOperator } from './auth/require-operator.ts'
import { signInRoutes } from './auth/sign-in-routes.ts'
import { changeRoutes } from './changes/change-routes.ts'
import { guardChanges, unknownChange } from './changes/guard-changes.ts'
import { recordChanges } from './changes/record-changes.ts'
import type { BoardConfig } from './config.ts'
import { logRequests } from './http/log-requests.ts'
import { problem } from './http/problem.ts'
import { securityHeaders } from './http/security-headers.ts'
import { smallBodies } from './http/small-bodies.ts'
import { assetRoutes } from './pages/asset-routes.ts'
import { type JobRouteParts, jobRoute } from './pages/job-route.ts'
import { ownFonts } from './pages/own-fonts.ts'
import { boardQueues } from './queues/board-queues.ts'
import { whileRedisAnswers } from './queues/while-redis-answers.ts'
import { lookAtWaiting, type WaitingLedger } from './waiting/look-at-waiting.ts'
import type { OpenBreakers } from './waiting/open-breakers.ts'
import { waitingRoutes } from './waiting/waiting-routes.ts'

const BASE = '/board'

export interface BoardParts {
  config: Pick<
    BoardConfig,
    | 'API_URL'
    | 'BOARD_URL'
    | 'BOARD_SESSION_S'
    | 'BOARD_SIGN_IN_SCOPE'
    | 'BOARD_SIGN_IN_PARAMS'
    | 'BOARD_RIGHTS'
    | 'BOARD_READ_ONLY'
    | 'BOARD_ENVIRONMENT'
    | 'BOARD_ENVIRONMENT_COLOR'
  >
  queue: Dispatcher['queue']
  isRedisReady(): boolean
  ledger: WaitingLedger & Pick<OperationsLedger, 'note' | 'notes'> & Pick<JobRouteParts, 'findStep'>
  breakers: OpenBreakers
  discover: DiscoverIssuer
  checkToken: TokenCheck
  cookies: BoardCookies
  logger: Logger
}

export function createBoard(parts: BoardParts): Hono<BoardEnv> {
  const { config, logger, cookies, checkToken, ledger } = parts
  const boardUrl = config.BOARD_URL
  const app = new Hono<BoardEnv>()
  app.use(securityHeaders({ https: boardUrl?.startsWith('https:') ?? false }))
  app.use(logRequests(logger))
  app.use(trimTrailingSlash())
  app.onError((error, c) => {
    logger.error({ event: 'board.failed', method: c.req.method, path: c.req.path, err: error })
    if (!(error instanceof HTTPException)) return problem(c, 500, 'the board failed here; its log says how')
    c.header('retry-after', '2')
    return problem(c, error.status as ContentfulStatusCode, error.message)
  })
  app.notFound(c => problem(c, 404, 'there is nothing here'))

  app.get('/', c => c.redirect(BASE, 302))
  app.route('/assets', assetRoutes())
  app.route(
    '/auth',
    signInRoutes({
      ...parts,
      boardUrl,
      scope: config.BOARD_SIGN_IN_SCOPE,
      params: config.BOARD_SIGN_IN_PARAMS,
      sessionS: config.BOARD_SESSION_S,
    }),
  )
  const records = recordChanges(ledger.note, logger)
  const behind = requireOperator({
    ...{ cookies, checkToken, boardUrl },
    onForeignChange: (operator, c, why) =>
      records.refused(operator, randomUUID(), unknownChange(c.req.method, c.req.path), { status: 403, why }),
  })
  app.use(BASE, behind, ownFonts())
  app.use(`${BASE}/*`, behind, ownFonts())
  app.get(`${BASE}/jobs/:step`, jobRoute({ findStep: ledger.findStep, apiUrl: config.API_URL }))
  const frame = { apiUrl: config.API_URL, environment: environmentOf(config) }
  app.route(`${BASE}/waiting`, waitingRoutes({ waiting: lookAtWaiting(ledger), breakers: parts.breakers, frame }))
  app.route(`${BASE}/changes`, changeRoutes(ledger.notes, frame))
  const rights = { rights: config.BOARD_RIGHTS, readOnly: config.BOARD_READ_ONLY }
  app.use(
    `${BASE}/api/*`,
    smallBodies(),
    guardChanges({ base: `${BASE}/api`, ...rights, records, logger }),
    whileRedisAnswers(parts.isRedisReady),
  )
  app.route(BASE, bullBoard(parts))
  return app
}

function environmentOf({ BOARD_ENVIRONMENT: label, BOARD_ENVIRONMENT_COLOR: color }: BoardParts['config']) {
  return label === undefined ? undefined : { label, color }
}

function bullBoard({ config, queue }: BoardParts): Hono {
  const environment = environmentOf(config)
  const serverAdapter = new HonoAdapter(serveStatic).setBasePath(BASE)
  createBullBoard({
    serverAdapter,
    queues: boardQueues(queue, { readOnly: config.BOARD_READ_ONLY }),
    options: {
      uiConfig: {
        boardTitle: 'Mandate',
        hideDocsLink: true,
        ...(environment && { environment: { ...environment, textColor: '#ffffff' } }),
        overview: { groupByDelimiter: true },
        pollingInterval: { showSetting: true },
        miscLinks: [
          { text: 'Waiting, and why', url: `${BASE}/waiting` },
          { text: 'Changes', url: `${BASE}/changes` },
          { text: 'API documentation', url: `${config.API_URL}/docs` },
          { text: 'Sign out', url: '/auth/sign-out' },
        ],
      },
    },
  })
  return serverAdapter.registerPlugin()
}
