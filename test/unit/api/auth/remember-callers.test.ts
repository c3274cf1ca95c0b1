import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Caller } from '#api/auth/caller.ts'
import { rememberCallers } from '#api/auth/remember-callers.ts'

const caller: Caller = {
  actor: { sub: 'ada', principal: 'human' },
  tenantId: '00000000-0000-4000-8000-000000000001',
  scopes: new Set(),
  reader: { ops: true },
}
const KEYS = 1000
const nowS = () => Math.floor(Date.now() / 1000)
const memory = () => rememberCallers({ max: 2, toleranceS: 5 })

afterEach(() => vi.useRealTimers())

describe('a token that was verified', () => {
  it('is known again while the keys are the same', () => {
    const known = memory()
    known.keep('a', { caller, keysOf: KEYS, expiresAtS: nowS() + 60 })
    expect(known.recall('a', KEYS)).toBe(caller)
    expect(known.recall('b', KEYS)).toBeUndefined()
  })

  it('is not known under other keys, nor while there are none', () => {
    const known = memory()
    known.keep('a', { caller, keysOf: KEYS, expiresAtS: nowS() + 60 })
    expect(known.recall('a', KEYS + 1)).toBeUndefined()
    expect(known.recall('a', undefined)).toBeUndefined()
  })

  it('is forgotten when it expires', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 })
    const known = memory()
    known.keep('a', { caller, keysOf: KEYS, expiresAtS: 60 })
    vi.setSystemTime(64_999)
    expect(known.recall('a', KEYS)).toBe(caller)
    vi.setSystemTime(65_000)
    expect(known.recall('a', KEYS)).toBeUndefined()
  })

  it('makes room for the next when there are many', () => {
    const known = memory()
    for (const token of ['a', 'b', 'c']) known.keep(token, { caller, keysOf: KEYS, expiresAtS: nowS() + 60 })
    expect(['a', 'b', 'c'].map(token => known.recall(token, KEYS))).toEqual([undefined, caller, caller])
  })
})
