// Start, retry and cancel: each a form, in a dialog of the campaign's page or on a page of its own.
import type { Context } from 'hono'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { Refused } from '../../../http/api.ts'
import { isPartial } from '../../../http/is-partial.ts'
import { wrongAt } from '../../../parts/field.ts'
import type { Markup } from '../../../parts/markup.ts'
import { page } from '../../../parts/page.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { CAMPAIGN } from '../campaign-path.ts'
import { went } from '../went.ts'
import { cancelForm, retryForm, type Typed } from './command-bar.ts'
import { commandsOn } from './commands.ts'

type Ask = Context<ConsoleEnv, '/:id'>

export function commandRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.post(`${CAMPAIGN}/start`, async c => {
    const id = c.req.param('id')
    const sent = await c.var.api.send<CampaignPayload>('POST', `/campaigns/${id}/start`)
    if (sent.ok) return went(c, id, 'started')
    const title = 'Not started'
    return refused(c, sent, title, html`${refusalNotice(sent)}`)
  })
  app.get(`${CAMPAIGN}/retry`, async c => c.html(whole(c, 'Retry', await drawRetry(c))))
  app.post(`${CAMPAIGN}/retry`, async c => {
    const typed = await typedIn(c)
    const body = typed.from_stage === undefined ? {} : { from_stage: typed.from_stage }
    const sent = await c.var.api.send<CampaignPayload>('POST', `/campaigns/${c.req.param('id')}/retry`, body)
    return sent.ok ? went(c, c.req.param('id'), 'retried') : refused(c, sent, 'Retry', await drawRetry(c, typed, sent))
  })
  app.get(`${CAMPAIGN}/cancel`, async c => c.html(whole(c, 'Cancel', await drawCancel(c))))
  app.post(`${CAMPAIGN}/cancel`, async c => {
    const typed = await typedIn(c)
    const body = { reason: typed.reason ?? '' }
    const sent = await c.var.api.send<CampaignPayload>('POST', `/campaigns/${c.req.param('id')}/cancel`, body)
    return sent.ok
      ? went(c, c.req.param('id'), 'cancelled')
      : refused(c, sent, 'Cancel', await drawCancel(c, typed, sent))
  })
  return app
}

async function typedIn(c: Ask): Promise<Typed> {
  const { from_stage, reason } = await c.req.parseBody()
  return {
    ...(typeof from_stage === 'string' && from_stage !== '' ? { from_stage } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
  }
}

async function drawRetry(c: Ask, typed?: Typed, sent?: Refused): Promise<Markup> {
  const payload = await c.var.api.get<CampaignPayload>(`/campaigns/${c.req.param('id')}`)
  const { retryFrom } = commandsOn(payload, c.var.person)
  const said = sent && html`${refusalNotice(sent)}${INSTEAD[sent.problem.code] ?? ''}`
  if (retryFrom.length > 0) return retryForm(payload, retryFrom, c.var.person, typed, said)
  return html`<div id="retry-form">${said ?? html`<p>It can't be retried as it stands.</p>`}${back(payload)}</div>`
}

/** What a person can do where a retry is refused. */
const INSTEAD: Readonly<Record<string, Markup>> = {
  RETRIES_EXHAUSTED: html`<p>All its retries are used. Create a new campaign if it is still wanted.</p>`,
  ALREADY_PUBLISHED: html`<p>Something of it is published, or may be: choose Publish or a later stage, so that nobody reads it twice.</p>`,
}

async function drawCancel(c: Ask, typed?: Typed, sent?: Refused): Promise<Markup> {
  const payload = await c.var.api.get<CampaignPayload>(`/campaigns/${c.req.param('id')}`)
  const said = sent && refusalNotice(sent)
  if (commandsOn(payload, c.var.person).cancel)
    return cancelForm(payload, c.var.person, typed, said, wrongAt(sent?.problem, '/reason'))
  return html`<div id="cancel-form">${said ?? html`<p>It can't be cancelled as it stands.</p>`}${back(payload)}</div>`
}

const back = ({ campaign_id }: CampaignPayload) =>
  html`<p><a class="button" href="/console/campaigns/${campaign_id}">Back to the campaign</a></p>`

function refused(c: Ask | Context<ConsoleEnv>, { status }: Refused, title: string, drawn: Markup) {
  return c.html(isPartial(c) ? drawn : whole(c, title, drawn), status as ContentfulStatusCode)
}

function whole(c: Ask | Context<ConsoleEnv>, title: string, content: Markup): Markup {
  const id = c.req.param('id') ?? ''
  return page(c.var.person, {
    ...{ title, section: 'campaigns' },
    content: html`<p><a href="/console/campaigns/${id}">Back to the campaign</a></p><h1>${title}</h1><div class="card">${content}</div>`,
  })
}
