import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AlreadyRunning, takeInstanceLock } from '#dev/supervisor/instance-lock.ts'
import { processIdentity } from '#dev/supervisor/process-identity.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'mandate-lock-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const leave = (run: unknown) =>
  writeFileSync(join(dir, 'supervisor.json'), typeof run === 'string' ? run : JSON.stringify(run))

describe('takeInstanceLock', () => {
  it('tells a second starter where the first one runs', async () => {
    const lock = await takeInstanceLock(dir, 'http://127.0.0.1:3000')
    const second = takeInstanceLock(dir, 'http://127.0.0.1:4000')
    await expect(second).rejects.toThrow(AlreadyRunning)
    await expect(second).rejects.toThrow(`already running at http://127.0.0.1:3000 (pid ${process.pid})`)
    lock.release()
    await takeInstanceLock(dir, 'http://127.0.0.1:4000')
  })

  it('lets one of many that start at once win', async () => {
    const starts = await Promise.allSettled(
      Array.from({ length: 8 }, () => takeInstanceLock(dir, 'http://127.0.0.1:3000')),
    )
    expect(starts.filter(start => start.status === 'fulfilled')).toHaveLength(1)
  })

  it('takes over from an owner whose pid now belongs to somebody else, whose children it leaves alone if theirs do, too', async () => {
    // Our own parent is alive, but did not begin at "long ago": it must not be signalled.
    const children = [{ name: 'api', pid: process.ppid, identity: 'long ago', signal: 'SIGKILL' }]
    leave({ pid: process.ppid, identity: 'long ago', apiUrl: 'http://127.0.0.1:3000', children })
    await takeInstanceLock(dir, 'http://127.0.0.1:4000')
    expect(processIdentity(process.ppid)).toBeDefined()
    expect(JSON.parse(readFileSync(join(dir, 'supervisor.json'), 'utf8'))).toMatchObject({
      pid: process.pid,
      children: [],
    })
  })

  it('takes over from a file that is half written', async () => {
    leave('{"pid": 1')
    await takeInstanceLock(dir, 'http://127.0.0.1:4000')
    expect(JSON.parse(readFileSync(join(dir, 'supervisor.json'), 'utf8'))).toMatchObject({ pid: process.pid })
  })
})

describe('processIdentity', () => {
  it('is the same each time for a living process and undefined for none', () => {
    expect(processIdentity(process.pid)).toBe(processIdentity(process.pid))
    expect(processIdentity(process.pid)).toMatch(/\d/)
    expect(processIdentity(2_147_483_646)).toBeUndefined()
  })
})
