// Credentials in a store of secrets, each kept for a while, so that not every post asks for one.
import type { JsonObject } from '#domain/audit-entry.ts'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import { parseSecret } from './parse-secret.ts'

/**
 * The text of a secret, e.g. of AWS Secrets Manager.
 * Throws CredentialsRefused when there is none of this id, anything else when it could not be asked.
 */
export type GetSecret = (id: string, signal: AbortSignal) => Promise<string>

const ASK_TIMEOUT_MS = 5000

/** @param cacheMs how long a secret is taken for current. @returns reads one secret */
export function createKeptSecrets(
  getSecret: GetSecret | undefined,
  cacheMs: number,
  now: () => number,
): (id: string, signal: AbortSignal) => Promise<JsonObject> {
  const kept = new Map<string, { secret: JsonObject; untilMs: number }>()
  return async (id, signal) => {
    if (getSecret === undefined) throw new CredentialsRefused('no store of secrets is set up')
    const known = kept.get(id)
    if (known !== undefined && known.untilMs > now()) return known.secret
    const secret = parseSecret(await askInTime(getSecret, id, signal), `aws:${id}`)
    kept.set(id, { secret, untilMs: now() + cacheMs })
    return secret
  }
}

/** A store that does not heed the signal is left behind. */
async function askInTime(getSecret: GetSecret, id: string, signal: AbortSignal): Promise<string> {
  const late = new AbortController()
  const over = () => late.abort(new Error(`the store of secrets did not answer within ${ASK_TIMEOUT_MS} ms`))
  const timer = setTimeout(over, ASK_TIMEOUT_MS)
  const either = AbortSignal.any([signal, late.signal])
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  either.addEventListener('abort', () => reject(either.reason), { once: true })
  try {
    return await Promise.race([getSecret(id, either), aborted])
  } finally {
    clearTimeout(timer)
  }
}
