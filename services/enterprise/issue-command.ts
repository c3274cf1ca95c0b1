// Issues a command: the exact body of `POST /actuator/execute` with its token, and the signature over these bytes.
import { createHmac, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import type { CommandReply, CommandRequest } from '#contracts/upstream/enterprise.ts'
import { governanceHash } from './governance-hash.ts'
import { objectionToAction } from './policy-verdict.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { TenantState } from './tenant-states.ts'

export interface CommandSettings {
  hmacKey: string
  ttlSeconds: number
  issuer: string
}

/** Why Enterprise will not command this; undefined when it will. */
export function refusalOf(request: CommandRequest, { state, registered }: TenantState): string | undefined {
  // Before a tenant has set policies there is nothing a hash could be out of date with; the actuator still compares it.
  if (registered && request.governance_hash !== governanceHash(state.policies)) {
    return `governance hash ${request.governance_hash} is not the active one`
  }
  return objectionToAction(state, request)
}

export async function issueCommand(
  request: CommandRequest,
  keys: SigningKeys,
  settings: CommandSettings,
  now: Date,
): Promise<Extract<CommandReply, { status: 'ISSUED' }>> {
  const { action_id, tenant_id, digest, platform, payload, governance_hash } = request
  const issuedAt = Math.floor(now.getTime() / 1000)
  const expiresAt = issuedAt + settings.ttlSeconds
  const { kid, key } = await keys.current()
  const command_token = await new SignJWT({ tenant_id, action_id, digest })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid })
    .setIssuer(settings.issuer)
    .setAudience('actuator')
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(key)
  const body = JSON.stringify({ action_id, platform, command_token, payload, governance_hash })
  const signature = `sha256=${createHmac('sha256', settings.hmacKey).update(body).digest('hex')}`
  return { status: 'ISSUED', body, signature, expires_at: new Date(expiresAt * 1000).toISOString() }
}
