// GET /accounts
import { z } from 'zod'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { pick } from '../../lists/pick.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { ACCOUNT_COLUMNS, AccountResource, accountResource, accountRow } from '../../resources/account-resource.ts'

const Query = z.strictObject({ limit: Limit, cursor: Cursor })

export const listAccounts = defineRoute<undefined, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/accounts',
  name: 'listAccounts',
  tag: 'Accounts',
  summary: 'The platform accounts of the tenant',
  scopes: ['tenant:admin'],
  query: Query,
  answers: listAnswers(AccountResource, EXAMPLES.account),
  async run(call) {
    const { limit, cursor } = call.query
    const page = await call.ports.actions.accounts(call.caller.reader, pick({ limit, after: positionOf(call, cursor) }))
    return listAnswer(call, page, { resource: accountResource, columns: ACCOUNT_COLUMNS, row: accountRow })
  },
})
