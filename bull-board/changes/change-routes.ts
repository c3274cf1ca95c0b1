// GET /board/changes: what operators changed here and what was refused, out of the trail of operations.
import { Hono } from 'hono'
import { html } from 'hono/html'
import { z } from 'zod'
import type { AuditEntry } from '#domain/audit-entry.ts'
import type { OperationsLedger } from '#domain/ports/operations-ledger.ts'
import type { BoardEnv } from '../auth/operator.ts'
import { problem } from '../http/problem.ts'
import { wantsPage } from '../http/wants-page.ts'
import { whileLedgerAnswers } from '../http/while-ledger-answers.ts'
import { type BoardFrame, boardPage } from '../pages/board-page.ts'
import { type Cell, table, time } from '../pages/table.ts'

const PAGE = 50
const Before = z.coerce.number().int().min(1).max(2_147_483_647).optional()

export function changeRoutes(notes: OperationsLedger['notes'], frame: BoardFrame): Hono<BoardEnv> {
  const app = new Hono<BoardEnv>()
  app.get('/', async c => {
    const before = Before.safeParse(c.req.query('before'))
    if (!before.success) return problem(c, 400, 'before: is not the seq of an entry')
    const found = await whileLedgerAnswers(notes(before.data, PAGE + 1))
    const entries = found.slice(0, PAGE)
    const next = found.length > PAGE ? entries.at(-1)?.seq : undefined
    c.header('cache-control', 'no-store')
    if (!wantsPage(c)) return c.json({ entries, ...(next === undefined ? {} : { next_before: next }) })
    return c.html(boardPage('Changes', content(entries, next, frame), { ...frame, here: '/board/changes' }))
  })
  return app
}

function content(entries: readonly AuditEntry[], next: number | undefined, { apiUrl }: BoardFrame) {
  if (entries.length === 0) return html`<p>Nothing was changed here yet.</p>`
  const subject = entries[0]?.subject ?? ''
  return html`<p class="lead">Each change stands here before it is made, and again with its outcome. One without an outcome was cut off: it may
      have been made. The trail is hash-chained and signed; its subject is <a href="${apiUrl}/api/v1/audit/verify?subject=${subject}"><code>${subject}</code></a>.</p>
    ${table('Changes, the newest first', ['When', 'What', 'Of', 'By', 'Seq', 'Request'], entries.map(cellsOf))}
    ${next === undefined ? '' : html`<p><a class="button" href="/board/changes?before=${next}">Earlier</a></p>`}`
}

function cellsOf({ seq, at, actor, action, details }: AuditEntry): Cell[] {
  const { id, change, queue, job, state, why, values, path } = details
  const of = [queue, job, path].filter(part => typeof part === 'string')
  return [
    time(at),
    html`<strong>${String(change)}</strong> ${action.replace('board.change_', '')}${typeof why === 'string' ? html`<br />${why}` : ''}`,
    html`<code>${of.length === 0 ? 'every queue' : of.join(' ')}</code>${typeof state === 'string' ? html` ${state}` : ''}${values === undefined ? '' : html` <code>${JSON.stringify(values)}</code>`}`,
    `${actor.sub} (${actor.principal})`,
    seq,
    html`<code>${String(id).slice(0, 8)}</code>`,
  ]
}
