// Enterprise's part in tests: a key pair of its own, and commands signed as enterprise signs them.
import { createHmac } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { v4 as uuid } from 'uuid'
import type { CommandReply, CommandRequest } from '#contracts/upstream/enterprise.ts'

export const HMAC_KEY = 'a-key-that-tests-share-with-enterprise'

export interface CommandSigner {
  jwks: { keys: object[] }
  /** @param other what is signed instead: claims of the token, members of the body */
  sign(request: CommandRequest, other?: SignOptions): Promise<Extract<CommandReply, { status: 'ISSUED' }>>
  /** A new key signs from now on; the former stays among the published ones. */
  rotate(): Promise<void>
}

export interface SignOptions {
  claims?: Record<string, unknown>
  body?: Record<string, unknown>
  hmacKey?: string
  ttlSeconds?: number
  issuer?: string
  audience?: string
  jti?: string
}

export async function createCommandSigner(): Promise<CommandSigner> {
  const pairs = [await newPair('key-1')]
  const jwks = { keys: pairs.map(pair => pair.jwk) as object[] }
  return {
    jwks,
    async rotate() {
      const pair = await newPair(`key-${pairs.length + 1}`)
      pairs.unshift(pair)
      jwks.keys.unshift(pair.jwk)
    },
    async sign({ action_id, tenant_id, digest, platform, payload, governance_hash }, other = {}) {
      const [pair] = pairs
      if (pair === undefined) throw new Error('there is a key from the start')
      const iat = Math.floor(Date.now() / 1000)
      const exp = iat + (other.ttlSeconds ?? 600)
      const command_token = await new SignJWT({ tenant_id, action_id, digest, ...other.claims })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: pair.kid })
        .setIssuer(other.issuer ?? 'mandate-enterprise')
        .setAudience(other.audience ?? 'actuator')
        .setJti(other.jti ?? uuid())
        .setIssuedAt(iat)
        .setExpirationTime(exp)
        .sign(pair.privateKey)
      const body = JSON.stringify({ action_id, platform, command_token, payload, governance_hash, ...other.body })
      const signature = `sha256=${createHmac('sha256', other.hmacKey ?? HMAC_KEY)
        .update(body)
        .digest('hex')}`
      return { status: 'ISSUED', body, signature, expires_at: new Date(exp * 1000).toISOString() }
    },
  }
}

async function newPair(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' })
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' } }
}
