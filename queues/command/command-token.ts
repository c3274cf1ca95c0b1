// The command token: enterprise's word that one action, of one tenant, with one digest, may run.
import { type CryptoKey, errors, exportJWK, importJWK, type JWK, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'

export interface CommandToken {
  jti: string
  /** What the command is for. */
  digest: string
  /** Public part of the key that signed it. */
  publicKey: JWK
}

/** The token is not one, or not for this: the message says what is wrong and no secret. */
export class CommandTokenInvalid extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.name = 'CommandTokenInvalid'
  }
}

export interface CommandTokenOptions {
  issuer: string
  tenantId: string
  actionId: string
  /** Milliseconds since 1970: when it came in. */
  atMs: number
}

const Claims = z.object({
  tenant_id: z.string(),
  action_id: z.string(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  jti: z.string().min(1).max(200),
  iat: z.number(),
  exp: z.number(),
})

/** CONTRACT section 4: `exp` at most 15 minutes after `iat`. */
const MAX_LIFE_S = 15 * 60
const CLOCK_TOLERANCE_S = 5

/**
 * @param keys enterprise's keys, or the one key that was kept with an accepted command
 * @throws CommandTokenInvalid; any other error when the keys can't be had just now
 */
export async function readCommandToken(
  token: string,
  keys: JWTVerifyGetKey,
  options: CommandTokenOptions,
): Promise<CommandToken> {
  const verified = await verify(token, keys, options)
  const claims = Claims.safeParse(verified.payload)
  if (!claims.success) throw new CommandTokenInvalid('the token lacks a claim of a command')
  const { tenant_id, action_id, digest, jti, iat, exp } = claims.data
  if (exp - iat > MAX_LIFE_S) throw new CommandTokenInvalid('the token lives longer than 15 minutes')
  if (iat > options.atMs / 1000 + CLOCK_TOLERANCE_S) throw new CommandTokenInvalid('the token is from the future')
  if (tenant_id.toLowerCase() !== options.tenantId) throw new CommandTokenInvalid('the token is for another tenant')
  if (action_id.toLowerCase() !== options.actionId) throw new CommandTokenInvalid('the token is for another action')
  return { jti, digest, publicKey: await publicJwk(verified.key) }
}

async function verify(token: string, keys: JWTVerifyGetKey, { issuer, atMs }: CommandTokenOptions) {
  try {
    return await jwtVerify(token, keys, {
      issuer,
      audience: 'actuator',
      algorithms: ['EdDSA', 'Ed25519', 'ES256'],
      requiredClaims: ['exp', 'iat', 'jti'],
      currentDate: new Date(atMs),
      clockTolerance: CLOCK_TOLERANCE_S,
    })
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) throw new CommandTokenInvalid('the token has expired', { cause })
    if (isAboutTheToken(cause)) throw new CommandTokenInvalid('the token is not valid', { cause })
    throw cause
  }
}

/** @returns keys that are this one alone, whatever the header says */
export function onlyKey(publicKey: JWK): JWTVerifyGetKey {
  return async header => importJWK(publicKey, header.alg)
}

const exported = new WeakMap<CryptoKey, Promise<JWK>>()

function publicJwk(key: CryptoKey | Uint8Array): Promise<JWK> {
  if (key instanceof Uint8Array) throw new CommandTokenInvalid('the token is not signed by a key pair')
  const found = exported.get(key) ?? exportJWK(key)
  exported.set(key, found)
  return found
}

/** Else the key set could not be had: a timeout, or an answer that is none. */
function isAboutTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  )
}
