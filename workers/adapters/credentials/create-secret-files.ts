// Credentials in files, each read again when it has changed.
import { readFile, realpath, stat } from 'node:fs/promises'
import { sep } from 'node:path'
import type { JsonObject } from '#domain/audit-entry.ts'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import { parseSecret } from './parse-secret.ts'

const MAX_BYTES = 1024 * 1024
/** Whoever mends the account mends these; any other failure of a disk may pass. */
const NOT_THERE: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EISDIR', 'ELOOP', 'ENAMETOOLONG']

/**
 * @param folder nothing outside is read, wherever links lead; undefined: nothing is
 * @returns reads one file; throws CredentialsRefused when there is none that may be read
 */
export function createSecretFiles(folder: string | undefined): (path: string) => Promise<JsonObject> {
  const read = new Map<string, { version: string; secret: JsonObject }>()
  return async path => {
    if (folder === undefined) throw new CredentialsRefused('no folder is set from which credentials may be read')
    try {
      const real = await realpath(path)
      if (!real.startsWith(`${await realpath(folder)}${sep}`))
        throw new CredentialsRefused('the file of these credentials lies outside of the folder for them')
      const { mtimeNs, size, ino } = await stat(real, { bigint: true })
      const version = `${mtimeNs} ${size} ${ino}`
      const known = read.get(real)
      if (known?.version === version) return known.secret
      if (size > MAX_BYTES) throw new CredentialsRefused(`file:${path} is too large for credentials`)
      const secret = parseSecret(await readFile(real, 'utf8'), `file:${path}`)
      read.set(real, { version, secret })
      return secret
    } catch (error) {
      if (error instanceof Error && 'code' in error && NOT_THERE.includes(error.code))
        throw new CredentialsRefused(`file:${path} can't be read: ${error.code}`)
      throw error
    }
  }
}
