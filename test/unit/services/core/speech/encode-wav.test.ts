import { expect, it } from 'vitest'
import { decodeAudio } from '#services/core/speech/decode-audio.ts'
import { encodeWav } from '#services/core/speech/encode-wav.ts'

const { signal } = new AbortController()
const tone = (hz: number, sampleRate: number) => ({
  samples: Float32Array.from({ length: sampleRate }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / sampleRate)),
  sampleRate,
  seconds: 1,
})
const loudness = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length)

it.each([8000, 16_000, 22_050, 44_100, 48_000])(
  'a voice at %d Hz lasts as long and is as loud at 16 kHz',
  async rate => {
    const { samples, sampleRate, seconds } = await decodeAudio(encodeWav(tone(440, rate), 16_000), signal)
    expect(sampleRate).toBe(16_000)
    expect(seconds).toBeCloseTo(1, 3)
    expect(loudness(samples)).toBeCloseTo(0.5 / Math.SQRT2, 2)
  },
)

it('what lies above the new rate folds down to less than half its strength', async () => {
  const { samples } = await decodeAudio(encodeWav(tone(11_000, 48_000), 16_000), signal)
  expect(loudness(samples)).toBeLessThan(0.5 * (0.5 / Math.SQRT2))
})

it('samples beyond full scale are clipped, not turned over', async () => {
  const samples = Float32Array.from([2, -2, 0])
  const decoded = await decodeAudio(encodeWav({ samples, sampleRate: 16_000, seconds: 0 }, 16_000), signal)
  expect([...decoded.samples].map(sample => Math.round(sample))).toEqual([1, -1, 0])
})
