// Every kind of WAV that recorders write, and what is refused of the others.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wavHeader } from '#test/support/speech-clips.ts'
import { decodeWav } from '#workers/adapters/audio/decode/decode-wav.ts'
import { readWavHeader } from '#workers/adapters/audio/decode/read-wav-header.ts'

const samplesOf = (wav: Uint8Array) =>
  [...decodeWav(wav)].reduce<number[][]>(
    (all, { channels }) => channels.map((channel, index) => [...(all[index] ?? []), ...channel]),
    [],
  )
const wav = (said: Parameters<typeof wavHeader>[0], data: Buffer) =>
  Buffer.concat([wavHeader({ dataBytes: data.length, ...said }), data])

describe('samples of every width', () => {
  it.each<[string, number, number, (into: Buffer) => unknown]>([
    ['8 bits', 1, 8, into => into.set([0, 128, 192])],
    ['16 bits', 1, 16, into => [-32_768, 0, 16_384].map((one, at) => into.writeInt16LE(one, at * 2))],
    ['24 bits', 1, 24, into => [-8_388_608, 0, 4_194_304].map((one, at) => into.writeIntLE(one, at * 3, 3))],
    ['32 bits', 1, 32, into => [-(2 ** 31), 0, 2 ** 30].map((one, at) => into.writeInt32LE(one, at * 4))],
    ['32-bit floats', 3, 32, into => [-1, 0, 0.5].map((one, at) => into.writeFloatLE(one, at * 4))],
    ['64-bit floats', 3, 64, into => [-1, 0, 0.5].map((one, at) => into.writeDoubleLE(one, at * 8))],
  ])('%s are read as numbers between -1 and 1', (_, format, bits, write) => {
    const data = Buffer.alloc((3 * bits) / 8)
    write(data)
    expect(samplesOf(wav({ format, bits }, data))).toEqual([[-1, 0, 0.5]])
  })

  it('each channel gets its own', () => {
    expect(samplesOf(wav({ bits: 8, channels: 2 }, Buffer.from([128, 192, 64, 0])))).toEqual([
      [0, -0.5],
      [0.5, -1],
    ])
  })
})

describe('sizes', () => {
  const data = Buffer.from([128, 192, 64, 0])

  it('a recorder that did not know them yet is read to the end', () => {
    for (const sizes of [
      { dataBytes: 0xffff_ffff, riffBytes: 0xffff_ffff },
      { dataBytes: 0, riffBytes: 0 },
    ])
      expect(samplesOf(wav({ bits: 8, ...sizes }, data))[0]).toHaveLength(4)
  })

  it('what comes after the samples is none of them, and a frame cut in two is left out', () => {
    expect(samplesOf(wav({ bits: 8, dataBytes: 2 }, data))[0]).toHaveLength(2)
    expect(samplesOf(wav({ bits: 16, dataBytes: 4000 }, data.subarray(0, 3)))[0]).toHaveLength(1)
  })

  it('chunks before the samples are passed over, odd ones with their padding', () => {
    const plain = wav({ bits: 8 }, data)
    const list = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1')
    expect(samplesOf(Buffer.concat([plain.subarray(0, 36), list, plain.subarray(36)]))[0]).toHaveLength(4)
  })

  it('an extensible format is the one it names', () => {
    const plain = wav({ bits: 8, format: 0xfffe }, data)
    const extension = Buffer.alloc(24)
    extension.writeUInt16LE(22, 0)
    extension.writeUInt16LE(1, 8)
    plain.writeUInt32LE(40, 16)
    const extended = Buffer.concat([plain.subarray(0, 36), extension, plain.subarray(36)])
    expect(samplesOf(extended)[0]).toHaveLength(4)
    expect(() => readWavHeader(plain.fill(16, 16, 17))).toThrow('ends inside its format')
  })
})

describe('refused', () => {
  it('every WAV that is cut inside its header', () => {
    const whole = wavHeader()
    fc.assert(
      fc.property(fc.nat(43), bytes => {
        expect(() => readWavHeader(whole.subarray(0, bytes))).toThrow('the WAV')
      }),
    )
  })

  it.each([
    ['no channels', { channels: 0 }, 'NOT_AUDIO'],
    ['frames that do not hold their channels', { channels: 2, bytesPerFrame: 2 }, 'NOT_AUDIO'],
    ['thousands of channels', { channels: 4000 }, 'NOT_AUDIO'],
    ['A-law', { format: 6, bits: 8 }, 'UNSUPPORTED'],
    ['samples of 12 bits', { bits: 12, bytesPerFrame: 2 }, 'UNSUPPORTED'],
  ])('%s', (_, said, reason) => {
    expect(() => readWavHeader(wavHeader(said))).toThrow(expect.objectContaining({ name: 'AudioUnreadable', reason }))
  })
})
