// What a chunk of any type tells of who speaks in it, and what it may cost to ask.
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { CLIP_MS, CLIP_TYPES, clip, SPOKEN, seededNoise, wavHeader, wavOf } from '#test/support/speech-clips.ts'
import { detectVoice } from '#workers/adapters/audio/detect-voice.ts'

const never = new AbortController().signal
const detect = (audio: Uint8Array, type: string) => detectVoice(audio, type, { signal: never })

/** The detector's frames are 30 ms, its own hangover 120 ms where the codec leaves some noise. */
const TOLERANCE_MS = 180

describe('the same speech', () => {
  it.each(CLIP_TYPES)('is found in %s', async type => {
    const { durationMs, voiced, voicedMs } = await detect(clip(type), type)
    expect(Math.abs(durationMs - CLIP_MS)).toBeLessThan(60)
    expect(voiced).toHaveLength(SPOKEN.length)
    for (const [index, spoken] of SPOKEN.entries()) {
      expect(Math.abs((voiced[index]?.fromMs ?? 0) - spoken.fromMs)).toBeLessThanOrEqual(TOLERANCE_MS)
      expect(Math.abs((voiced[index]?.toMs ?? 0) - spoken.toMs)).toBeLessThanOrEqual(TOLERANCE_MS)
    }
    expect(voicedMs).toBe(voiced.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0))
  })

  it.each(CLIP_TYPES)('is found up to the cut where %s ends early', async type => {
    const whole = clip(type)
    const { durationMs, voiced } = await detect(whole.subarray(0, Math.floor(whole.length * 0.7)), type)
    expect(durationMs).toBeGreaterThan(1500)
    expect(durationMs).toBeLessThan(CLIP_MS)
    expect(voiced[0]?.fromMs).toBeGreaterThan(SPOKEN[0].fromMs - TOLERANCE_MS)
    expect(voiced.at(-1)?.toMs).toBeLessThanOrEqual(durationMs)
  })
})

describe('what is no audio of its type', () => {
  const pairs = CLIP_TYPES.flatMap(type => ['audio/wav', ...CLIP_TYPES].map(said => [type, said] as const))
  it.each(pairs.filter(([type, said]) => type.slice(0, 9) !== said.slice(0, 9)))(
    'is refused: %s sent as %s',
    async (type, said) => {
      await expect(detect(clip(type), said)).rejects.toMatchObject({ name: 'AudioUnreadable', retryable: false })
    },
  )

  it.each(CLIP_TYPES)('is refused: %s cut inside its header', async type => {
    for (const bytes of [0, 1, 20, 40])
      await expect(detect(clip(type).subarray(0, bytes), type)).rejects.toMatchObject({ reason: 'NOT_AUDIO' })
  })

  it('is refused: a type that we do not read', async () => {
    await expect(detect(clip('audio/flac'), 'video/mp4')).rejects.toMatchObject({ reason: 'UNSUPPORTED' })
  })
})

describe('silence', () => {
  it('is no voice, whether bare zeros or the noise of a room', async () => {
    const noise = seededNoise()
    for (const amplitude of [0, 0.001, 0.01, 0.03]) {
      const { durationMs, voicedMs } = await detect(
        wavOf(4, () => amplitude * noise()),
        'audio/wav',
      )
      expect({ amplitude, durationMs, voicedMs }).toEqual({ amplitude, durationMs: 4000, voicedMs: 0 })
    }
  })

  it('of no length at all is read too', async () => {
    expect(await detect(wavHeader(), 'audio/wav')).toEqual({ durationMs: 0, voiced: [], voicedMs: 0 })
  })
})

it('more than ten minutes are refused, however few bytes they take', async () => {
  const long = Buffer.concat([
    wavHeader({ rateHz: 4000, bits: 8, dataBytes: 4000 * 601 }),
    Buffer.alloc(4000 * 601, 128),
  ])
  await expect(detect(long, 'audio/wav')).rejects.toMatchObject({ reason: 'TOO_LONG', retryable: false })
  const within = long.subarray(0, 44 + 4000 * 599)
  await expect(detect(within, 'audio/wav')).resolves.toMatchObject({ durationMs: 599_000, voicedMs: 0 })
})

it('the event loop goes on turning while a chunk is listened to', async () => {
  let turns = 0
  let isDone = false
  const turn = () => {
    turns++
    if (!isDone) setImmediate(turn)
  }
  turn()
  await detect(
    wavOf(60, at => Math.sin(at * 2000)),
    'audio/wav',
  )
  isDone = true
  expect(turns).toBeGreaterThan(20)
})

it('whoever no longer wants the answer gets their own reason, before and in the middle', async () => {
  const reason = new Error('cancelled')
  const before = detectVoice(clip('audio/webm'), 'audio/webm', { signal: AbortSignal.abort(reason) })
  await expect(before).rejects.toBe(reason)
  const controller = new AbortController()
  const asked = detectVoice(
    wavOf(300, at => Math.sin(at)),
    'audio/wav',
    { signal: controller.signal },
  )
  setImmediate(() => controller.abort(reason))
  await expect(asked).rejects.toBe(reason)
  await expect(detect(clip('audio/webm'), 'audio/webm')).resolves.toMatchObject({ voiced: [{}, {}] })
})

it('the threads do not keep a process alive that has its answer', () => {
  const module = import.meta.resolve('#workers/adapters/audio/detect-voice.ts')
  const program = `
    const { detectVoice } = await import(${JSON.stringify(module)})
    const audio = Buffer.from(${JSON.stringify(wavOf(1, () => 0).toString('base64'))}, 'base64')
    const { durationMs } = await detectVoice(audio, 'audio/wav', { signal: new AbortController().signal })
    console.log(durationMs)`
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], { timeout: 15_000 })
  expect(printed.toString().trim()).toBe('1000')
})
