// One channel of several, in which nobody who spoke is lost.
import { expect, it } from 'vitest'
import { mixDown } from '#workers/adapters/audio/mix-down.ts'

const wave = Float32Array.of(0.5, -0.5, 0.25)

it('channels become their mean', () => {
  expect(mixDown([wave, wave])).toEqual(wave)
  expect(mixDown([wave, new Float32Array(3)])).toEqual(wave.map(sample => sample / 2))
  expect(mixDown([wave])).toBe(wave)
  expect(mixDown([])).toHaveLength(0)
})

it('channels that cancel each other become one of them', () => {
  expect(mixDown([wave, wave.map(sample => -sample)])).toEqual(wave)
})
