// Folders that bytes pass through on their way. Whoever is killed leaves its own behind; the next process to start removes it.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface WorkFolder {
  path: string
  remove(): Promise<void>
}

/** @param what passes through, one word */
export async function openWorkFolder(what: string): Promise<WorkFolder> {
  const path = await mkdtemp(join(tmpdir(), `mandate-${what}-${process.pid}-`))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

const NAME = /^mandate-[a-z]+-(\d+)-\w{6}$/

/** To be called before this process has folders of its own: in a container that starts again, a former one had the same pid. */
export async function sweepWorkFolders(): Promise<void> {
  const folder = tmpdir()
  for (const name of await readdir(folder)) {
    const pid = Number(NAME.exec(name)?.[1] ?? Number.NaN)
    if (Number.isNaN(pid) || (pid !== process.pid && isAlive(pid))) continue
    // Another process may be at it as well, and a folder that is not ours to remove is nothing to fail for.
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

/** @see kill(2): EPERM is one of somebody else */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
