// Makes the stored bytes of a checkpoint.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { SigningKey } from '../key/signing-key.ts'
import type { Checkpoint } from './checkpoint.ts'

export interface SealedCheckpoint {
  checkpoint: Checkpoint
  bytes: Uint8Array
  /** Hex, of the bytes. */
  sha256: string
}

/**
 * `{"checkpoint":…,"signature":"…"}`: the signature (Ed25519, base64url) is over exactly the bytes between `"checkpoint":` and
 * `,"signature"`, which are the checkpoint's canonical JSON (RFC 8785), so that no verifier has to write JSON.
 */
export function sealCheckpoint(unsigned: Omit<Checkpoint, 'key_id'>, key: SigningKey): SealedCheckpoint {
  const checkpoint = { ...unsigned, key_id: key.public.kid }
  const signed = canonicalize(checkpoint)
  if (signed === undefined) throw new TypeError('a checkpoint has no canonical form')
  const signature = key.sign(Buffer.from(signed))
  const bytes = Buffer.from(`${BEFORE_SIGNED}${signed}${AFTER_SIGNED}${signature}"}`)
  return { checkpoint, bytes, sha256: sha256Of(bytes) }
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const BEFORE_SIGNED = '{"checkpoint":'
export const AFTER_SIGNED = ',"signature":"'
