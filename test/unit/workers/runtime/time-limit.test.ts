import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { timeLimit } from '#workers/runtime/time-limit.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('the signal fires when the time is over, and says so', () => {
  const limit = timeLimit(new AbortController().signal, 1000)
  vi.advanceTimersByTime(999)
  expect(limit.signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(limit.signal.reason).toMatchObject({ name: 'TimeoutError' })
  expect(limit.isOver()).toBe(true)
})

test('the signal fires with its parent, for the same reason, and the time is not over', () => {
  const parent = new AbortController()
  const limit = timeLimit(parent.signal, 1000)
  parent.abort('cancelled')
  expect(limit.signal.reason).toBe('cancelled')
  expect(limit.isOver()).toBe(false)
})

test('the signal of an aborted parent has fired already', () => {
  expect(timeLimit(AbortSignal.abort('stopping'), 1000).signal.reason).toBe('stopping')
})

test('once cleared it leaves neither timer nor listener behind', () => {
  const parent = new AbortController()
  timeLimit(parent.signal, 1000).clear()
  expect(vi.getTimerCount()).toBe(0)
  expect(getEventListeners(parent.signal, 'abort')).toEqual([])
})
