// The board put together: sign-in in front, Bull Board behind it, and between them what may be seen and changed.
import { createBullBoard } from '@bull-board/api'
import { HonoAdapter } from '@bull-board/hono'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { trimTrailingSlash } from 'hono/trailing-slash'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Logger } from 'pino'
import type { Dispatcher } from '#queues/dispatcher.ts'
import type { BoardCookies } from './auth/board-cookies.ts'
import type { TokenCheck } from './auth/create-token-check.ts'
import type { DiscoverIssuer } from './auth/discover-issuer.ts'
import type { BoardEnv } from './auth/operator.ts'
import { requireOperator } from './auth/require-operator.ts'
import { signInRoutes } from './auth/sign-in-routes.ts'
import type { BoardConfig } from './config.ts'
import { logRequests } from './http/log-requests.ts'
import { problem } from './http/problem.ts'
import { securityHeaders } from './http/security-headers.ts'
import { assetRoutes } from './pages/asset-routes.ts'
import { type JobRouteParts, jobRoute } from './pages/job-route.ts'
import { ownFonts } from './pages/own-fonts.ts'
import { boardQueues } from './queues/board-queues.ts'
import { guardChanges } from './queues/guard-changes.ts'
import { whileRedisAnswers } from './queues/while-redis-answers.ts'

const BASE = '/board'

export interface BoardParts {
  config: Pick<
    BoardConfig,
    'API_URL' | 'BOARD_URL' | 'BOARD_SESSION_S' | 'BOARD_SIGN_IN_SCOPE' | 'BOARD_SIGN_IN_PARAMS'
  >
  queue: Dispatcher['queue']
  isRedisReady(): boolean
  findStep: JobRouteParts['findStep']
  discover: DiscoverIssuer
  checkToken: TokenCheck
  cookies: BoardCookies
  logger: Logger
}

export function createBoard(parts: BoardParts): Hono<BoardEnv> {
  const { config, logger, cookies, checkToken } = parts
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
  const behind = requireOperator({ cookies, checkToken, boardUrl })
  app.use(BASE, behind, ownFonts())
  app.use(`${BASE}/*`, behind, ownFonts())
  app.get(`${BASE}/jobs/:step`, jobRoute({ findStep: parts.findStep, apiUrl: config.API_URL }))
  app.use(`${BASE}/api/*`, guardChanges(`${BASE}/api`, logger), whileRedisAnswers(parts.isRedisReady))
  app.route(BASE, bullBoard(parts))
  return app
}

function bullBoard({ config, queue }: BoardParts): Hono {
  const serverAdapter = new HonoAdapter(serveStatic).setBasePath(BASE)
  createBullBoard({
    serverAdapter,
    queues: boardQueues(queue),
    options: {
      uiConfig: {
        boardTitle: 'Mandate',
        hideDocsLink: true,
        overview: { groupByDelimiter: true },
        pollingInterval: { showSetting: true },
        miscLinks: [
          { text: 'API documentation', url: `${config.API_URL}/docs` },
          { text: 'Sign out', url: '/auth/sign-out' },
        ],
      },
    },
  })
  return serverAdapter.registerPlugin()
}
