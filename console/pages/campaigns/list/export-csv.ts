// All campaigns of a list as one CSV file, page after page as the API gives them.
import type { Context } from 'hono'
import { stream } from 'hono/streaming'
import type { Problem } from '#contracts/problem.ts'
import { type Api, ApiRefusal, type Query } from '../../../http/api.ts'
import { queryString } from '../../../http/query-string.ts'
import type { ConsoleEnv } from '../../../person.ts'

/** Of 200 lines each: what a spreadsheet opens gladly. */
const MOST_PAGES = 100

/** @throws ApiRefusal before the first byte; a later one cuts the file off, which the browser says */
export async function exportCsv(c: Context<ConsoleEnv>, query: Query): Promise<Response> {
  const { api } = c.var
  const first = await pageOf(api, query)
  c.header('content-type', 'text/csv; charset=utf-8')
  c.header('content-disposition', 'attachment; filename="campaigns.csv"')
  return stream(c, async out => {
    let page = first
    await out.write(page.text)
    for (let n = 1; n < MOST_PAGES && page.next !== null && !out.aborted; n += 1) {
      page = await pageOf(api, { ...query, cursor: page.next })
      await out.write(page.text.slice(page.text.indexOf('\n') + 1)) // its header line
    }
  })
}

async function pageOf(api: Api, query: Query): Promise<{ text: string; next: string | null }> {
  const answer = await api.raw(`/campaigns${queryString({ ...query, limit: 200 })}`, {
    headers: { accept: 'text/csv' },
  })
  if (!answer.ok) throw new ApiRefusal({ ok: false, status: answer.status, problem: (await answer.json()) as Problem })
  return { text: await answer.text(), next: answer.headers.get('x-next-cursor') }
}
