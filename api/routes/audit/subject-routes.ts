// The three routes that campaigns, actions and sessions have alike: its trail, its events, and why it stands as it does.
import { z } from 'zod'
import { AuditEntryShape } from '#contracts/audit-entry.ts'
import type { Caller, Scope } from '../../auth/caller.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { json } from '../../pipeline/answer.ts'
import type { Ports } from '../../pipeline/ports.ts'
import { type AnyRoute, defineRoute } from '../../pipeline/route.ts'
import { AUDIT_COLUMNS, auditEntryResource, auditRow } from '../../resources/audit-entry-resource.ts'
import { eventStream } from '../../waiting/event-stream.ts'
import { Why } from '../../why/why.ts'

export interface SubjectRoutes<W> {
  noun: 'Campaign' | 'Action' | 'Session'
  path: string
  scopes: readonly Scope[]
  waits: (ports: Ports, caller: Caller, id: string) => Promise<W | undefined>
  idOf: (waits: W) => string
  why: (waits: W, now: Date) => Why
}

const AuditQuery = z.strictObject({ limit: Limit, cursor: Cursor })

export function subjectRoutes<W>({ noun, path, scopes, waits, idOf, why }: SubjectRoutes<W>): {
  audit: AnyRoute
  events: AnyRoute
  why: AnyRoute
} {
  const common = { method: 'get', tag: `${noun}s`, scopes, subject: waits } as const
  return {
    audit: defineRoute<W, undefined, z.output<typeof AuditQuery>>({
      ...common,
      path: `${path}/audit`,
      name: `audit${noun}`,
      summary: 'Its trail: everything that happened, hash-chained',
      query: AuditQuery,
      answers: listAnswers(AuditEntryShape, noun === 'Session' ? EXAMPLES.sessionEntry : EXAMPLES.entry),
      async run(call) {
        const { limit, cursor } = call.query
        const after = Number(positionOf(call, cursor) ?? 0)
        const found = (await call.ports.audit.entries(call.caller.reader, idOf(call.subject), after, limit + 1)) ?? []
        const items = found.slice(0, limit)
        const last = found.length > limit ? items.at(-1) : undefined
        const page = last === undefined ? { items } : { items, next: String(last.seq) }
        return listAnswer(call, page, { resource: auditEntryResource, columns: AUDIT_COLUMNS, row: auditRow })
      },
    }),
    events: defineRoute<W>({
      ...common,
      path: `${path}/events`,
      name: `events${noun}`,
      summary: 'Its trail as server-sent events',
      description:
        '`id` is the seq, `event` the action, `data` the entry. `Last-Event-ID` replays what came after it; the stream ends when the subject is final.',
      answers: [
        { status: 200, description: 'A stream', mediaTypes: { 'text/event-stream': 'Entries as they happen' } },
      ],
      run: call => eventStream(call, idOf(call.subject)),
    }),
    why: defineRoute<W>({
      ...common,
      path: `${path}/why`,
      name: `why${noun}`,
      summary: 'Why it stands where it stands',
      answers: [
        {
          status: 200,
          description: 'What it waits for',
          schema: Why,
          example: noun === 'Session' ? EXAMPLES.sessionWhy : EXAMPLES.why,
        },
      ],
      run: call => json(200, why(call.subject, new Date())),
    }),
  }
}
