import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pagePicture } from '#dev/demo/document/page-picture.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mandate-page-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function program(name: string, script: string): void {
  writeFileSync(join(dir, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(dir, name), 0o755)
}
const picture = (signal = new AbortController().signal) =>
  pagePicture(join(dir, 'minutes.docx'), { dir, searchPath: `${dir}:/usr/bin:/bin`, signal })

describe('the picture of a page', () => {
  it('is what the programs of the machine make of it, and they leave nothing else behind', async () => {
    program('soffice', 'test "$(basename "$7")" = minutes.docx && : > "$6/minutes.pdf"')
    program('pdftoppm', 'test -f "$7" && printf picture > "$8.png"')

    expect(Buffer.from((await picture()) ?? []).toString()).toBe('picture')
    expect(readdirSync(dir).sort()).toEqual(['pdftoppm', 'soffice'])
  })

  it('is none where one of them fails', async () => {
    program('soffice', 'exit 77')
    program('pdftoppm', 'exit 0')
    expect(await picture()).toBeUndefined()
  })

  it('is none when it is given up, and none of what the programs have started goes on', async () => {
    program('soffice', `sleep 1000 & echo $! > ${dir}/pid; wait`)
    program('pdftoppm', 'exit 0')
    const giveUp = new AbortController()
    const drawn = picture(giveUp.signal)
    const pid = await vi.waitFor(() => {
      const found = Number(readFileSync(join(dir, 'pid'), 'utf8'))
      expect(found).toBeGreaterThan(0)
      return found
    })

    giveUp.abort()

    expect(await drawn).toBeUndefined()
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false))
  })
})

/** Reaped or not: one that is only waited for does nothing. */
function isRunning(pid: number): boolean {
  const stat = `/proc/${pid}/stat`
  return existsSync(stat) && !/\) Z /.test(readFileSync(stat, 'utf8'))
}
