import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { processIdentity } from '#dev/supervisor/process-identity.ts'

/**
 * Deals with the `postmaster.pid` that an earlier server left. A postmaster still serving this cluster is an orphan (whoever calls us holds
 * the data directory) and is stopped. A pid that now belongs to somebody else would make Postgres refuse for ever: it is replaced by one
 * that nobody can have, and the file stays, because by it Postgres finds backends that still hold the old shared memory.
 */
export async function clearStalePostmaster(clusterDir: string): Promise<void> {
  const pidPath = join(clusterDir, 'postmaster.pid')
  const pid = pidIn(pidPath)
  if (pid === undefined || processIdentity(pid) === undefined) return
  if (!commandLine(pid).includes(clusterDir)) {
    writeFileSync(pidPath, readFileSync(pidPath, 'utf8').replace(/^\d+/, String(nobodysPid)))
    return
  }
  process.kill(pid, 'SIGINT')
  if (await isGone(pid, 10_000)) return
  process.kill(pid, 'SIGQUIT')
  if (!(await isGone(pid, 5_000))) throw new Error(`an earlier Postgres (pid ${pid}) on ${clusterDir} does not stop`)
}

/** Above every kernel's pid_max. */
const nobodysPid = 2_147_483_646

function pidIn(path: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function commandLine(pid: number): string {
  if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
}

async function isGone(pid: number, withinMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += 50) {
    if (processIdentity(pid) === undefined) return true
    await delay(50)
  }
  return false
}
