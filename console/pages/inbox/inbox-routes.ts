// Routes of the section Inbox.
import { type Context, Hono } from 'hono'
import type { ActionMedium } from '#contracts/action-media.ts'
import type { ActionVersion } from '#contracts/action-version.ts'
import { ID_PATTERN } from '../../http/id-pattern.ts'
import { isPartial } from '../../http/is-partial.ts'
import { live } from '../../http/live.ts'
import { page } from '../../parts/page.ts'
import type { ConsoleEnv } from '../../person.ts'
import { approve } from './decide/approve.ts'
import { approveSeveral } from './decide/approve-several.ts'
import { doneText, isDone } from './decide/done.ts'
import { resolve } from './decide/resolve.ts'
import { askReason, stopAction } from './decide/stop-action.ts'
import { answerDetail } from './detail/answer-detail.ts'
import { drawStanding } from './detail/standing.ts'
import { edits } from './detail/versions-panel.ts'
import { askEdit, saveEdit } from './edit/save-edit.ts'
import { askHeld } from './held.ts'
import { list, listPage } from './list-page.ts'
import { news } from './news.ts'
import { mediaPage } from './post/media-page.ts'
import { mediaPreviews } from './post/media-slot.ts'
import { askWaiting, narrowedBy } from './waiting.ts'

export function inboxRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', showList)
  app.get('/list', showPart)
  app.get('/news', showNews)
  app.post('/several', approveSeveral)
  app.get(ACTION, c => answerDetail(c, idOf(c), { done: c.req.query('done') }))
  app.get(`${ACTION}/live`, c =>
    live(c, `/actions/${idOf(c)}/events`, api => drawStanding(api, idOf(c), c.req.query('digest'))),
  )
  app.get(`${ACTION}/media`, showMedia)
  app.get(`${ACTION}/changes`, showChanges)
  app.post(`${ACTION}/approve`, c => approve(c, idOf(c)))
  app.post(`${ACTION}/resolve`, c => resolve(c, idOf(c)))
  for (const stop of ['reject', 'cancel'] as const) {
    app.get(`${ACTION}/${stop}`, c => askReason(c, idOf(c), stop))
    app.post(`${ACTION}/${stop}`, c => stopAction(c, idOf(c), stop))
  }
  app.get(`${ACTION}/edit`, c => askEdit(c, idOf(c)))
  app.post(`${ACTION}/edit`, c => saveEdit(c, idOf(c)))
  return app
}

const ACTION = `/:id{${ID_PATTERN}}` as const
const idOf = (c: Context) => (c.req.param('id') ?? '').toLowerCase()

async function showList(c: Context<ConsoleEnv>) {
  const { api, person } = c.var
  const { done, ...given } = c.req.query()
  const narrowed = narrowedBy(given, person)
  const [waiting, held] = await Promise.all([askWaiting(api, person, narrowed), askHeld(api, person)])
  const content = listPage({
    ...{ person, narrowed, waiting, held },
    ...(isDone(done) ? { done: doneText(done) } : {}),
  })
  const status = (waiting.refused?.status ?? 200) as 200
  return c.html(page(person, { title: 'Inbox', section: 'inbox', content }), status)
}

async function showPart(c: Context<ConsoleEnv>) {
  const narrowed = narrowedBy(c.req.query(), c.var.person)
  if (!isPartial(c)) return c.redirect(`/console/inbox?${new URLSearchParams(c.req.query())}`, 302)
  return c.html(list(c.var.person, narrowed, await askWaiting(c.var.api, c.var.person, narrowed)))
}

async function showNews(c: Context<ConsoleEnv>) {
  const { api, person } = c.var
  const narrowed = narrowedBy(c.req.query(), person)
  const { items, refused } = await askWaiting(api, person, narrowed)
  // What can't be asked just now is asked again in a moment; the list says nothing wrong meanwhile.
  if (refused !== undefined) return c.body(null, 204)
  return c.html(news(narrowed, c.req.queries('shown') ?? [], items))
}

async function showMedia(c: Context<ConsoleEnv>) {
  const { data } = await c.var.api.get<{ data: ActionMedium[] }>(`/actions/${idOf(c)}/media`)
  if (isPartial(c)) return c.html(mediaPreviews(data))
  return c.html(mediaPage(c.var.person, idOf(c), data))
}

async function showChanges(c: Context<ConsoleEnv>) {
  if (!isPartial(c)) return c.redirect(`/console/inbox/${idOf(c)}`, 302)
  const { data } = await c.var.api.get<{ data: ActionVersion[] }>(`/actions/${idOf(c)}/versions`, { limit: 20 })
  return c.html(edits(data))
}
