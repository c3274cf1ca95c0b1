// All campaigns of a list as one CSV file, page after page as the API gives them.
import type { Context } from 'hono'
import type { Problem } from '#contracts/problem.ts'
import { type Api, ApiRefusal, type Query } from '../../../http/api.ts'
import { queryString } from '../../../http/query-string.ts'
import type { ConsoleEnv } from '../../../person.ts'

/**
 * All of them, however many: a file that ends early would be taken for the whole.
 * @throws ApiRefusal before the first byte; a later one breaks the transfer off, so that the browser says that it failed
 */
export async function exportCsv(c: Context<ConsoleEnv>, query: Query): Promise<Response> {
  const { api } = c.var
  const first = await pageOf(api, query)
  let { next } = first
  const lines = new ReadableStream<string>({
    start(controller) {
      controller.enqueue(first.text)
    },
    // What it throws is the stream's error.
    async pull(controller) {
      if (next === null) return controller.close()
      const page = await pageOf(api, { ...query, cursor: next })
      next = page.next
      controller.enqueue(page.text.slice(page.text.indexOf('\n') + 1)) // its header line
    },
  })
  return c.body(lines.pipeThrough(new TextEncoderStream()), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="campaigns.csv"',
  })
}

async function pageOf(api: Api, query: Query): Promise<{ text: string; next: string | null }> {
  const answer = await api.raw(`/campaigns${queryString({ ...query, limit: 200 })}`, {
    headers: { accept: 'text/csv' },
  })
  if (!answer.ok) throw new ApiRefusal({ ok: false, status: answer.status, problem: (await answer.json()) as Problem })
  return { text: await answer.text(), next: answer.headers.get('x-next-cursor') }
}
