// A command as enterprise signs it and the actuator takes it.
import { z } from 'zod'
import { ActionPayload } from './action.ts'
import { Platform, text, Uuid } from './primitives.ts'

/** `POST /actuator/execute` (seed 000). The signature is over its exact bytes. */
export const ExecuteRequest = z.strictObject({
  action_id: Uuid,
  platform: Platform,
  command_token: z.string().min(1).max(8192),
  payload: ActionPayload,
  governance_hash: text(200),
})
export type ExecuteRequest = z.infer<typeof ExecuteRequest>
