// Routes of the section Sessions: the list, a new one, and a session's own page.
import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AssetResource, SessionResource } from '#contracts/session.ts'
import type { SkeletonResource } from '#contracts/session-config.ts'
import type { TemplateResource } from '#contracts/skeleton-structure.ts'
import { liveResource } from '../../http/live-resource.ts'
import type { PageOf } from '../../http/page-of.ts'
import { startOfDay } from '../../http/start-of-day.ts'
import { page } from '../../parts/page.ts'
import { type ConsoleEnv, may } from '../../person.ts'
import { addAssetRoutes } from './asset-routes.ts'
import { addBlockRoutes } from './block-routes.ts'
import { addFinishRoutes } from './finish-routes.ts'
import { startOfLast } from './read-blocks.ts'
import { ID, readSession } from './read-session.ts'
import { type SessionFilter, sessionList } from './session-list.ts'
import { blockView, sessionNow } from './session-now.ts'
import { sessionPage } from './session-page.ts'
import { type StartTyped, startForm } from './start-form.ts'
import { transcriptBefore, WINDOW } from './transcript-window.ts'
import { OVER } from './words.ts'

export function sessionRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', list)
  app.get('/new', c => startPage(c))
  app.post('/new', start)
  app.get(`/${ID}`, one)
  app.get(`/${ID}/live`, c => {
    const begun = wholeNumber(c.req.query('begun')) ?? 0
    return liveResource<SessionResource>(c, {
      path: `/session/${c.req.param('id')}`,
      draw: session => sessionNow(c.var, session, { begun }),
      isOver: ({ status }) => OVER.includes(status),
    })
  })
  app.get(`/${ID}/earlier`, async c => {
    const { api, person } = c.var
    const session = await readSession(api, c.req.param('id'))
    const before = wholeNumber(c.req.query('before')) ?? 1
    return c.html(await transcriptBefore(api, session, { before, view: blockView(session, person) }))
  })
  addBlockRoutes(app)
  addAssetRoutes(app)
  addFinishRoutes(app)
  return app
}

async function list(c: Context<ConsoleEnv>) {
  const { status, since = '', until = '', cursor } = c.req.query()
  const filter: SessionFilter = { ...(status && { status }), ...(since && { since }), ...(until && { until }) }
  const found = await c.var.api.get<PageOf<SessionResource>>('/session', {
    ...{ status, cursor, since: startOfDay(since), until: startOfDay(until, 1), limit: 30 },
  })
  const content = sessionList(c.var.person, found, filter)
  return c.html(page(c.var.person, { title: 'Sessions', section: 'sessions', content }))
}

async function startPage(c: Context<ConsoleEnv>, more: Partial<Parameters<typeof startForm>[0]> = {}, status = 200) {
  const { api, person } = c.var
  const isAdmin = may(person, 'tenant:admin')
  const [skeletons, templates] = await Promise.all([
    isAdmin ? api.look<PageOf<SkeletonResource>>('/tenants/current/skeletons', { limit: 200 }) : undefined,
    isAdmin ? api.look<PageOf<TemplateResource>>('/tenants/current/templates') : undefined,
  ])
  const content = startForm({
    ...{ person, key: randomUUID(), templates: templates?.ok ? templates.body.data : [] },
    skeletons: skeletons?.ok ? skeletons.body.data.filter(({ status: stands }) => stands === 'ACTIVE') : [],
    ...more,
  })
  return c.html(page(person, { title: 'New session', section: 'sessions', content }), status as ContentfulStatusCode)
}

async function start(c: Context<ConsoleEnv>) {
  const { key, _csrf, ...typed } = (await c.req.parseBody()) as Record<string, string>
  const body = Object.fromEntries(
    (['title', 'client_timezone', 'locale', 'template_id', 'skeleton_id'] as const)
      .map(name => [name, typed[name]?.trim()] as const)
      .filter(([, value]) => value),
  )
  type Started = SessionResource & { new_model_available: boolean }
  const started = await c.var.api.send<Started>('POST', '/session/start', body, { key })
  // Another key: what is mended is another request.
  if (!started.ok) return startPage(c, { typed: typed as StartTyped, problem: started.problem }, started.status)
  const { session_id: id, new_model_available } = started.body
  return c.redirect(`/console/sessions/${id}${new_model_available ? '?new_model=1' : ''}`, 303)
}

async function one(c: Context<ConsoleEnv>) {
  const { api, person } = c.var
  const session = await readSession(api, c.req.param('id') ?? '')
  const before = wholeNumber(c.req.query('before'))
  const begun = startOfLast(session.received, WINDOW)
  const [now, assets] = await Promise.all([
    sessionNow({ api, person }, session, before === undefined ? { begun } : { before }),
    api.get<PageOf<AssetResource>>(`/session/${session.session_id}/assets`, { limit: 200 }),
  ])
  const content = sessionPage({
    ...{ person, session, now, begun, assets: assets.data, isWindow: before !== undefined, key: randomUUID() },
    newModel: c.req.query('new_model') === '1',
  })
  return c.html(page(person, { title: session.title ?? 'Session', section: 'sessions', content }))
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,8}$/.test(text) ? Number(text) : undefined
}
