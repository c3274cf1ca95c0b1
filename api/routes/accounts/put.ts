// PUT /accounts/{platform}/{account}
import { AccountRequest } from '#contracts/actuator-settings.ts'
import { KINDS_OF_PLATFORM } from '#domain/action/account-kind.ts'
import { isCredentialsRef } from '#domain/action/credentials-ref.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import { accountInPath } from '../../accounts/account-in-path.ts'
import { invalid } from '../../body/input-errors.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { carriedBy } from '../../pipeline/carried-by.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { AccountResource, accountResource } from '../../resources/account-resource.ts'

export const putAccount = defineRoute<undefined, AccountRequest>({
  method: 'put',
  path: '/accounts/{platform}/{account}',
  name: 'putAccount',
  tag: 'Accounts',
  summary: 'Make or change a platform account of the tenant',
  description:
    'Its credentials are checked at once by a worker: see `authenticated_at`. One platform identity belongs to one tenant.',
  scopes: ['tenant:admin'],
  body: { schema: AccountRequest, required: true, limit: 'json', examples: { page: EXAMPLES.accountRequest } },
  answers: [
    { status: 200, description: 'Changed', schema: AccountResource, example: EXAMPLES.account },
    { status: 201, description: 'Made', schema: AccountResource, example: EXAMPLES.account },
  ],
  refusals: ['NOT_FOUND', 'ALREADY_EXISTS'],
  async run({ ports, caller, body, context, trace }) {
    const { platform, account } = accountInPath(context)
    const { kind, credentials_ref: credentialsRef, currency, limits } = body
    const kinds: readonly string[] = KINDS_OF_PLATFORM[platform]
    if (!kinds.includes(kind)) throw invalid([{ pointer: '/kind', detail: `must be one of ${kinds.join(', ')}` }])
    if (!isCredentialsRef(credentialsRef))
      throw invalid([{ pointer: '/credentials_ref', detail: 'must be env:NAME, file:/path or aws:SECRET_ID' }])
    const change = {
      ...{ platform, account, kind, credentialsRef },
      ...(currency === undefined ? {} : { currency }),
      ...(limits === undefined ? {} : { limits: limits as JsonObject }),
    }
    const { created } = await ports.accounts.put(caller.tenantId, change, caller.actor, carriedBy(trace))
    const view = await ports.accounts.view(caller.tenantId, platform, account)
    return json(created ? 201 : 200, view && accountResource(view))
  },
})
