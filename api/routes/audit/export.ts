// GET /audit/export
import { z } from 'zod'
import type { AuditEntry } from '#domain/audit-entry.ts'
import { EXAMPLES } from '../../examples.ts'
import { wantsCsv } from '../../lists/list-answer.ts'
import { Since } from '../../lists/list-query.ts'
import { toCsv } from '../../lists/to-csv.ts'
import type { Call } from '../../pipeline/call.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { AUDIT_COLUMNS, auditEntryResource, auditRow } from '../../resources/audit-entry-resource.ts'

const Query = z.strictObject({ since: Since.default(new Date(0)) })
const PAGE = 1000

export const exportAudit = defineRoute<undefined, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/audit/export',
  name: 'exportAudit',
  tag: 'Audit',
  summary: 'All entries since a time',
  description: 'A stream in the order of time; `Accept: text/csv` gives rows.',
  scopes: ['tenant:admin'],
  query: Query,
  answers: [
    {
      status: 200,
      description: 'Entries, one a line',
      mediaTypes: { 'application/jsonl': JSON.stringify(EXAMPLES.entry), 'text/csv': 'The same as rows' },
    },
  ],
  async run(call) {
    const csv = wantsCsv(call)
    // The first page is read before the answer begins, so that a ledger that is away is still a 503.
    const first = await call.ports.audit.export(call.caller.reader, call.query.since, { limit: PAGE })
    const type = csv ? 'text/csv; charset=utf-8; header=present' : 'application/jsonl'
    const stream = ReadableStream.from(pages(call, first, csv)).pipeThrough(new TextEncoderStream())
    return new Response(stream, { headers: { 'content-type': type, 'cache-control': 'no-store' } })
  },
})

type ExportCall = Call<undefined, undefined, z.output<typeof Query>>
type ExportPage = Awaited<ReturnType<ExportCall['ports']['audit']['export']>>

async function* pages({ ports, caller, query }: ExportCall, first: ExportPage, csv: boolean): AsyncGenerator<string> {
  let page = first
  if (csv) yield toCsv(AUDIT_COLUMNS, [])
  for (;;) {
    if (page.items.length > 0) yield csv ? csvRows(page.items) : jsonLines(page.items)
    if (page.next === undefined) return
    page = await ports.audit.export(caller.reader, query.since, { limit: PAGE, cursor: page.next })
  }
}

function jsonLines(entries: AuditEntry[]): string {
  return entries.map(entry => `${JSON.stringify(auditEntryResource(entry))}\n`).join('')
}

function csvRows(entries: AuditEntry[]): string {
  const whole = toCsv(AUDIT_COLUMNS, entries.map(auditRow))
  return whole.slice(whole.indexOf('\r\n') + 2)
}
