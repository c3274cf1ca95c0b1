import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const script = resolve(import.meta.dirname, '../../../dev/setup.sh')
const lock = (version: string) =>
  JSON.stringify({
    packages: { '': {}, 'node_modules/kept': { version }, 'node_modules/other-os': { version, optional: true } },
  })

let clone: string
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'mandate-clone-'))
  for (const folder of ['dev', 'bin']) mkdirSync(join(clone, folder))
  copyFileSync(script, join(clone, 'dev/setup.sh'))
  // An npm that writes down what it was asked and installs the one thing that setup looks for.
  const npm = `#!/bin/sh
echo "npm $*" >> npm.log
mkdir -p node_modules/.bin && printf '#!/bin/sh\\n' > node_modules/.bin/node && chmod +x node_modules/.bin/node
`
  writeFileSync(join(clone, 'bin/npm'), npm, { mode: 0o755 })
  writeFileSync(join(clone, 'package-lock.json'), lock('1.0.0'))
})
afterEach(() => rmSync(clone, { recursive: true }))

/** A Redis is said to be elsewhere: what lies on this machine must not matter here. */
function setup() {
  const env = { PATH: `${join(clone, 'bin')}:${process.env.PATH}`, REDIS_URL: 'redis://elsewhere' }
  const { status, stdout, stderr } = spawnSync('sh', [join(clone, 'dev/setup.sh')], { env, encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

function installs(): number {
  try {
    return readFileSync(join(clone, 'npm.log'), 'utf8').trim().split('\n').length
  } catch {
    // No log: npm was never called.
    return 0
  }
}

describe('setup.sh', () => {
  it('installs on a fresh clone and is silent afterwards', () => {
    expect(setup()).toMatchObject({ status: 0, output: expect.stringContaining('installing packages') })
    expect(readFileSync(join(clone, 'npm.log'), 'utf8')).toMatch(/^npm ci /)
    expect(setup()).toEqual({ status: 0, output: '' })
    expect(installs()).toBe(1)
  })

  it('installs again when the lock file has changed', () => {
    setup()
    writeFileSync(join(clone, 'package-lock.json'), lock('2.0.0'))
    setup()
    setup()
    expect(installs()).toBe(2)
  })

  it('takes what was installed by hand, but only if it is what the lock file says', () => {
    setup()
    const byHand = (version: string) =>
      writeFileSync(
        join(clone, 'node_modules/.package-lock.json'),
        JSON.stringify({ packages: { 'node_modules/kept': { version } } }),
      )
    byHand('2.0.0')
    writeFileSync(join(clone, 'package-lock.json'), lock('2.0.0'))
    expect(setup()).toEqual({ status: 0, output: '' })
    expect(installs()).toBe(1)
    writeFileSync(join(clone, 'package-lock.json'), lock('3.0.0'))
    setup()
    expect(installs()).toBe(2)
  })

  it('stops with a reason when npm fails', () => {
    writeFileSync(join(clone, 'bin/npm'), '#!/bin/sh\necho "no network" >&2\nexit 7\n', { mode: 0o755 })
    expect(setup()).toEqual({ status: 1, output: expect.stringMatching(/no network\nsetup: npm ci failed/) })
  })
})
