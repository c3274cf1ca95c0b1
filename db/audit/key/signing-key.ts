// The private key that signs checkpoints: only workers have it.
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { MandateError } from '#domain/errors.ts'
import type { PublicKey } from './public-key.ts'

export interface SigningKey {
  public: PublicKey
  /** Ed25519 (RFC 8032), base64url. */
  sign(bytes: Uint8Array): string
}

/**
 * @param text a private Ed25519 key, as PEM (PKCS #8) or JWK
 * @throws MandateError INTERNAL when it is something else; the text is not repeated
 */
export async function readSigningKey(text: string): Promise<SigningKey> {
  const key = privateKey(text)
  const { kty, crv, x } = createPublicKey(key).export({ format: 'jwk' })
  if (kty !== 'OKP' || crv !== 'Ed25519' || x === undefined) throw unusable()
  const kid = await calculateJwkThumbprint({ kty, crv, x })
  return {
    public: { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' },
    sign: bytes => sign(null, bytes, key).toString('base64url'),
  }
}

function privateKey(text: string): KeyObject {
  try {
    return text.trimStart().startsWith('{')
      ? createPrivateKey({ key: JSON.parse(text), format: 'jwk' })
      : createPrivateKey(text.replaceAll('\\n', '\n')) // one line is all that some secret stores allow
  } catch {
    throw unusable() // the cause might show the key
  }
}

const unusable = () => new MandateError('INTERNAL', 'the signing key is not a private Ed25519 key as PEM or JWK')
