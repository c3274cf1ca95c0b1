// A command as an Enterprise signs it: the word that one approved action may run.
import { type CryptoKey, importJWK, type JWK, SignJWT } from 'jose'
import { hexOf } from '../recording/sha256-hex.ts'
import type { SignedCommand } from '../resources/actions.ts'
import type { Action } from '../resources/shapes.ts'
import { actionDigest } from './action-digest.ts'

export interface CommandToSign {
  /** As the API answers it, after its approval. */
  action: Action
  /** The private key whose public part stands at Enterprise's `/.well-known/jwks.json`: Ed25519, or P-256 with `alg: 'ES256'`. */
  key: CryptoKey | JWK
  /** Of that key in the key set; a JWK's own unless said. */
  kid?: string
  alg?: 'EdDSA' | 'ES256'
  /** `COMMAND_HMAC_KEY` of the actuator, at least 32 characters. */
  hmacKey: string
  /** `COMMAND_ISSUER` of the actuator; `mandate-enterprise` unless said. */
  issuer?: string
  /** How long the actuator may take it, at most 900, which is the default. */
  ttlSeconds?: number
  /** Unless said, a fresh one: two commands for one action are two. */
  jti?: string
}

const LONGEST_S = 900

/**
 * Signs what it has computed, never what it was told: the digest is made anew from the action.
 * @returns ready for `actions.execute`, or for `POST /api/v1/actuator/execute` with a bearer token of its own
 * @throws TypeError when the action's digest is not that of its content, or it has none yet
 */
export async function signCommand(command: CommandToSign): Promise<SignedCommand> {
  const { action, hmacKey, alg = 'EdDSA', issuer = 'mandate-enterprise', ttlSeconds = LONGEST_S } = command
  if (hmacKey.length < 32) throw new TypeError('the HMAC key has fewer than 32 characters')
  if (ttlSeconds <= 0 || ttlSeconds > LONGEST_S) throw new TypeError('a command is good for 1 to 900 seconds')
  const { action_id, tenant_id, platform, payload, governance_hash } = action
  const digest = await checkedDigest(action)
  const kid = command.kid ?? ('kid' in command.key ? command.key.kid : undefined)
  const issuedAt = Math.floor(Date.now() / 1000)
  const command_token = await new SignJWT({ tenant_id, action_id, digest })
    .setProtectedHeader({ alg, typ: 'JWT', ...(kid === undefined ? {} : { kid }) })
    .setIssuer(issuer)
    .setAudience('actuator')
    .setJti(command.jti ?? crypto.randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ttlSeconds)
    .sign(isJwk(command.key) ? await importJWK(command.key, alg) : command.key)
  const body = JSON.stringify({ action_id, platform, command_token, payload, governance_hash })
  const signature = `sha256=${await hmacHex(hmacKey, body)}`
  return { body, headers: { 'content-type': 'application/json', 'x-command-signature': signature } }
}

async function checkedDigest(action: Action): Promise<string> {
  if (action.digest === undefined) throw new TypeError('the action has no digest yet: its media are not ready')
  const digest = await actionDigest(action)
  if (digest !== action.digest) throw new TypeError('the digest of the action is not that of its content')
  return digest
}

const isJwk = (key: CryptoKey | JWK): key is JWK => 'kty' in key

async function hmacHex(key: string, text: string): Promise<string> {
  const encode = (value: string) => new TextEncoder().encode(value)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', encode(key), algorithm, false, ['sign'])
  return hexOf(new Uint8Array(await crypto.subtle.sign('HMAC', imported, encode(text))))
}
