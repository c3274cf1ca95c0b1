// GET /actions
import { z } from 'zod'
import { ActionResource } from '#contracts/action.ts'
import { Platform, Uuid } from '#contracts/primitives.ts'
import { ACTION_STATUSES } from '#domain/action/action-status.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit, oneOrMore, Since, Until, YesNo } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { pick } from '../../lists/pick.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { ACTION_COLUMNS, actionResource, actionRow } from '../../resources/action-resource.ts'

const Query = z.strictObject({
  limit: Limit,
  cursor: Cursor,
  status: oneOrMore(ACTION_STATUSES).optional(),
  platform: Platform.optional(),
  campaign_id: Uuid.optional(),
  needs_human: YesNo.optional().describe('Nobody but a person can say what became of it'),
  proposed_by: z.string().min(1).max(300).optional().describe('The `sub` of whoever proposed it'),
  since: Since.optional(),
  until: Until.optional(),
})

export const listActions = defineRoute<undefined, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/actions',
  name: 'listActions',
  tag: 'Actions',
  summary: 'List actions, newest first',
  scopes: ['actions:read'],
  query: Query,
  answers: listAnswers(ActionResource, EXAMPLES.action),
  async run(call) {
    const { limit, cursor, campaign_id, needs_human, proposed_by, ...filter } = call.query
    const page = await call.ports.actions.list(
      call.caller.reader,
      pick({ ...filter, campaignId: campaign_id, needsHuman: needs_human, proposedBy: proposed_by }),
      pick({ limit, after: positionOf(call, cursor) }),
    )
    return listAnswer(call, page, { resource: actionResource, columns: ACTION_COLUMNS, row: actionRow })
  },
})
