// Another rate without another sound: what is below the edge stays, what is above it is gone and does not fold back.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createResampler } from '#workers/adapters/audio/resample.ts'

const RATES_HZ = [8000, 11_025, 22_050, 44_100, 47_999, 48_000, 96_000, 192_000]

it.each(RATES_HZ)('a second of %i Hz is a second of 16 kHz', fromHz => {
  expect(resampled(tone(440, fromHz, 1), fromHz)).toHaveLength(16_000)
})

it.each(RATES_HZ)('a tone of 1 kHz keeps its loudness and its place from %i Hz', fromHz => {
  const out = resampled(tone(1000, fromHz, 1), fromHz)
  const same = tone(1000, 16_000, 1)
  const wrong = out.slice(1000, -1000).map((sample, at) => sample - (same[at + 1000] ?? 0))
  expect(dB(wrong)).toBeLessThan(-55)
})

it.each(RATES_HZ.filter(rate => rate > 32_000))('what 16 kHz cannot hold does not fold back from %i Hz', fromHz => {
  for (const hz of [9000, 12_000, 15_000])
    expect(dB(resampled(tone(hz, fromHz, 1), fromHz).slice(1000, -1000))).toBeLessThan(-55)
})

it('it does not matter in which pieces the samples come', () => {
  const whole = tone(700, 44_100, 0.2)
  const expected = [...resampled(whole, 44_100)]
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 12 }), sizes => {
      const resampler = createResampler(44_100, 16_000)
      const out: number[] = []
      let at = 0
      for (const size of [...sizes, whole.length]) {
        out.push(...resampler.push(whole.slice(at, at + size)))
        at += size
      }
      out.push(...resampler.flush())
      expect(out).toEqual(expected)
    }),
    { numRuns: 40 },
  )
})

const tone = (hz: number, rateHz: number, seconds: number) =>
  Float32Array.from({ length: Math.round(rateHz * seconds) }, (_, at) => Math.sin((2 * Math.PI * hz * at) / rateHz))

function resampled(samples: Float32Array, fromHz: number): Float32Array {
  const resampler = createResampler(fromHz, 16_000)
  return Float32Array.from([...resampler.push(samples), ...resampler.flush()])
}

/** Against a full-scale tone. */
const dB = (samples: Float32Array) =>
  10 * Math.log10(2 * (samples.reduce((sum, one) => sum + one * one, 0) / samples.length) + 1e-12)
