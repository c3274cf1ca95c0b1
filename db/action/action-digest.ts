// What is approved: one digest over everything that will reach the platform.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { ActionPayload } from '#contracts/action.ts'

export interface DigestInput {
  actionId: string
  tenantId: string
  platform: string
  account: string
  /** As sent, no defaults added. */
  payload: ActionPayload
  governanceHash: string
  /** Hashes of the bytes behind `media_urls`, in their order. */
  mediaSha256: readonly string[]
}

/**
 * SHA-256 hex over the RFC 8785 canonical JSON of
 * `{action_id, tenant_id, platform, account, payload, governance_hash, media_sha256}` (CONTRACT section 4).
 */
export function actionDigest(input: DigestInput): string {
  return sha256Json({
    action_id: input.actionId,
    tenant_id: input.tenantId,
    platform: input.platform,
    account: input.account,
    payload: input.payload,
    governance_hash: input.governanceHash,
    media_sha256: input.mediaSha256,
  })
}

/** What makes two actions the same content: text, media, kind and what it replies to. */
export function contentFingerprint(payload: ActionPayload): string {
  return sha256Json({
    content_text: payload.content_text.normalize('NFC').trim(),
    media_urls: payload.media_urls ?? [],
    kind: payload.kind ?? 'post',
    reply_to: payload.reply_to ?? null,
  })
}

function sha256Json(value: object): string {
  const canonical = canonicalize(value)
  if (canonical === undefined) throw new TypeError('the value has no canonical form')
  return createHash('sha256').update(canonical).digest('hex')
}
