// Bytes are what they begin with, not what they are called.
import { expect, it } from 'vitest'
import { clip } from '#test/support/speech-clips.ts'
import { packedCodec } from '#workers/adapters/audio/decode/packed-codec.ts'

it.each([
  ['audio/webm', 'webm', 'webm'],
  ['audio/ogg;codecs=opus', 'ogg', 'opus'],
  ['audio/ogg', 'ogg', 'oga'],
  ['audio/flac', 'flac', 'flac'],
] as const)('%s is read by its own decoder, from the start', (clipType, type, codec) => {
  expect(packedCodec(clip(clipType), type)).toEqual({ codec, start: 0 })
})

it('MP3 begins at its first whole frame: after an ID3 tag, or where a running stream was cut', () => {
  const mp3 = clip('audio/mpeg')
  const { start } = packedCodec(mp3, 'mpeg')
  const sound = mp3.subarray(start)
  expect(packedCodec(sound, 'mpeg')).toEqual({ codec: 'mp3', start: 0 })
  const tag = Buffer.from('ID3\x04\0\0\0\0\x01\x00', 'latin1')
  expect(packedCodec(Buffer.concat([tag, Buffer.alloc(128, 0xff), sound]), 'mpeg').start).toBe(138)
  const cut = packedCodec(sound.subarray(50), 'mpeg').start
  expect(cut).toBeGreaterThan(0)
  expect(sound.readUInt16BE(50 + cut)).toBe(sound.readUInt16BE(0))
})

it('one frame header alone is found in anything, and is not enough', () => {
  const lone = Buffer.alloc(5000)
  lone.set([0xff, 0xfb, 0x90, 0x64], 100)
  expect(() => packedCodec(lone, 'mpeg')).toThrow('the bytes are not the beginning of mpeg')
})

it('an Ogg stream of something else is refused by name', () => {
  const speex = Buffer.concat([
    Buffer.from('OggS\0\x02'),
    Buffer.alloc(20),
    Buffer.from([1, 80]),
    Buffer.from('Speex   '),
  ])
  expect(() => packedCodec(speex, 'ogg')).toThrow('neither Opus, Vorbis nor FLAC')
})
