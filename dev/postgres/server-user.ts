import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'

/** As whom Postgres runs: ourselves, or, when we are root (whom Postgres refuses), the user `postgres`. */
export interface ServerUser {
  readonly uid?: number
  readonly gid?: number
  /** Wraps a command so that it can reach all the paths. */
  wrap(
    command: string,
    args: readonly string[],
  ): { command: string; args: readonly string[]; uid?: number; gid?: number }
}

/**
 * `paths` are what the server must reach. In a clone under /root, or any directory of mode 700, the user `postgres` can't: then it gets
 * CAP_DAC_OVERRIDE and nothing else, through setpriv (util-linux). `no_setuid_fixup` is needed because access(2), which Postgres asks
 * about its own binary, drops capabilities otherwise (capabilities(7)).
 */
export function serverUser(paths: readonly string[]): ServerUser {
  if (process.getuid?.() !== 0) return { wrap: (command, args) => ({ command, args }) }
  const { uid, gid } = postgresIds()
  if (paths.every(path => isReachable(path, uid, gid))) {
    return { uid, gid, wrap: (command, args) => ({ command, args, uid, gid }) }
  }
  const caps = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup']
  const setpriv = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...caps]
  try {
    execFileSync('setpriv', [...setpriv, 'true'], { stdio: 'pipe' })
  } catch (cause) {
    const where = paths.filter(path => !isReachable(path, uid, gid)).join(' and ')
    const advice =
      'Clone into a directory that everybody may enter, start as another user than root, or set DATABASE_URL.'
    throw new Error(`Postgres must not run as root, and the user postgres can't reach ${where}. ${advice}`, { cause })
  }
  return { uid, gid, wrap: (command, args) => ({ command: 'setpriv', args: [...setpriv, command, ...args] }) }
}

function postgresIds(): { uid: number; gid: number } {
  try {
    return idsOf('postgres')
  } catch {
    // Nobody of that name yet: a plain system user without a login, as the distribution's own package makes it.
    execFileSync('groupadd', ['--system', '--force', 'postgres'], { stdio: 'pipe' })
    execFileSync(
      'useradd',
      ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', '-g', 'postgres', 'postgres'],
      {
        stdio: 'pipe',
      },
    )
    return idsOf('postgres')
  }
}

function idsOf(user: string): { uid: number; gid: number } {
  const ask = (flag: string) => Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'pipe'] }))
  return { uid: ask('-u'), gid: ask('-g') }
}

function isReachable(path: string, uid: number, gid: number): boolean {
  for (let at = dirname(path); ; at = dirname(at)) {
    const { mode, uid: owner, gid: group } = statSync(at)
    const needed = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
    if ((mode & needed) === 0) return false
    if (at === dirname(at)) return true
  }
}
