// A new campaign by a form.
import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { Problem } from '#contracts/problem.ts'
import type { Api } from '../../../http/api.ts'
import { isPartial } from '../../../http/is-partial.ts'
import { page } from '../../../parts/page.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import { type ConsoleEnv, mayLook, type Person } from '../../../person.ts'
import { went } from '../went.ts'
import { changedRows, fieldsOf, NOTHING_TYPED, requestOf } from './campaign-fields.ts'
import { campaignForm, type FormParts } from './campaign-form.ts'

export function createRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/new', c => answer(c, { typed: NOTHING_TYPED, key: randomUUID() }))
  app.post('/new', create)
  return app
}

async function create(c: Context<ConsoleEnv>) {
  const { api, person } = c.var
  const form = await c.req.formData()
  const typed = fieldsOf(form)
  const key = String(form.get('key') ?? randomUUID())
  const changed = changedRows(typed, String(form.get('do') ?? ''))
  if (changed !== undefined) return answer(c, { typed: changed, key })
  const { body, wrong } = requestOf(typed)
  if (wrong.length > 0) {
    const problem = { detail: 'Nothing was created: see the field that is marked.', errors: wrong } as Problem // as far as the form reads it
    return answer(c, { typed, key, problem, said: notice(problem.detail) }, 422)
  }
  const sent = await api.send<CampaignPayload>('POST', '/campaigns', { tenant_id: person.tenantId, ...body }, { key })
  // What was refused may be asked anew under another key: the old one has its answer.
  if (!sent.ok)
    return answer(c, { typed, key: randomUUID(), problem: sent.problem, said: refusalNotice(sent) }, sent.status)
  const { campaign_id: id } = sent.body
  if (!typed.start) return went(c, id, 'created')
  const started = await api.send('POST', `/campaigns/${id}/start`, undefined, { key: `${key}-start` })
  return went(c, id, started.ok ? 'created-started' : 'created-only')
}

const notice = (text: string) =>
  html`<div class="notice bad" role="alert"><p><strong>Not done.</strong> ${text}</p></div>`

type Drawn = Omit<FormParts, 'person' | 'accounts'>

async function answer(c: Context<ConsoleEnv>, drawn: Drawn, status = 200): Promise<Response> {
  const { person, api } = c.var
  const form = campaignForm({ person, accounts: await accountsOf(api, person), ...drawn })
  if (isPartial(c)) return c.html(form, status as ContentfulStatusCode)
  const content = html`<p><a href="/console/campaigns">Campaigns</a></p><h1>New campaign</h1>${form}`
  return c.html(page(person, { title: 'New campaign', section: 'campaigns', content }), status as ContentfulStatusCode)
}

/** Whoever may not look at accounts types the name. */
async function accountsOf(api: Api, person: Person): Promise<string[]> {
  if (!mayLook(person, 'tenant:admin')) return []
  const found = await api.look<{ data: { account: string }[] }>('/accounts', { limit: 200 })
  return found.ok ? [...new Set(found.body.data.map(({ account }) => account))] : []
}
