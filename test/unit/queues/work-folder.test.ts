import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openWorkFolder, sweepWorkFolders } from '#queues/work-folder.ts'

const left = (pid: number | string) => {
  const folder = mkdtempSync(join(tmpdir(), `mandate-upload-${pid}-`))
  writeFileSync(join(folder, 'file'), 'half')
  return folder
}

it('what killed processes left goes at the next start, and what the living have stays', async () => {
  const { pid: ended } = spawnSync(process.execPath, ['--version'])
  const [dead, former] = [left(ended ?? 0), left(process.pid)]
  const [living, others] = [left(process.ppid), left('of-somebody')]
  await sweepWorkFolders()
  expect([dead, former, living, others].map(folder => existsSync(folder))).toEqual([false, false, true, true])
  for (const folder of [living, others]) rmSync(folder, { recursive: true })
})

it('a folder goes with what it is for', async () => {
  const { path, remove } = await openWorkFolder('picture')
  expect(existsSync(path)).toBe(true)
  await remove()
  expect(existsSync(path)).toBe(false)
})
