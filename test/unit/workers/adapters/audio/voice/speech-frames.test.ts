/**
 * Voice found and silence kept, counted in frames of 30 ms. Of each clip, those frames are voiced whose energy is within
 * 30 dB of its louder ones (the 95th percentile); silence is what the test puts between the clips, not their own pauses.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clip, seededNoise, wavOf } from '#test/support/speech-clips.ts'
import { decodeAudio } from '#workers/adapters/audio/decode/decode-audio.ts'
import { speechFrames } from '#workers/adapters/audio/voice/speech-frames.ts'
import { voicedSpans } from '#workers/adapters/audio/voice/voiced-spans.ts'
import { ROOT } from '../../../../../support/source/read-sources.ts'

const FRAME = 480
const SILENCE_S = 2
const HUMANS = process.env.SPEECH_CLIPS ?? join(ROOT, '../shared/data/speech')
const humans = existsSync(HUMANS) ? globSync('*.wav', { cwd: HUMANS }).sort() : []

/** Room noise under everything, in dB of full scale. */
const ROOMS = [Number.NEGATIVE_INFINITY, -70, -60, -50]

describe('of a synthetic voice', () => {
  it.each(ROOMS)('most voice is found and most silence kept in a room of %s dB', async room => {
    const speech = await pcmOf(clip('audio/flac'), 'flac')
    const { found, passed } = await counted([speech.subarray(16_000, 43_200), speech.subarray(62_240, 82_720)], room)
    expect(found).toBeGreaterThanOrEqual(0.95)
    expect(passed).toBeLessThan(0.05)
  })
})

describe.skipIf(humans.length === 0)(
  humans.length === 0 ? `skipped: no recordings of human speech in ${HUMANS}` : 'of human voices',
  () => {
    it.each(ROOMS)('most voice is found and most silence kept in a room of %s dB', async room => {
      const clips = await Promise.all(humans.map(name => pcmOf(readFileSync(join(HUMANS, name)), 'wav')))
      const { found, passed } = await counted(clips, room)
      expect(found).toBeGreaterThanOrEqual(0.95)
      expect(passed).toBeLessThan(0.05)
    })
  },
)

it('a far microphone is heard: speech 40 dB softer is found as well', async () => {
  const speech = await pcmOf(clip('audio/flac'), 'flac')
  const [near, far] = await Promise.all([speechFrames(speech), speechFrames(speech.map(sample => sample / 100))])
  const count = (frames: boolean[]) => frames.filter(one => one).length
  expect(count(far)).toBeGreaterThan(count(near) * 0.95)
  expect(count(far)).toBeLessThan(count(near) * 1.05)
})

describe('noise alone', () => {
  it.each([-60, -50, -40, -30])('of %d dB is never speech for as long as a word', async room => {
    const noise = await pcmOf(wavOf(5, roomNoise(room)), 'wav')
    expect(voicedSpans(await speechFrames(noise), 5000)).toEqual([])
  })

  it('does not hide the first word behind the blip that a fresh detector hears', async () => {
    const frames = await speechFrames(await pcmOf(withNoise(await pcmOf(clip('audio/flac'), 'flac'), -50), 'wav'))
    expect(frames.slice(0, 30)).toEqual(Array(30).fill(false))
    expect(frames.slice(33, 60)).toContain(true)
  })

  it('has one flag for each frame, the last not whole one included', async () => {
    expect(await speechFrames(new Int16Array(FRAME * 3 + 1))).toHaveLength(4)
    expect(await speechFrames(new Int16Array())).toEqual([])
  })
})

async function counted(clips: readonly Int16Array[], room: number): Promise<{ found: number; passed: number }> {
  const silence = new Int16Array(Math.ceil((SILENCE_S * 16_000) / FRAME) * FRAME)
  const parts: { pcm: Int16Array; isSpeech: boolean }[] = [{ pcm: silence, isSpeech: false }]
  // Cut to whole frames, so that each frame is of one kind.
  for (const one of clips)
    parts.push(
      { pcm: one.subarray(0, Math.floor(one.length / FRAME) * FRAME), isSpeech: true },
      { pcm: silence, isSpeech: false },
    )
  const truth = parts.flatMap(({ pcm, isSpeech }) => (isSpeech ? isVoiced(pcm) : framesOf(pcm).map(() => 'silence')))
  const all = Int16Array.from(parts.flatMap(({ pcm }) => [...pcm]))
  const heard = await pcmOf(withNoise(all, room), 'wav')
  const spans = voicedSpans(await speechFrames(heard), heard.length / 16)
  const isHeard = (index: number) => spans.some(({ fromMs, toMs }) => fromMs <= index * 30 && toMs >= (index + 1) * 30)
  const share = (kind: string) => {
    const frames = truth.flatMap((one, index) => (one === kind ? [index] : []))
    return frames.filter(isHeard).length / frames.length
  }
  return { found: share('voiced'), passed: share('silence') }
}

function isVoiced(pcm: Int16Array): ('voiced' | 'pause')[] {
  const energies = framesOf(pcm).map(frame => frame.reduce((sum, one) => sum + one * one, 0))
  const loud = energies.toSorted((one, other) => one - other)[Math.floor(energies.length * 0.95)] ?? 0
  return energies.map(energy => (energy > loud / 1000 ? 'voiced' : 'pause'))
}

const framesOf = (pcm: Int16Array) =>
  Array.from({ length: Math.floor(pcm.length / FRAME) }, (_, index) => pcm.subarray(index * FRAME, (index + 1) * FRAME))

function roomNoise(dB: number): () => number {
  const noise = seededNoise(7)
  const amplitude = Math.sqrt(3) * 10 ** (dB / 20)
  return () => amplitude * noise()
}

function withNoise(pcm: Int16Array, dB: number): Buffer {
  const noise = roomNoise(dB)
  return wavOf(pcm.length / 16_000, at => (pcm[Math.round(at * 16_000)] ?? 0) / 32_768 + noise())
}

async function pcmOf(audio: Uint8Array, type: 'wav' | 'flac'): Promise<Int16Array> {
  const pcm: number[] = []
  for await (const { channels, sampleRateHz } of decodeAudio(audio, type, { maxSeconds: 600 })) {
    expect(sampleRateHz).toBe(16_000)
    for (const sample of channels[0] ?? []) pcm.push(Math.round(sample * 32_767))
  }
  return Int16Array.from(pcm)
}
