import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'

/** The Redis program of this machine: `redis-server` or `valkey-server`, first on the PATH, then where packagers put it. */
export function findRedis(path: string): string {
  const folders = [...path.split(':'), '/usr/bin', '/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin', '/opt/local/bin']
  for (const name of ['redis-server', 'valkey-server']) {
    const found = folders
      .filter(Boolean)
      .map(folder => join(folder, name))
      .find(isExecutable)
    if (found) return found
  }
  throw new Error(
    'no redis-server or valkey-server on this machine: install one (`sh dev/setup.sh` does it on Debian and Ubuntu) or set REDIS_URL',
  )
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Not there or not for us: the next place is looked at.
    return false
  }
}
