import { execFile } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ROOT } from '#test/support/source/read-sources.ts'

const buf = (...args: string[]) => promisify(execFile)(join(ROOT, 'node_modules/.bin/buf'), args, { cwd: ROOT })
const filesIn = (folder: string) =>
  new Map(globSync('**/*.ts', { cwd: folder }).map(path => [path, readFileSync(join(folder, path), 'utf8')]))

// A compiler is started, beside whatever else this machine does.
describe('the protos', { timeout: 120_000 }, () => {
  it('are what the generated code was made of', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mandate-proto-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    await buf('generate', '--output', folder)
    expect(filesIn(join(ROOT, 'contracts/rpc'))).toEqual(filesIn(join(folder, 'contracts/rpc')))
  })

  it('keep to the style of the field', async () => {
    await buf('lint')
  })
})
