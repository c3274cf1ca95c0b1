import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { takeInstanceLock } from '#dev/supervisor/instance-lock.ts'

/** Empties the folder of an earlier demo, ending first what a killed one left running in it. Throws AlreadyRunning. */
export async function clearDataDir(dir: string): Promise<void> {
  const lock = await takeInstanceLock(dir, 'a demo')
  try {
    const names = (await readdir(dir)).filter(name => name !== 'supervisor.json')
    await Promise.all(names.map(name => rm(join(dir, name), { recursive: true, force: true })))
  } finally {
    lock.release()
  }
}
