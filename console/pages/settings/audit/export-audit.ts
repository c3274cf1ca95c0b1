// The trails since a time, as a file: streamed on as the API gives it.
import type { Context } from 'hono'
import type { Problem } from '#contracts/problem.ts'
import { ApiRefusal } from '../../../http/api.ts'
import { queryString } from '../../../http/query-string.ts'
import type { ConsoleEnv } from '../../../person.ts'
import { inUtc } from './search-form.ts'

const TYPES: Readonly<Record<string, string>> = { jsonl: 'application/jsonl', csv: 'text/csv' }

/** @throws ApiRefusal */
export async function exportAudit(c: Context<ConsoleEnv>): Promise<Response> {
  const format = c.req.query('format') === 'csv' ? 'csv' : 'jsonl'
  const since = inUtc(c.req.query('since')?.trim())
  const asked = await c.var.api.raw(`/audit/export${queryString({ since })}`, {
    headers: { accept: TYPES[format] ?? '*/*' },
    signal: c.req.raw.signal,
  })
  if (!asked.ok) throw new ApiRefusal({ ok: false, status: asked.status, problem: (await asked.json()) as Problem })
  const day = new Date().toISOString().slice(0, 10)
  return c.body(asked.body ?? '', 200, {
    'content-type': asked.headers.get('content-type') ?? 'application/octet-stream',
    'content-disposition': `attachment; filename="audit-${day}.${format}"`,
    'cache-control': 'no-store',
  })
}
