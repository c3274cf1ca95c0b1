// Routes of one webhook and its deliveries: looked at, tried out, sent again.
import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { DeliveryResource, DeliveryWithAttempts } from '#contracts/webhook.ts'
import type { Refused } from '../../../http/api.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import { type ConsoleEnv, may } from '../../../person.ts'
import { inUtc } from '../audit/search-form.ts'
import { showTab } from '../settings-tab.ts'
import { type Typed, typedIn } from '../typed.ts'
import { went } from '../went.ts'
import {
  type DeliveryPage,
  deliveryFilterForm,
  deliveryFilters,
  deliveryList,
  deliveryQuery,
  liveDeliveries,
} from './delivery-list.ts'
import { deliveryPage } from './delivery-page.ts'
import { replayForm } from './replay-form.ts'
import { webhookPage } from './webhook-page.ts'
import { DELIVERY, deliveryOf, idOf, readWebhook, WEBHOOK } from './webhook-path.ts'

export function deliveryRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get(WEBHOOK, c => showWebhook(c))
  app.get(`${WEBHOOK}/deliveries`, async c => c.html((await readDeliveries(c)).list))
  app.post(`${WEBHOOK}/test`, sendTest)
  app.post(`${WEBHOOK}/replay`, replayStretch)
  app.get(DELIVERY, c => showDelivery(c))
  app.post(`${DELIVERY}/replay`, replayOne)
  return app
}

/** @param refused what was tried with it; `typed` into the form for a stretch of time */
export async function showWebhook(
  c: Context<ConsoleEnv>,
  { refused, typed }: { refused?: Refused; typed?: Typed } = {},
) {
  const { person } = c.var
  const webhook = await readWebhook(c)
  const { list, filters, query, status } = await readDeliveries(c)
  const replay =
    typed === undefined ? replayForm(person, idOf(c)) : replayForm(person, idOf(c), typed, refused?.problem)
  const deliveries = html`${deliveryFilterForm(idOf(c), filters)}${liveDeliveries(idOf(c), query, list)}
    ${may(person, 'tenant:admin') && webhook.status === 'ACTIVE' ? replay : nothing}`
  return showTab(c, {
    ...{ name: 'webhooks', title: 'Webhook', status: refused?.status ?? status },
    up: { href: '/console/settings/webhooks', text: 'Webhooks' },
    content: html`${refused === undefined ? nothing : refusalNotice(refused)}${howMany(c)}${webhookPage(person, webhook, deliveries)}`,
  })
}

async function readDeliveries(c: Context<ConsoleEnv>) {
  const filters = deliveryFilters(c.req.query())
  const query = { ...filters, cursor: c.req.query('cursor') }
  const found = await c.var.api.look<DeliveryPage>(`/webhooks/${idOf(c)}/deliveries`, {
    ...deliveryQuery(filters),
    cursor: query.cursor,
  })
  const list = found.ok ? deliveryList(idOf(c), filters, found.body) : refusalNotice(found)
  return { list, filters, query, status: found.status }
}

function howMany(c: Context<ConsoleEnv>): Markup {
  const count = Number(c.req.query('count') ?? Number.NaN)
  if (c.req.query('done') !== 'replayed' || !Number.isInteger(count)) return nothing
  const more = c.req.query('more') === 'true' ? ' There are others: send again from a later time.' : ''
  return html`<p class="notice">${count} ${count === 1 ? 'delivery goes' : 'deliveries go'} out again.${more}</p>`
}

async function sendTest(c: Context<ConsoleEnv>) {
  const key = typedIn(await c.req.formData()).text('key') || randomUUID()
  const sent = await c.var.api.send<DeliveryResource>('POST', `/webhooks/${idOf(c)}/test`, undefined, { key })
  return sent.ok ? went(c, `webhooks/${idOf(c)}`, 'test-sent') : showWebhook(c, { refused: sent })
}

async function replayStretch(c: Context<ConsoleEnv>) {
  const typed = typedIn(await c.req.formData())
  const until = inUtc(typed.text('replay_until'))
  const body = {
    since: inUtc(typed.text('replay_since')),
    ...(until === '' ? {} : { until }),
    status: typed.all('replay_status'),
  }
  const key = typed.text('key') || randomUUID()
  const sent = await c.var.api.send<{ replayed: number; more: boolean }>('POST', `/webhooks/${idOf(c)}/replay`, body, {
    key,
  })
  if (!sent.ok) return showWebhook(c, { refused: sent, typed })
  return went(c, `webhooks/${idOf(c)}`, 'replayed', { count: sent.body.replayed, more: sent.body.more })
}

async function showDelivery(c: Context<ConsoleEnv>, refused?: Refused) {
  const delivery = await c.var.api.get<DeliveryWithAttempts>(`/webhooks/${idOf(c)}/deliveries/${deliveryOf(c)}`)
  return showTab(c, {
    ...{ name: 'webhooks', title: 'Delivery', status: refused?.status ?? 200 },
    up: { href: `/console/settings/webhooks/${idOf(c)}`, text: 'The webhook' },
    content: html`${refused === undefined ? nothing : refusalNotice(refused)}${deliveryPage(c.var.person, delivery)}`,
  })
}

async function replayOne(c: Context<ConsoleEnv>) {
  const key = typedIn(await c.req.formData()).text('key') || randomUUID()
  const path = `webhooks/${idOf(c)}/deliveries/${deliveryOf(c)}`
  const sent = await c.var.api.send('POST', `/${path}/replay`, undefined, { key })
  return sent.ok ? went(c, path, 'replayed') : showDelivery(c, sent)
}
