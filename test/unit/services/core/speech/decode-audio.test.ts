import { expect, it } from 'vitest'
import { decodeAudio } from '#services/core/speech/decode-audio.ts'
import { halfSecondOf, wavOf } from '../core-world.ts'

const { signal } = new AbortController()

it.each(['webm', 'opus', 'ogg', 'flac', 'mp3'])('hears the tone that is in half a second of %s', async extension => {
  const { samples, sampleRate, seconds } = await decodeAudio(halfSecondOf(extension), signal)
  expect(seconds).toBeCloseTo(0.5, 2)
  expect(hertzOf(samples, sampleRate)).toBeGreaterThan(430)
  expect(hertzOf(samples, sampleRate)).toBeLessThan(450)
})

it('mixes channels into one, each by its share', async () => {
  const wav = Buffer.from(wavOf(0.5))
  // The same bytes, said to be two channels: left loud, right silent.
  wav.writeUInt16LE(2, 22)
  wav.writeUInt16LE(4, 32)
  for (let at = 44; at < wav.length; at += 4) wav.writeInt16LE(16_384, at)
  const { samples, seconds } = await decodeAudio(wav, signal)
  expect(seconds).toBe(0.25)
  expect(samples[100]).toBeCloseTo(0.25, 3)
})

it('lets others have their turn, and ends when the deadline passes between two pieces', async () => {
  const controller = new AbortController()
  const decoding = decodeAudio(wavOf(60), controller.signal)
  setImmediate(() => controller.abort())
  await expect(decoding).rejects.toMatchObject({ status: 504, code: 'SPEECH_LATE' })
})

/** By counting how often it rises through zero. */
function hertzOf(samples: Float32Array, sampleRate: number): number {
  const middle = samples.subarray(samples.length / 4, (samples.length * 3) / 4)
  const rises = middle.filter((sample, index) => index > 0 && sample >= 0 && (middle[index - 1] ?? 0) < 0).length
  return rises / (middle.length / sampleRate)
}
