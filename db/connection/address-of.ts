// A Postgres URL taken apart: what the client of ours must not pass on to the server, and what it would not do by itself.
import { readFileSync } from 'node:fs'
import { type ConnectionOptions, checkServerIdentity } from 'node:tls'

export interface Address {
  /** Without the parameters that are answered here. */
  url: string
  ssl: false | ConnectionOptions
  /** Behind it connections change from transaction to transaction: `?pooler=transaction`. */
  pooled: boolean
}

/** Not `allow` and `prefer`, which leave it to whoever answers whether anything is secret. */
const MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const

/**
 * `sslmode`, `sslrootcert`, `sslcert`, `sslkey` as libpq understands them: `verify-full` alone makes sure who is there,
 * `verify-ca` that it is one of a CA's, and `require` does as much as `verify-ca` where a root certificate is named.
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION
 * @throws TypeError in words for what it can't do
 */
export function addressOf(address: string): Address {
  const url = new URL(address)
  const take = (name: string) => {
    const value = url.searchParams.get(name) ?? undefined
    url.searchParams.delete(name)
    return value
  }
  const pooler = take('pooler')
  if (pooler !== undefined && pooler !== 'transaction' && pooler !== 'session')
    throw new TypeError(`pooler=${pooler} in a Postgres URL: transaction or session`)
  const rootCert = take('sslrootcert')
  const mode = take('sslmode') ?? (rootCert === 'system' ? 'verify-full' : 'disable')
  if (!isMode(mode)) throw new TypeError(`sslmode=${mode} in a Postgres URL: one of ${MODES.join(', ')}`)
  const files = { ca: rootCert === 'system' ? undefined : rootCert, cert: take('sslcert'), key: take('sslkey') }
  return { url: url.href, ssl: sslOf(mode, url.hostname, files), pooled: pooler === 'transaction' }
}

type Files = Record<'ca' | 'cert' | 'key', string | undefined>

function sslOf(mode: (typeof MODES)[number], hostname: string, files: Files): Address['ssl'] {
  if (mode === 'disable') return false
  const verifies = mode === 'verify-full' || mode === 'verify-ca' || (mode === 'require' && files.ca !== undefined)
  const named = Object.entries(files).flatMap(([name, path]) => (path === undefined ? [] : [[name, readPem(path)]]))
  if (!verifies) return { ...Object.fromEntries(named), rejectUnauthorized: false }
  const host = hostname.replace(/^\[|\]$/g, '')
  return {
    ...Object.fromEntries(named),
    rejectUnauthorized: true,
    // TLS is given a socket, and does not know by it whom it was to reach.
    checkServerIdentity: (_, certificate) =>
      mode === 'verify-full' ? checkServerIdentity(host, certificate) : undefined,
  }
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new TypeError(`a certificate in a Postgres URL: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function isMode(mode: string): mode is (typeof MODES)[number] {
  return (MODES as readonly string[]).includes(mode)
}
