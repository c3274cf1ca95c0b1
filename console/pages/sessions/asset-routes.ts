// Routes of a session's pictures.
import { randomUUID } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Problem } from '#contracts/problem.ts'
import type { AssetResource } from '#contracts/session.ts'
import { ID_PATTERN } from '../../http/id-pattern.ts'
import { isPartial } from '../../http/is-partial.ts'
import type { PageOf } from '../../http/page-of.ts'
import { refusalPage } from '../../parts/refusal.ts'
import { type ConsoleEnv, may } from '../../person.ts'
import { type AssetsOf, assetsCard } from './assets.ts'
import { ID, readSession } from './read-session.ts'
import { targetsOf } from './targets-of.ts'
import { OPEN } from './words.ts'
import { workPage } from './work-page.ts'

export function addAssetRoutes(app: Hono<ConsoleEnv>): void {
  app.get(`/${ID}/assets`, c => show(c))
  app.post(`/${ID}/assets`, add)
  app.get(`/${ID}/assets/:asset{${ID_PATTERN}}/picture`, async c => {
    const { url } = await c.var.api.get<AssetResource>(`/session/${c.req.param('id')}/assets/${c.req.param('asset')}`)
    if (url !== undefined) return c.redirect(url, 302)
    const detail = 'The picture is not ready, or was taken in confidence and you lack the scope for it.'
    return c.html(refusalPage(c.var.person, { title: 'There is nothing here', detail }), 404)
  })
}

async function show(c: Context<ConsoleEnv>, more: Partial<AssetsOf> = {}, status = 200) {
  const { api, person } = c.var
  const id = c.req.param('id') ?? ''
  const [session, { data }] = await Promise.all([
    readSession(api, id),
    api.get<PageOf<AssetResource>>(`/session/${id}/assets`, { limit: 200 }),
  ])
  const mayAdd = may(person, 'sessions:write') && OPEN.includes(session.status)
  const shown = { person, sessionId: id, assets: data, mayAdd, key: randomUUID(), targets: targetsOf(session), ...more }
  if (isPartial(c)) return c.html(assetsCard(shown), status as ContentfulStatusCode)
  return workPage(c, { title: 'Pictures', back: `/console/sessions/${id}`, content: assetsCard(shown) }, status)
}

const FIELDS = ['caption', 'sequence_id', 'target_placeholder'] as const

/** The form as the API wants it: without what is the console's own. */
async function add(c: Context<ConsoleEnv>) {
  const id = c.req.param('id') ?? ''
  const { file, key, ...given } = await c.req.parseBody()
  const typed = Object.fromEntries(
    FIELDS.map(name => [name, typeof given[name] === 'string' ? given[name].trim() : '']),
  )
  const form = new FormData()
  for (const name of FIELDS) if (typed[name]) form.set(name, typed[name])
  if (file instanceof File && file.size > 0) form.set('file', file)
  const headers = typeof key === 'string' && key !== '' ? { 'idempotency-key': key } : {}
  const answer = await c.var.api.raw(`/session/${id}/upload-asset`, { method: 'POST', body: form, headers })
  if (!answer.ok) return show(c, { typed, problem: (await answer.json()) as Problem }, answer.status)
  if (!isPartial(c)) return c.redirect(`/console/sessions/${id}#assets`, 303)
  c.header('HX-Trigger', JSON.stringify({ notice: 'The picture is being looked at' }))
  return show(c)
}
