// Prometheus' own checker: of this machine, or, on Debian, taken out of the distribution's package without installing it.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/promtool')
const run = (command: string, args: string[], cwd?: string) =>
  execFileSync(command, args, {
    encoding: 'utf8',
    stdio: 'pipe',
    timeout: 60_000,
    ...(cwd === undefined ? {} : { cwd }),
  })

/** @returns its path; undefined where there is none and none can be had: the machine is no Debian, or no package is reached */
export function findPromtool(): string | undefined {
  const cached = join(CACHE, 'usr/bin/promtool')
  if (existsSync(cached)) return cached
  try {
    return run('sh', ['-c', 'command -v promtool']).trim()
  } catch {
    // None on this machine.
  }
  try {
    return unpack(cached)
  } catch {
    return undefined // said by the test that is skipped
  }
}

function unpack(path: string): string {
  mkdirSync(resolve(CACHE, '..'), { recursive: true })
  const folder = mkdtempSync(`${CACHE}-`)
  run('apt-get', ['download', '-qq', 'prometheus'], folder)
  const [file = ''] = readdirSync(folder).filter(name => name.endsWith('.deb'))
  run('dpkg-deb', ['-x', join(folder, file), join(folder, 'x')])
  try {
    renameSync(join(folder, 'x'), CACHE)
  } catch (error) {
    if (!existsSync(path)) throw error // another process was faster
  }
  rmSync(folder, { recursive: true })
  return path
}
