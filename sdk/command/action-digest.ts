// What people approve: one digest over everything that will reach the platform.
import canonicalize from 'canonicalize'
import { sha256Hex } from '../recording/sha256-hex.ts'
import type { Action } from '../resources/shapes.ts'

/** The members of an action that its digest is made of. */
export type DigestedAction = Pick<
  Action,
  'action_id' | 'tenant_id' | 'platform' | 'account' | 'payload' | 'governance_hash' | 'media_sha256'
>

/**
 * SHA-256 hex over the RFC 8785 canonical JSON of
 * `{action_id, tenant_id, platform, account, payload, governance_hash, media_sha256}`, the payload as it was sent.
 */
export async function actionDigest(action: DigestedAction): Promise<string> {
  const { action_id, tenant_id, platform, account, payload, governance_hash, media_sha256 = [] } = action
  const canonical = canonicalize({ action_id, tenant_id, platform, account, payload, governance_hash, media_sha256 })
  if (canonical === undefined) throw new TypeError('the action has no canonical form')
  return sha256Hex(canonical)
}
