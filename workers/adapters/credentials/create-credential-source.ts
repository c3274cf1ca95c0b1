// Where adapters get credentials from: the place that an account names, else the default of the setting.
import { credentialsRef } from '#domain/action/credentials-ref.ts'
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
  return {
    async credentialsOf(platform, account, signal) {
      signal.throwIfAborted()
      if (account.credentialsRef === undefined) {
        if (options.emulated) return emulatedCredentials(platform, account)
        throw new CredentialsRefused(`no credentials are configured for ${account.account} at ${platform}`)
      }
      const ref = credentialsRef(account.credentialsRef)
      if (ref === undefined)
        throw new CredentialsRefused(`${account.account} at ${platform} names no place where credentials may lie`)
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
    },
  }
}

function fromEnvironment(env: CredentialSourceOptions['env'], name: string): JsonObject {
  const text = env[name]
  if (text === undefined) throw new CredentialsRefused(`env:${name} is not set`)
  return parseSecret(text, `env:${name}`)
}
