// GET /inbox
import { z } from 'zod'
import { INBOX_KINDS, InboxItem, InboxTotal } from '#contracts/inbox.ts'
import { AccountName, Platform, Uuid } from '#contracts/primitives.ts'
import { MandateError } from '#domain/errors.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { pick } from '../../lists/pick.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { INBOX_COLUMNS, inboxResource, inboxRow } from '../../resources/inbox-resource.ts'

const Query = z.strictObject({
  limit: Limit,
  cursor: Cursor,
  platform: Platform.optional(),
  account: AccountName.optional(),
  campaign_id: Uuid.optional(),
  kind: z.enum(INBOX_KINDS).optional().describe('Whether it goes out, or what became of it'),
  include: z
    .enum(['own'])
    .optional()
    .describe('`own`: as well what the caller proposed, edited or approved already, and so may not decide'),
})

/** As its positions are made: a moment to the microsecond, and an id. */
const POSITION = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const listInbox = defineRoute<undefined, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/inbox',
  name: 'listInbox',
  tag: 'Actions',
  summary: 'What waits for the caller, most urgent first',
  description:
    'Actions of the caller’s tenant that they may approve or reject, and those whose outcome a person has to tell. In the order of `decide_by`, which is `schedule_time` or `expires_at`, whichever is first; of the same moment, oldest first. Who may not decide finds nothing. Media that are still being fetched are `media_ready: false`. `total` counts up to 1000, and says so.',
  scopes: ['actions:read'],
  query: Query,
  answers: listAnswers(InboxItem, EXAMPLES.inboxItem, {
    shape: { total: InboxTotal },
    example: { total: { count: 1, exact: true } },
  }),
  async run(call) {
    const { caller, query } = call
    const { limit, cursor, platform, account, campaign_id: campaignId, kind } = query
    const after = positionOf(call, cursor)
    if (after !== undefined && !POSITION.test(after))
      throw new MandateError('VALIDATION_FAILED', 'the cursor does not belong to this list', {
        members: { errors: [{ pointer: '?cursor', detail: 'is not a cursor of this list with these filters' }] },
      })
    const { sub, principal } = caller.actor
    const decides = principal === 'human' && caller.scopes.has('actions:approve')
    const page = await call.ports.actions.inbox(
      // Ops sees other tenants, and decides nothing of theirs.
      { tenantId: caller.tenantId },
      pick({ sub, decides, own: query.include === 'own', platform, account, campaignId, kind }),
      pick({ limit, after }),
    )
    const shape = { resource: inboxResource(caller), columns: INBOX_COLUMNS, row: inboxRow }
    return listAnswer(call, page, shape, { total: page.total })
  },
})
