// X's wire protocol (API v2), at `/x` in place of https://api.x.com.
import { join } from 'node:path'
import type { Context } from 'hono'
import { z } from 'zod'
import { parseBody } from '#services/kernel/parse-body.ts'
import type { EmulatedPlatform } from '../emulated-platform.ts'
import { createAuthenticate, isAccountName } from './authenticate.ts'
import { createTweets } from './create-tweet.ts'
import { mountMediaRoutes } from './media-routes.ts'
import { createMediaShelf } from './media-shelf.ts'
import { answerProblem, noSuchPath, XProblem } from './problem.ts'
import { createReadWindows, type ReadEndpoint, tellStanding } from './rated.ts'
import { answerMe, answerTimeline, answerTweet } from './read-tweets.ts'
import { openTokenBook } from './token-book.ts'
import { answerTokenRequest } from './token-endpoint.ts'

const TokenLife = z.strictObject({ access_token_seconds: z.number().positive().max(86_400) })

export const xPlatform: EmulatedPlatform = {
  path: 'x',
  limits: { app: { count: 10_000, seconds: 86_400 }, account: { count: 100, seconds: 900 } },
  routes(app, world) {
    const book = openTokenBook(join(world.dataDir, 'x.tokens.json'), isAccountName)
    const authenticate = createAuthenticate(book, world.now)
    const count = createReadWindows(world.now)
    const shelf = createMediaShelf()
    const createTweet = createTweets(world, shelf)
    const enter = async (c: Context, endpoint: ReadEndpoint) => {
      const account = await authenticate(c)
      count(c, endpoint, account)
      return account
    }

    app.onError((error, c) => {
      if (error instanceof XProblem) return answerProblem(c, error)
      throw error
    })
    app.use('/2/*', (c, next) => {
      tellStanding(c, world.limits.peek('', world.now())) // until the endpoint tells of its own window
      return next()
    })
    app.post('/2/oauth2/token', c => answerTokenRequest(c, book, world.now()))
    app.post('/2/tweets', async c => createTweet(c, await authenticate(c)))
    app.get('/2/users/me', async c => answerMe(c, await enter(c, 'me')))
    app.get('/2/users/:id/tweets', async c => {
      await enter(c, 'timeline')
      return answerTimeline(c, world)
    })
    app.get('/2/tweets/:id', async c => {
      await enter(c, 'tweet')
      return answerTweet(c, world)
    })
    mountMediaRoutes(app, shelf, enter, world.now)
    app.all('/2/*', () => {
      throw noSuchPath()
    })
    app.get('/_emulator/tokens', c => c.json({ access_token_seconds: book.lifeSeconds.get() }))
    app.put('/_emulator/tokens', async c => {
      book.lifeSeconds.set((await parseBody(c, TokenLife)).access_token_seconds)
      return c.json({ access_token_seconds: book.lifeSeconds.get() })
    })
  },
}
