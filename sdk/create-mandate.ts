// The client: everything that the API does, under one name.
import type { MandateOptions } from './client/call-options.ts'
import { type Caller, createCaller } from './client/create-caller.ts'
import { actions } from './resources/actions.ts'
import { audit } from './resources/audit.ts'
import { campaigns } from './resources/campaigns.ts'
import { sessions } from './resources/sessions.ts'
import { tenant } from './resources/tenant.ts'
import { webhooks } from './resources/webhooks.ts'

export type Mandate = Caller & {
  campaigns: ReturnType<typeof campaigns>
  actions: ReturnType<typeof actions>
  sessions: ReturnType<typeof sessions>
  audit: ReturnType<typeof audit>
  webhooks: ReturnType<typeof webhooks>
} & ReturnType<typeof tenant>

/** Nothing is connected or asked before the first call. */
export function createMandate(options: MandateOptions): Mandate {
  const caller = createCaller(options)
  return {
    ...caller,
    campaigns: campaigns(caller),
    actions: actions(caller),
    sessions: sessions(caller),
    audit: audit(caller),
    webhooks: webhooks(caller),
    ...tenant(caller),
  }
}
