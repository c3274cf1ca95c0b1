// Routes of what was said: correcting a block, listening to it, and who speaks from when on.
import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { SessionBlock } from '#contracts/session-block.ts'
import { isPartial } from '../../http/is-partial.ts'
import { typedText } from '../../http/typed-text.ts'
import { refusalPage } from '../../parts/refusal.ts'
import type { ConsoleEnv } from '../../person.ts'
import { type BlockFormOf, type BlockTyped, blockForm, editOf, typedOf } from './block-form.ts'
import { blockItem } from './block-item.ts'
import { type ContextTyped, contextForm, contextOf } from './context-form.ts'
import { readBlock } from './read-blocks.ts'
import { ID, readSession } from './read-session.ts'
import { blockView } from './session-now.ts'
import { targetsOf } from './targets-of.ts'
import { onWall } from './wall-time.ts'
import { workPage } from './work-page.ts'

const BLOCK = `/${ID}/blocks/:n{[1-9][0-9]{0,7}}` as const

export function addBlockRoutes(app: Hono<ConsoleEnv>): void {
  app.get(BLOCK, async c => formPage(c, await seen(c)))
  app.post(BLOCK, edit)
  app.get(`${BLOCK}/audio`, async c => {
    const { block } = await seen(c)
    if (block?.type === 'AUDIO_PENDING') return c.redirect(block.data.fallback_url, 302)
    return c.html(
      refusalPage(c.var.person, { title: 'There is nothing here', detail: 'It is written down by now.' }),
      404,
    )
  })
  app.get(`/${ID}/context`, async c => {
    const { client_timezone: zone } = await readSession(c.var.api, c.req.param('id'))
    const from = c.req.query('from') ?? ''
    return contextPage(c, zone, { typed: Number.isNaN(Date.parse(from)) ? {} : { from: onWall(from, zone) } })
  })
  app.post(`/${ID}/context`, changeContext)
}

async function seen(c: Context<ConsoleEnv>) {
  const { id, n } = numbersOf(c)
  const [session, block] = await Promise.all([readSession(c.var.api, id), readBlock(c.var.api, id, n)])
  return { session, block }
}

const numbersOf = (c: Context) => ({ id: c.req.param('id') ?? '', n: Number(c.req.param('n')) })

type Seen = Awaited<ReturnType<typeof seen>>

function formPage(
  c: Context<ConsoleEnv>,
  { session, block }: Seen,
  more: Partial<BlockFormOf> = {},
  status = 200,
): Response | Promise<Response> {
  const back = `/console/sessions/${session.session_id}`
  const { person } = c.var
  if (block === undefined || (block.restricted && !person.scopes.has('sessions:restricted'))) {
    const content = html`<p>There is no piece of that number that you may correct.</p>`
    return workPage(c, { title: 'Nothing to correct', back, content }, 404)
  }
  const title = block.type === 'AUDIO_PENDING' ? 'Write what was said' : 'Correct'
  const content = blockForm({ person, sessionId: session.session_id, block, targets: targetsOf(session), ...more })
  return workPage(c, { title, back, content }, status)
}

async function edit(c: Context<ConsoleEnv>) {
  const { id, n } = numbersOf(c)
  const {
    text,
    restricted,
    target_placeholder: target = '',
    was = '',
  } = (await c.req.parseBody()) as Record<string, string>
  const typed: BlockTyped = { text: typedText(text), restricted: restricted === '1', target }
  const now = await seen(c)
  const shown = shownBefore(was) ?? (now.block && typedOf(now.block))
  if (now.block !== undefined && shown !== undefined && !isSame(typedOf(now.block), shown)) {
    const by = now.block.edited_by === undefined ? '' : ` by ${now.block.edited_by}`
    const said = `It was changed meanwhile${by}: “${typedOf(now.block).text}”. Yours is kept below and not yet said; keep it to replace that.`
    return formPage(c, now, { typed, said }, 409)
  }
  const change = shown && editOf(typed, shown)
  if (change === undefined)
    return formPage(c, now, { typed, said: 'Nothing is different from what stands there.' }, 422)
  const kept = await c.var.api.send<SessionBlock>('PATCH', `/session/${id}/blocks/${n}`, change)
  if (!kept.ok) return formPage(c, now, { typed, problem: kept.problem }, kept.status)
  if (!isPartial(c)) return c.redirect(`/console/sessions/${id}#block-${n}`, 303)
  c.header('HX-Trigger', JSON.stringify({ notice: 'Kept, with your name', closes: 'work' }))
  return c.html(
    html`<hx-partial hx-target="#block-${n}" hx-swap="outerMorph">${blockItem(kept.body, blockView(now.session, c.var.person))}</hx-partial>`,
  )
}

/** What the form was drawn with. */
function shownBefore(was: string): BlockTyped | undefined {
  try {
    const { text, restricted, target } = JSON.parse(was) as Record<string, unknown>
    if (typeof text !== 'string' || typeof restricted !== 'boolean' || typeof target !== 'string') return undefined
    return { text, restricted, target }
  } catch {
    // Nobody's form: compared with what stands there now.
    return undefined
  }
}

const isSame = (a: BlockTyped, b: BlockTyped) =>
  a.text === b.text && a.restricted === b.restricted && a.target === b.target

function contextPage(
  c: Context<ConsoleEnv>,
  zone: string,
  more: Partial<Parameters<typeof contextForm>[0]>,
  status = 200,
): Response | Promise<Response> {
  const id = c.req.param('id') ?? ''
  const place = c.req.query('place') === 'context' ? 'context' : 'work-content'
  const content = contextForm({ person: c.var.person, sessionId: id, zone, place, ...more })
  if (isPartial(c) && place === 'context') return c.html(content, status as ContentfulStatusCode)
  return workPage(c, { title: 'Who speaks', back: `/console/sessions/${id}`, content }, status)
}

async function changeContext(c: Context<ConsoleEnv>) {
  const id = c.req.param('id') ?? ''
  const typed = (await c.req.parseBody()) as ContextTyped
  const { client_timezone: zone } = await readSession(c.var.api, id)
  const changed = await c.var.api.send('PATCH', `/session/${id}/current-context`, contextOf(typed, zone))
  if (!changed.ok) return contextPage(c, zone, { typed, problem: changed.problem }, changed.status)
  if (!isPartial(c)) return c.redirect(`/console/sessions/${id}`, 303)
  c.header('HX-Trigger', JSON.stringify({ notice: 'Said so', closes: 'work' }))
  return contextPage(c, zone, {})
}
