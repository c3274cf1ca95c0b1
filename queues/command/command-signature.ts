// The signature over the exact bytes of a command: HMAC-SHA256 under the key shared with enterprise.
import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether one of the keys signed these bytes; two are valid while they rotate.
 * @param signature `sha256=HEX`, of the header X-Command-Signature
 */
export function isSignedBy(keys: readonly string[], body: Uint8Array | string, signature: string | undefined): boolean {
  const hex = /^sha256=([0-9a-f]{64})$/i.exec(signature ?? '')?.[1]
  if (hex === undefined) return false
  const given = Buffer.from(hex, 'hex')
  // All keys are tried, so that the time says nothing about which one it was.
  return keys.map(key => timingSafeEqual(createHmac('sha256', key).update(body).digest(), given)).includes(true)
}
