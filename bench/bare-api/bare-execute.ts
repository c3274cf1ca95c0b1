// The route that /actuator/execute is compared with: the same parsing and the same cryptography, by the product's own code.
import type { Hono } from 'hono'
import { createCommandChecks } from '#api/actuator/create-command-checks.ts'
import { demandScope } from '#api/auth/caller.ts'
import type { Authenticate } from '#api/auth/create-authenticator.ts'
import { demandJson } from '#api/body/demand-json.ts'
import { parseJson } from '#api/body/parse-json.ts'
import { readBody } from '#api/body/read-body.ts'
import type { ActionPayload } from '#contracts/action.ts'
import { ExecuteRequest } from '#contracts/command.ts'
import { actionDigest } from '#db/action/action-digest.ts'
import { commandKeys } from '#queues/command/command-keys.ts'

export interface CommandSettings {
  hmacKey: string
  issuer: string
  jwksUrl: string
  /** Of every action: a command does not name it, the ledger does. */
  account: string
}

const LIMIT_BYTES = 1024 * 1024

export function bareExecute(app: Hono, authenticate: Authenticate, settings: CommandSettings): void {
  const { hmacKey, issuer, jwksUrl, account } = settings
  const checks = createCommandChecks({ hmacKeys: [hmacKey], issuer, keys: commandKeys(jwksUrl) })
  app.post('/api/v1/actuator/execute', async context => {
    const { tenantId, ...caller } = await authenticate(context.req.header('authorization'))
    demandScope({ tenantId, ...caller }, ['actuator:execute'], false)
    demandJson(context.req.header('content-type') ?? null)
    const bytes = await readBody(context.req.raw, LIMIT_BYTES)
    const raw = parseJson(bytes) as { payload: ActionPayload }
    const { action_id: actionId, platform, command_token, governance_hash } = ExecuteRequest.parse(raw)
    checks.demandSignature(bytes, context.req.header('x-command-signature'))
    const token = await checks.readToken(command_token, { tenantId, actionId })
    const sent = { actionId, tenantId, platform, account, payload: raw.payload, governanceHash: governance_hash }
    const accepted = actionDigest({ ...sent, mediaSha256: [] }) === token.digest
    return context.json({ action_id: actionId, status: 'QUEUED' }, accepted ? 202 : 403)
  })
}
