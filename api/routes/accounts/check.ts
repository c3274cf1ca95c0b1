// POST /accounts/{platform}/{account}/check
import { MandateError } from '#domain/errors.ts'
import { accountInPath } from '../../accounts/account-in-path.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { carriedBy } from '../../pipeline/carried-by.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { AccountResource, accountResource } from '../../resources/account-resource.ts'

/** A worker asks the platform meanwhile. */
const PATIENCE_MS = 15_000

export const checkAccount = defineRoute({
  method: 'post',
  path: '/accounts/{platform}/{account}/check',
  name: 'checkAccount',
  tag: 'Accounts',
  summary: 'Have the credentials of an account checked',
  description:
    'A worker runs `authenticate`. Accepted credentials open the account again; refused ones close it, and its actions wait.',
  scopes: ['tenant:admin'],
  answers: [
    { status: 200, description: 'Checked', schema: AccountResource, example: EXAMPLES.account },
    {
      status: 202,
      description: 'The platform has not answered yet; it is asked again',
      schema: AccountResource,
      example: EXAMPLES.account,
      headers: { Location: 'Where accounts are', 'Retry-After': 'Seconds' },
    },
  ],
  refusals: ['NOT_FOUND'],
  async run({ ports, caller, context, trace }) {
    const { platform, account } = accountInPath(context)
    const id = await ports.accounts.check(caller.tenantId, platform, account, carriedBy(trace))
    if (id === undefined) throw new MandateError('NOT_FOUND', 'there is no such account')
    const done = await ports.waiting.until(id, ({ settled }) => settled, {
      timeoutMs: PATIENCE_MS,
      signal: context.req.raw.signal,
    })
    const view = await ports.accounts.view(caller.tenantId, platform, account)
    const resource = view && accountResource(view)
    return done === undefined
      ? json(202, resource, { location: '/api/v1/accounts', 'retry-after': '5' })
      : json(200, resource)
  },
})
