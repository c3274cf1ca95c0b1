// GET /board/waiting: what waits in the ledger and why, which the queues can't show. A page for people, JSON for programs.
import { Hono } from 'hono'
import type { BoardEnv } from '../auth/operator.ts'
import { problem } from '../http/problem.ts'
import { wantsPage } from '../http/wants-page.ts'
import { whileLedgerAnswers } from '../http/while-ledger-answers.ts'
import { type BoardFrame, boardPage } from '../pages/board-page.ts'
import type { LookAtWaiting } from './look-at-waiting.ts'
import type { OpenBreakers } from './open-breakers.ts'
import { waitingContent } from './waiting-content.ts'
import { WaitingQuery } from './waiting-query.ts'

export interface WaitingRouteParts {
  waiting: LookAtWaiting
  breakers: OpenBreakers
  frame: BoardFrame
}

export function waitingRoutes({ waiting, breakers, frame }: WaitingRouteParts): Hono<BoardEnv> {
  const app = new Hono<BoardEnv>()
  app.get('/', async c => {
    const query = WaitingQuery.safeParse(c.req.query())
    if (!query.success) {
      const wrong = query.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
      return problem(c, 400, wrong.join('; '))
    }
    // Whoever names nothing gets the overview; a list of everything would say nothing.
    const asksForList = Object.values(query.data).some(value => value !== undefined)
    const [overview, list, open] = await Promise.all([
      whileLedgerAnswers(waiting.overview()),
      asksForList ? whileLedgerAnswers(waiting.page(query.data)) : undefined,
      breakers(),
    ])
    c.header('cache-control', 'no-store')
    if (wantsPage(c)) {
      const content = waitingContent({ overview, list, open, query: query.data, apiUrl: frame.apiUrl })
      return c.html(boardPage('Waiting', content, { ...frame, here: '/board/waiting' }))
    }
    return c.json({ ...overview, breakers: open, ...(list === undefined ? {} : { list }) })
  })
  return app
}
