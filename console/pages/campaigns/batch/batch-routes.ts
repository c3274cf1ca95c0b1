// Many campaigns from a CSV file: first what was understood, then, where the person says so, the campaigns.
import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Problem } from '#contracts/problem.ts'
import type { Api, Sent } from '../../../http/api.ts'
import { isPartial } from '../../../http/is-partial.ts'
import { queryString } from '../../../http/query-string.ts'
import type { Markup } from '../../../parts/markup.ts'
import { page } from '../../../parts/page.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { type BatchAnswer, batchResult, csvForm, understood } from './batch-page.ts'
import { SAMPLE_CSV } from './sample-csv.ts'

export function batchRoutes(): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  app.get('/batch', c => answer(c, csvForm({ person: c.var.person })))
  app.get('/batch/sample.csv', c =>
    c.body(SAMPLE_CSV, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="campaigns-sample.csv"',
    }),
  )
  app.post('/batch/preview', async c => {
    const { api, person } = c.var
    const csv = await csvOf(c)
    const sent = await sendCsv(api, csv, { dry_run: true })
    if (!sent.ok) return answer(c, csvForm({ person, csv, said: refusalNotice(sent) }), sent.status)
    return answer(c, understood({ person, csv, found: sent.body, key: randomUUID() }))
  })
  app.post('/batch', async c => {
    const { api, person } = c.var
    const form = await c.req.formData()
    const csv = await csvOf(c)
    if (form.get('do') === 'back') return answer(c, csvForm({ person, csv }))
    const start = form.get('start') === '1'
    const sent = await sendCsv(api, csv, { start }, String(form.get('key') ?? randomUUID()))
    if (!sent.ok) return answer(c, csvForm({ person, csv, said: refusalNotice(sent) }), sent.status)
    return answer(c, batchResult(sent.body, start))
  })
  return app
}

/** A file counts more than what stands in the field. */
async function csvOf(c: Context<ConsoleEnv>): Promise<string> {
  const form = await c.req.formData()
  const file = form.get('file')
  if (file instanceof File && file.size > 0) return file.text()
  return String(form.get('csv') ?? '')
}

async function sendCsv(
  api: Api,
  csv: string,
  query: { dry_run?: boolean; start?: boolean },
  key?: string,
): Promise<Sent<BatchAnswer>> {
  const answer = await api.raw(`/campaigns/batch${queryString(query)}`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'text/csv; charset=utf-8', 'content-length': String(Buffer.byteLength(csv)) },
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: csv,
  })
  const { status, headers } = answer
  if (!answer.ok) return { ok: false, status, problem: (await answer.json()) as Problem } // RFC 9457 everywhere
  return { ok: true, status, headers, body: (await answer.json()) as BatchAnswer }
}

function answer(c: Context<ConsoleEnv>, part: Markup, status = 200): Response | Promise<Response> {
  if (isPartial(c)) return c.html(part, status as ContentfulStatusCode)
  const content = html`<p><a href="/console/campaigns">Campaigns</a></p><h1>Campaigns from a file</h1>${part}`
  return c.html(
    page(c.var.person, { title: 'Campaigns from a file', section: 'campaigns', content }),
    status as ContentfulStatusCode,
  )
}
