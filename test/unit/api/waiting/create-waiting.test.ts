import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWaiting } from '#api/waiting/create-waiting.ts'
import type { Standing } from '#domain/ports/audit-reader.ts'

const standing = (tag: string, settled = false): Standing => ({ tag, seq: 1, settled, final: settled })

describe('waiting', () => {
  const subjects = new Map<string, Standing>()
  const standings = vi.fn(async (ids: readonly string[]) => new Map([...subjects].filter(([id]) => ids.includes(id))))
  const errors: unknown[] = []
  const open = () => createWaiting({ standings, onError: error => errors.push(error) })

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'setImmediate'] })
    subjects.clear()
    standings.mockClear()
    errors.length = 0
  })
  afterEach(() => vi.useRealTimers())

  it('ends at once when the subject is already as wanted', async () => {
    subjects.set('a', standing('2', true))
    const found = open().until('a', ({ settled }) => settled, { timeoutMs: 5000 })
    await vi.advanceTimersByTimeAsync(1)
    await expect(found).resolves.toMatchObject({ tag: '2' })
  })

  it('is woken by a message long before the next look', async () => {
    subjects.set('a', standing('1'))
    const waiting = open()
    const found = waiting.until('a', ({ tag }) => tag !== '1', { timeoutMs: 5000 })
    await vi.advanceTimersByTimeAsync(10)
    subjects.set('a', standing('2'))
    waiting.touch('a')
    await vi.advanceTimersByTimeAsync(1)
    await expect(found).resolves.toMatchObject({ tag: '2' })
  })

  it('finds a change without any message within a second, with one query for all', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `s${index}`)
    for (const id of ids) subjects.set(id, standing('1'))
    const waiting = open()
    const found = Promise.all(ids.map(id => waiting.until(id, ({ tag }) => tag !== '1', { timeoutMs: 5000 })))
    await vi.advanceTimersByTimeAsync(1)
    for (const id of ids) subjects.set(id, standing('2'))
    standings.mockClear()
    await vi.advanceTimersByTimeAsync(1000)
    await expect(found).resolves.toHaveLength(50)
    expect(standings).toHaveBeenCalledTimes(1)
  })

  it('gives up at its time, at the client going away, and when the process goes down', async () => {
    subjects.set('a', standing('1'))
    const waiting = open()
    const gone = new AbortController()
    const never = () => false
    const ends = [
      waiting.until('a', never, { timeoutMs: 2000 }),
      waiting.until('a', never, { timeoutMs: 60_000, signal: gone.signal }),
      waiting.until('a', never, { timeoutMs: 60_000 }),
    ]
    await vi.advanceTimersByTimeAsync(2000)
    await expect(ends[0]).resolves.toBeUndefined()
    gone.abort()
    await expect(ends[1]).resolves.toBeUndefined()
    waiting.close()
    await expect(ends[2]).resolves.toBeUndefined()
    await expect(waiting.until('a', never, { timeoutMs: 60_000 })).resolves.toBeUndefined()
  })

  it('outlives a ledger that is away', async () => {
    subjects.set('a', standing('1'))
    standings.mockRejectedValueOnce(new Error('gone'))
    const found = open().until('a', ({ tag }) => tag === '1', { timeoutMs: 5000 })
    await vi.advanceTimersByTimeAsync(1)
    expect(errors).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1000)
    await expect(found).resolves.toMatchObject({ tag: '1' })
  })

  it('asks about nothing when nobody waits', async () => {
    const waiting = open()
    waiting.touch('a')
    await vi.advanceTimersByTimeAsync(5000)
    expect(standings).not.toHaveBeenCalled()
  })
})
