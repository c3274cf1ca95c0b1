// GET /audit
import { z } from 'zod'
import { AuditEntryShape } from '#contracts/audit-entry.ts'
import { Uuid } from '#contracts/primitives.ts'
import { type FoundEntry, SUBJECT_KINDS } from '#domain/ports/audit-reader.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit, Since, Until } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { pick } from '../../lists/pick.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { AUDIT_COLUMNS, auditEntryResource, auditRow } from '../../resources/audit-entry-resource.ts'

const Query = z.strictObject({
  limit: Limit,
  cursor: Cursor,
  subject: Uuid.optional().describe('Whose trail'),
  subject_kind: z.enum(SUBJECT_KINDS).optional().describe('What kind of subject'),
  actor: z.string().min(1).max(500).optional().describe('The `sub` of who did it'),
  action: z
    .string()
    .regex(
      /^[a-z][a-z0-9_]*(\.[a-z0-9_]*)*$/,
      'must be an action such as `config.activated`, or `config.` for all of them',
    )
    .max(100)
    .optional()
    .describe('What was done; with a dot at the end, whatever begins so'),
  since: Since.optional(),
  until: Until.optional(),
})

const FoundShape = AuditEntryShape.extend({ subject_kind: z.enum(SUBJECT_KINDS).nullable() })

const foundResource = (entry: FoundEntry) => ({ ...auditEntryResource(entry), subject_kind: entry.subjectKind })

export const searchAudit = defineRoute<undefined, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/audit',
  name: 'searchAudit',
  tag: 'Audit',
  summary: 'Entries of all trails of the tenant, newest first, by who did what to what and when',
  description:
    'A page looks at ten thousand entries at most: it may be short, or empty, and still have a `next_cursor` to go on with. With scope ops the trails of all tenants, in the order in which they were written.',
  scopes: ['tenant:admin'],
  query: Query,
  answers: listAnswers(FoundShape, { ...EXAMPLES.entry, subject_kind: 'campaign' }),
  async run(call) {
    const { limit, cursor, subject, subject_kind: subjectKind, actor, action, since, until } = call.query
    const filter = pick({ subject, subjectKind, actor, action, since, until })
    const place = pick({ limit, cursor: positionOf(call, cursor) })
    const page = await call.ports.audit.search(call.caller.reader, filter, place)
    return listAnswer(call, page, {
      resource: foundResource,
      columns: [...AUDIT_COLUMNS, 'subject_kind'],
      row: entry => ({ ...auditRow(entry), subject_kind: entry.subjectKind }),
    })
  },
})
