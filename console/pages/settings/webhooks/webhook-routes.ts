// Routes of the tab Webhooks: the list, and what makes, changes and ends one.
import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { WebhookResource, WebhookWithSecret } from '#contracts/webhook.ts'
import { nothing } from '../../../parts/markup.ts'
import { pager } from '../../../parts/pager.ts'
import { type ConsoleEnv, may } from '../../../person.ts'
import { adminOnly } from '../admin-only.ts'
import { showTab } from '../settings-tab.ts'
import { numberOf, type Typed, typedAs, typedIn } from '../typed.ts'
import { went } from '../went.ts'
import { deliveryRoutes, showWebhook } from './delivery-routes.ts'
import { secretShown } from './secret-shown.ts'
import { type WebhookForm, webhookForm } from './webhook-form.ts'
import { webhookList } from './webhook-list.ts'
import { idOf, readWebhook, WEBHOOK } from './webhook-path.ts'

export function webhookRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/', showList)
  app.use('/new', adminOnly)
  app.use(`${WEBHOOK}/edit`, adminOnly)
  app.get('/new', c => showForm(c, { typed: typedAs({ events: '*' }), key: randomUUID() }))
  app.post('/new', create)
  app.get(`${WEBHOOK}/edit`, edit)
  app.post(`${WEBHOOK}/edit`, save)
  app.post(`${WEBHOOK}/turn`, turn)
  app.post(`${WEBHOOK}/rotate`, rotate)
  app.post(`${WEBHOOK}/delete`, remove)
  app.route('/', deliveryRoutes())
  return app
}

async function showList(c: Context<ConsoleEnv>) {
  const { api, person } = c.var
  const cursor = c.req.query('cursor')
  const { data, next_cursor } = await api.get<{ data: WebhookResource[]; next_cursor: string | null }>('/webhooks', {
    cursor,
  })
  const add = html`<p><a class="button primary" data-key="a" href="/console/settings/webhooks/new">Add webhook</a></p>`
  const content = html`${may(person, 'tenant:admin') ? add : nothing}${webhookList(data)}${pager('/console/settings/webhooks', {}, next_cursor)}`
  return showTab(c, { name: 'webhooks', title: 'Webhooks', content })
}

function showForm(c: Context<ConsoleEnv>, form: WebhookForm, status = 200) {
  const up =
    form.id === undefined
      ? { href: '/console/settings/webhooks', text: 'Webhooks' }
      : { href: `/console/settings/webhooks/${form.id}`, text: 'The webhook' }
  const title = form.id === undefined ? 'Add webhook' : 'Change webhook'
  const content = html`<div class="card narrow">${webhookForm(c.var.person, form)}</div>`
  return showTab(c, { name: 'webhooks', title, content, status, up })
}

const bodyOf = (typed: Typed) => ({
  ...{ url: typed.text('url'), events: typed.all('events') },
  description: typed.text('description') === '' ? null : typed.text('description'),
})

async function create(c: Context<ConsoleEnv>) {
  const typed = typedIn(await c.req.formData())
  const sent = await c.var.api.send<WebhookWithSecret>('POST', '/webhooks', bodyOf(typed), {
    key: typed.text('key') || randomUUID(),
  })
  // What was refused is asked anew under another key: the old one may have its answer.
  if (!sent.ok) return showForm(c, { typed, key: randomUUID(), problem: sent.problem }, sent.status)
  return showSecret(c, 'Webhook added', sent.body)
}

/** No way back leads here: the secret stands in this answer alone. */
function showSecret(c: Context<ConsoleEnv>, title: string, made: WebhookWithSecret) {
  const up = { href: '/console/settings/webhooks', text: 'Webhooks' }
  return showTab(c, { name: 'webhooks', title, content: secretShown(made), up })
}

async function edit(c: Context<ConsoleEnv>) {
  const { webhook_id: id, url, events, description } = await readWebhook(c)
  return showForm(c, { typed: typedAs({ url, events, description }), id })
}

async function save(c: Context<ConsoleEnv>) {
  const typed = typedIn(await c.req.formData())
  const sent = await c.var.api.send('PATCH', `/webhooks/${idOf(c)}`, bodyOf(typed))
  if (!sent.ok) return showForm(c, { typed, id: idOf(c), problem: sent.problem }, sent.status)
  return went(c, `webhooks/${idOf(c)}`, 'webhook-changed')
}

async function turn(c: Context<ConsoleEnv>) {
  const status = typedIn(await c.req.formData()).text('status')
  const sent = await c.var.api.send('PATCH', `/webhooks/${idOf(c)}`, { status })
  if (!sent.ok) return showWebhook(c, { refused: sent })
  return went(c, `webhooks/${idOf(c)}`, status === 'ACTIVE' ? 'webhook-enabled' : 'webhook-disabled')
}

async function rotate(c: Context<ConsoleEnv>) {
  const typed = typedIn(await c.req.formData())
  const hours = numberOf(typed.text('overlap')) ?? ''
  const body = { overlap_seconds: typeof hours === 'number' ? Math.round(hours * 3600) : hours }
  const sent = await c.var.api.send<WebhookWithSecret>('POST', `/webhooks/${idOf(c)}/rotate-secret`, body, {
    key: typed.text('key') || randomUUID(),
  })
  return sent.ok ? showSecret(c, 'Secret rotated', sent.body) : showWebhook(c, { refused: sent })
}

async function remove(c: Context<ConsoleEnv>) {
  const sent = await c.var.api.send('DELETE', `/webhooks/${idOf(c)}`)
  return sent.ok ? went(c, 'webhooks', 'webhook-deleted') : showWebhook(c, { refused: sent })
}
