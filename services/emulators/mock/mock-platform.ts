// The MOCK platform's wire protocol: a platform like the others, called over HTTP, with a token per account and no idempotency key.
import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from 'hono'
import { dropConnection } from '#services/kernel/drop-connection.ts'
import { parseBody } from '#services/kernel/parse-body.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import type { EmulatedPlatform, EmulatedWorld } from '../emulated-platform.ts'
import type { Standing } from '../limits.ts'
import { publishThroughFaults, type Wording } from '../publish-through-faults.ts'
import type { Published } from '../published-log.ts'
import { visiblePosts } from '../visible-posts.ts'
import { postMetrics } from './post-metrics.ts'
import { PostRequest } from './post-request.ts'

export const mockPlatform: EmulatedPlatform = {
  path: 'mock',
  limits: { app: { count: 1_000_000, seconds: 60 }, account: { count: 100_000, seconds: 60 } },
  routes(app, world) {
    app.post('/posts', c => createPost(c, world))
    app.get('/posts', c => {
      const actionId = c.req.query('action_id')
      const found = visiblePosts(world.log, accountOfToken(c), world.now()).filter(
        post => actionId === undefined || post.action_id === actionId,
      )
      return c.json({ data: found.map(post => shown(post)) })
    })
    app.get('/posts/:id', c => c.json(shown(ownPost(c, world))))
    app.get('/posts/:id/metrics', c => c.json(postMetrics(ownPost(c, world), world.now())))
    app.get('/accounts/:account', c => {
      const account = c.req.param('account')
      demandAccount(c, account)
      return c.json({ id: account, name: account, status: 'active' })
    })
  },
}

const RATE_LIMIT_SECONDS = 2

async function createPost(c: Context, world: EmulatedWorld): Promise<Response> {
  accountOfToken(c)
  const { mock, ...post } = await parseBody(c, PostRequest)
  demandAccount(c, post.account)
  if (mock !== undefined) await delay(mock.latency_ms, undefined, { ref: false })
  if (mock?.outcome === 'reject') {
    throw new ServiceProblem(422, 'CONTENT_REJECTED', 'the platform does not publish this content')
  }
  if (mock?.outcome === 'rate_limit') {
    const resetAt = new Date(world.now().getTime() + RATE_LIMIT_SECONDS * 1000)
    return wording(world).rateLimited({
      allowed: false,
      limit: world.limits.get().account.count,
      remaining: 0,
      resetAt,
    })
  }
  const answer = await publishThroughFaults(c, world, post, wording(world))
  return mock?.outcome === 'drop' && answer.status === 201 ? dropConnection(c) : answer
}

function wording(world: EmulatedWorld): Wording {
  return {
    created: (post, standing) =>
      Response.json({ id: post.id, permalink: permalinkOf(post) }, { status: 201, headers: rateHeaders(standing) }),
    rateLimited(standing) {
      const waitMs = Math.max(0, standing.resetAt.getTime() - world.now().getTime())
      throw new ServiceProblem(429, 'RATE_LIMIT_EXCEEDED', 'too many posts in this window', {
        headers: { ...rateHeaders(standing), 'retry-after': String(Math.ceil(waitMs / 1000)) },
      })
    },
    duplicate(earlier) {
      const which = earlier === undefined ? '' : ` (${earlier.id})`
      throw new ServiceProblem(409, 'DUPLICATE_CONTENT', `this account has already published this text${which}`)
    },
    serverError() {
      throw new ServiceProblem(500, 'PLATFORM_ERROR', 'the platform could not say what became of it')
    },
  }
}

function rateHeaders({ limit, remaining, resetAt }: Standing): Record<string, string> {
  return {
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    // Rounded up: a caller who comes back at that second must find room.
    'x-rate-limit-reset': String(Math.ceil(resetAt.getTime() / 1000)),
  }
}

function shown(post: Published) {
  const { id, action_id, account, text, media, reply_to, budget_minor, received_at } = post
  return {
    id,
    action_id,
    account,
    text,
    media,
    reply_to,
    budget_minor,
    created_at: received_at,
    permalink: permalinkOf(post),
  }
}

function permalinkOf({ id, account }: Published): string {
  return `https://mock.example/${account}/posts/${id}`
}

function ownPost(c: Context, world: EmulatedWorld): Published {
  const account = accountOfToken(c)
  const post = world.log.find(c.req.param('id') ?? '')
  if (post === undefined || post.account !== account)
    throw new ServiceProblem(404, 'NOT_FOUND', 'there is no such post')
  return post
}

function demandAccount(c: Context, account: string): void {
  if (accountOfToken(c) !== account) {
    throw new ServiceProblem(403, 'FORBIDDEN', 'this token belongs to another account')
  }
}

/** Any `mock-ACCOUNT` is the token of ACCOUNT. */
function accountOfToken(c: Context): string {
  const account = /^Bearer mock-(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (account === undefined) {
    throw new ServiceProblem(401, 'UNAUTHORIZED', 'a bearer token mock-ACCOUNT is needed', {
      headers: { 'www-authenticate': 'Bearer realm="mock"' },
    })
  }
  return account
}
