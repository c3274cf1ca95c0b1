// Where adapters get credentials from: the place that an account names, else the default of the setting.
import { type CredentialsRef, credentialsRef } from '#domain/action/credentials-ref.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import { type CredentialSource, CredentialsRefused } from '#domain/ports/credential-source.ts'
import { createKeptSecrets, type GetSecret } from './create-kept-secrets.ts'
import { createSecretFiles } from './create-secret-files.ts'
import { emulatedCredentials } from './emulated-credentials.ts'
import { parseSecret } from './parse-secret.ts'

export interface CredentialSourceOptions {
  /** Only its MANDATE_CRED_* are read. */
  env: Readonly<Record<string, string | undefined>>
  /** Whether the platforms are emulated: then an account that names no place has the credentials of its name. */
  emulated: boolean
  /** The folder from which `file:` may read; absent: from none. */
  filesUnder?: string
  /** Asks the store behind `aws:`; absent: there is none. */
  getSecret?: GetSecret
  /** How long what the store said is taken for current; default a minute. */
  cacheMs?: number
  /** Milliseconds since 1970. */
  now?: () => number
}

const DEFAULT_CACHE_MS = 60_000

/** No error of it names a secret, nor a place that is none: that may be a secret which somebody put in the wrong field. */
export function createCredentialSource(options: CredentialSourceOptions): CredentialSource {
  const readFile = createSecretFiles(options.filesUnder)
  const readKept = createKeptSecrets(options.getSecret, options.cacheMs ?? DEFAULT_CACHE_MS, options.now ?? Date.now)
  const read = async (ref: CredentialsRef, signal: AbortSignal): Promise<JsonObject | undefined> => {
    switch (ref.scheme) {
      case 'env':
        return fromEnvironment(options.env, ref.name)
      case 'file':
        return readFile(ref.path)
      case 'aws':
        return readKept(ref.secretId, signal)
      default:
        return ref satisfies never
    }
  }
  return {
    async credentialsOf(platform, account, signal) {
      signal.throwIfAborted()
      const { credentialsRef: text } = account
      const ref = text === undefined ? undefined : credentialsRef(text)
      if (text !== undefined && ref === undefined)
        throw new CredentialsRefused(`${account.account} at ${platform} names no place where credentials may lie`)
      const secret = ref && (await read(ref, signal))
      if (secret !== undefined && text !== undefined) return boundTo(account.tenantId, secret, text, options.emulated)
      // A developer's machine goes without; elsewhere nothing is made up.
      if (options.emulated) return emulatedCredentials(platform, account)
      throw new CredentialsRefused(
        text === undefined
          ? `no credentials are configured for ${account.account} at ${platform}`
          : `${text} is not set`,
      )
    },
  }
}

/** Other variables are the system's own: an admin who chooses the name must not be able to read DATABASE_URL. */
const OURS = /^MANDATE_CRED_/

function fromEnvironment(env: CredentialSourceOptions['env'], name: string): JsonObject | undefined {
  const value = OURS.test(name) ? env[name] : undefined
  return value === undefined ? undefined : parseSecret(value, `env:${name}`)
}

/** A reference is only a name, which another tenant's admin could write as well: the secret itself says whose it is. */
function boundTo(tenantId: string, { tenant_id: owner, ...secret }: JsonObject, ref: string, isEmulated: boolean) {
  if (owner === tenantId || (owner === undefined && isEmulated)) return secret
  throw new CredentialsRefused(`what lies in ${ref} does not say that it is this tenant's (tenant_id)`)
}
