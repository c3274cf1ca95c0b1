// Threads that listen: a deadline each, turns in order, and nothing hostile that outlives its recording.
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { CLIP_TYPES, type ClipType, clip, wavHeader, wavOf } from '#test/support/speech-clips.ts'
import { AudioUnreadable } from '#workers/adapters/audio/audio-unreadable.ts'
import { createVoiceThreads } from '#workers/adapters/audio/create-voice-threads.ts'

const never = new AbortController().signal
const threads = createVoiceThreads({ threads: 2, timeoutMs: 15_000 })
afterAll(() => threads.close())

it('a recording that takes too long is given up as retryable, and the next one is read', async () => {
  const impatient = createVoiceThreads({ threads: 1, timeoutMs: 5 })
  const long = wavOf(300, at => Math.sin(at * 1000), { rateHz: 48_000 })
  const gaveUp = impatient.detectVoice(long, 'audio/wav', { signal: never })
  await expect(gaveUp).rejects.toMatchObject({ name: 'AudioUnreadable', reason: 'GAVE_UP', retryable: true })
  await impatient.close()
  await expect(threads.detectVoice(clip('audio/ogg'), 'audio/ogg', { signal: never })).resolves.toBeDefined()
})

it('more recordings than threads are all read, and who leaves the queue holds nobody up', async () => {
  const controller = new AbortController()
  const reason = new Error('left')
  const asked = Array.from({ length: 8 }, (_, index) =>
    threads.detectVoice(clip('audio/webm'), 'audio/webm', { signal: index === 5 ? controller.signal : never }),
  )
  controller.abort(reason)
  const outcomes = await Promise.allSettled(asked)
  expect(outcomes.map(({ status }) => status)).toEqual(
    outcomes.map((_, index) => (index === 5 ? 'rejected' : 'fulfilled')),
  )
  expect(outcomes[5]).toMatchObject({ reason })
})

it('recordings are read in the order in which they were asked for', async () => {
  const single = createVoiceThreads({ threads: 1, timeoutMs: 15_000 })
  const order: number[] = []
  const ask = async (index: number) => {
    await single.detectVoice(
      wavOf(1, () => 0),
      'audio/wav',
      { signal: never },
    )
    order.push(index)
    // Whoever comes when a thread becomes free still comes after those who wait.
    if (index === 0) await ask(3)
  }
  await Promise.all([0, 1, 2].map(ask))
  await single.close()
  expect(order).toEqual([0, 1, 2, 3])
})

describe('whatever the bytes are', () => {
  const settled = async (audio: Uint8Array, type: string) => {
    const before = process.memoryUsage().rss
    const outcome = await threads.detectVoice(audio, type, { signal: never }).catch((error: unknown) => error)
    if (outcome instanceof AudioUnreadable) expect(outcome.reason).not.toBe('GAVE_UP')
    else expect(outcome).toMatchObject({ durationMs: expect.any(Number), voicedMs: expect.any(Number) })
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20)
  }
  const types = fc.constantFrom<ClipType[]>(...CLIP_TYPES)
  const options = { numRuns: 60 }

  it('random ones, behind any magic, are read or refused by name', async () => {
    const magics = [
      '',
      'RIFF\0\0\0\0WAVEfmt ',
      'OggS\0\x02',
      'fLaC',
      '\xff\xfb\x90\x64',
      'ID3\x04\0',
      '\x1a\x45\xdf\xa3',
    ]
    const bytes = fc.tuple(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 6000 }))
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom('audio/wav', ...CLIP_TYPES), ([magic, tail], type) =>
        settled(Buffer.concat([Buffer.from(magic, 'latin1'), tail]), type),
      ),
      options,
    )
  })

  it('cut and broken recordings are read or refused by name', async () => {
    const breaks = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), { maxLength: 40 })
    const cut = fc.double({ min: 0, max: 1, noNaN: true })
    await fc.assert(
      fc.asyncProperty(types, cut, breaks, async (type, until, broken) => {
        const whole = clip(type)
        const audio = Buffer.from(whole.subarray(0, Math.floor(whole.length * until)))
        for (const [at, byte] of broken) audio[Math.floor(at * audio.length)] = byte
        await settled(audio, type)
      }),
      options,
    )
  })

  it('WAVs of absurd sizes, rates and channels are read or refused by name', async () => {
    const u16 = fc.oneof(fc.constantFrom(0, 1, 2, 3, 8, 16, 24, 32, 64, 65_534), fc.nat(65_535))
    const u32 = fc.oneof(fc.constantFrom(0, 1, 4000, 16_000, 2 ** 31, 2 ** 32 - 1), fc.nat(2 ** 32 - 1))
    const fields = {
      format: fc.constantFrom(0, 1, 3, 7, 0xfffe),
      channels: u16,
      bits: u16,
      bytesPerFrame: u16,
      rateHz: u32,
      dataBytes: u32,
      riffBytes: u32,
    }
    await fc.assert(
      fc.asyncProperty(fc.record(fields, { requiredKeys: [] }), fc.nat(100_000), (said, bytes) =>
        settled(Buffer.concat([wavHeader(said), Buffer.alloc(bytes, 7)]), 'audio/wav'),
      ),
      options,
    )
  })

  it('hours of packed Opus in a few bytes a packet are refused for their length', async () => {
    await expect(threads.detectVoice(opusBomb(), 'audio/webm', { signal: never })).rejects.toMatchObject({
      reason: 'TOO_LONG',
    })
    await settled(opusBomb(), 'audio/webm')
  })

  it('more channels than a recorder has are refused before anything is unpacked', async () => {
    await expect(threads.detectVoice(opusBomb(255), 'audio/webm', { signal: never })).rejects.toMatchObject({
      reason: 'UNSUPPORTED',
    })
  })
})

/** 4 MiB of WebM blocks, each an Opus packet of two bytes that stands for 120 ms of nothing. */
function opusBomb(channels = 2): Buffer {
  const element = (id: string, body: Buffer) =>
    Buffer.concat([Buffer.from(id, 'hex'), Buffer.from([0x10, 0, body.length >> 8, body.length & 255]), body])
  const head = Buffer.from('OpusHead\x01\x02\0\0\x80\xbb\0\0\0\0\0', 'latin1')
  head.writeUInt8(channels, 9)
  const track = [
    element('d7', Buffer.from([1])),
    element('83', Buffer.from([2])),
    element('86', Buffer.from('A_OPUS')),
    element('63a2', head),
  ]
  const tracks = element('1654ae6b', element('ae', Buffer.concat(track)))
  const unknownSize = 'ffffffffffffff'
  const segment = Buffer.from(`1853806701${unknownSize}`, 'hex')
  const cluster = Buffer.from(`1f43b67501${unknownSize}`, 'hex')
  const start = Buffer.concat([element('1a45dfa3', element('4282', Buffer.from('webm'))), segment, tracks, cluster])
  return Buffer.concat([start, Buffer.alloc(4 * 2 ** 20, Buffer.from('a38681000080fb06', 'hex'))])
}
