import { describe, expect, it } from 'vitest'
import { createGapFinder } from '#workers/session/finalize/find-gaps.ts'

const at = (seconds: number) => new Date(Date.parse('2026-11-20T09:00:00Z') + seconds * 1000)
const chunk = (sequenceId: number, seconds: number, durationMs = 3000) => ({
  ...{ sequenceId, startedAt: at(seconds), durationMs, sha256: '', objectKey: '' },
})
const gapsOf = (chunks: ReturnType<typeof chunk>[], last?: number) => {
  const finder = createGapFinder(last)
  for (const each of chunks) finder.see(each)
  return finder.end()
}
const times = (from: number, to: number) => ({ started_at: at(from).toISOString(), ended_at: at(to).toISOString() })
const gap = (from: number, to: number, more: object = {}) => ({ from, to, reason: 'NOT_RECEIVED', ...more })

describe('gaps', () => {
  it('lie from the end of what is before to the start of what comes after', () => {
    expect(gapsOf([chunk(1, 0), chunk(4, 12)])).toEqual([gap(2, 3, times(3, 12))])
  })

  it('before the first and behind the last are told by number', () => {
    expect(gapsOf([chunk(2, 3)], 5)).toEqual([gap(1, 1), gap(3, 5)])
  })

  it('of clocks that jump back are told by number', () => {
    expect(gapsOf([chunk(1, 60), chunk(3, 0)])).toEqual([gap(2, 2)])
  })

  it('there are none where everything is there', () => {
    expect(gapsOf([chunk(1, 0), chunk(2, 3)], 2)).toEqual([])
    expect(gapsOf([])).toEqual([])
  })
})
