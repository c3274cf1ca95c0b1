// GET /session/{id}/blocks
import { z } from 'zod'
import { SessionBlock } from '#contracts/session-block.ts'
import type { SessionView } from '#domain/ports/session-ledger.ts'
import { AUDIO_LINK_TTL_S, sessionBlocks } from '#queues/session/session-blocks.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { viewedSession } from '../../session/owned-session.ts'

const Query = z.strictObject({
  limit: Limit,
  cursor: Cursor,
  after: z
    .string()
    .regex(/^\d{1,8}$/, 'must be a whole number')
    .transform(Number)
    .default(0)
    .describe('Only what follows the chunk of this sequence number'),
})
const COLUMNS = ['sequence_id', 'type', 'status', 'speaker_id', 'topic', 'client_time', 'text'] as const

export const listBlocks = defineRoute<SessionView, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/session/{id}/blocks',
  name: 'listBlocks',
  tag: 'Sessions',
  summary: 'What was said, in its order',
  description:
    'A page has the blocks of `limit` chunks, the first of them behind chunk `after`; a SYSTEM_NOTE stands between two of them. What is restricted has no text without the scope `sessions:restricted`.',
  scopes: ['sessions:read'],
  subject: viewedSession,
  query: Query,
  answers: listAnswers(SessionBlock, EXAMPLES.block),
  async run(call) {
    const { caller, ports, subject } = call
    const { limit, cursor } = call.query
    const after = Number(positionOf(call, cursor) ?? call.query.after)
    const found = await ports.sessions.stretch(caller.reader, subject.session.id, { after, limit: limit + 1 })
    const chunks = found.chunks.slice(0, limit)
    const last = found.chunks.length > limit ? chunks.at(-1) : undefined
    const items = await sessionBlocks({
      ...{ ...found, chunks, after, isLast: last === undefined, zone: subject.clientTimezone },
      seesRestricted: caller.scopes.has('sessions:restricted'),
      linkTo: key => ports.store.presignGet(key, AUDIO_LINK_TTL_S),
    })
    const page = last === undefined ? { items } : { items, next: String(last.sequenceId) }
    return listAnswer(call, page, { resource: block => block, columns: COLUMNS, row: block => block })
  },
})
