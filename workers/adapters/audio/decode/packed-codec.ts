// Which decoder packed audio needs, by its first bytes: what the type promises is believed only when they agree.
import type { AudioType } from '../audio-type.ts'
import { AudioUnreadable } from '../audio-unreadable.ts'
import { firstMpegFrame } from './first-mpeg-frame.ts'

export type PackedType = Exclude<AudioType, 'wav'>
export type PackedCodec = 'webm' | 'opus' | 'oga' | 'flac' | 'mp3'

/**
 * @returns the decoder's name in `audio-decode`, and where the first byte for it lies
 * @throws AudioUnreadable when the bytes are not of that type
 */
export function packedCodec(audio: Uint8Array, type: PackedType): { codec: PackedCodec; start: number } {
  const bytes = Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength)
  refuseManyChannels(bytes)
  switch (type) {
    case 'webm':
      if (!bytes.subarray(0, 4).equals(EBML)) throw notOfType(type)
      return { codec: 'webm', start: 0 }
    case 'ogg':
      return { codec: oggCodec(bytes), start: 0 }
    case 'flac':
      if (bytes.toString('latin1', 0, 4) !== 'fLaC' || bytes.length < FLAC_HEADER_BYTES) throw notOfType(type)
      return { codec: 'flac', start: 0 }
    case 'mpeg': {
      const start = firstMpegFrame(bytes)
      if (start === undefined) throw notOfType(type)
      return { codec: 'mp3', start }
    }
    default:
      return type satisfies never
  }
}

/** `fLaC` and the STREAMINFO block, which always comes first (RFC 9639, 8.1 and 8.2). */
const FLAC_HEADER_BYTES = 42
const EBML = Buffer.from([0x1a, 0x45, 0xdf, 0xa3])

/** The codec's own header fills the first page of an Ogg stream (RFC 3533, 6). */
function oggCodec(bytes: Buffer): PackedCodec {
  if (bytes.toString('latin1', 0, 4) !== 'OggS' || bytes.length < OGG_PAGE_HEADER_BYTES) throw notOfType('ogg')
  const first = OGG_PAGE_HEADER_BYTES + bytes.readUInt8(OGG_PAGE_HEADER_BYTES - 1)
  const head = bytes.toString('latin1', first, first + 8)
  const found = OGG_CODECS.find(([magic]) => head.startsWith(magic))
  if (found === undefined) throw new AudioUnreadable('UNSUPPORTED', 'the Ogg stream is neither Opus, Vorbis nor FLAC')
  return found[1]
}

const OGG_PAGE_HEADER_BYTES = 27
const OPUS_HEAD = 'OpusHead'
const VORBIS_HEAD = '\x01vorbis'
const OGG_CODECS: readonly (readonly [string, PackedCodec])[] = [
  [OPUS_HEAD, 'opus'],
  [VORBIS_HEAD, 'oga'],
  ['\x7fFLAC', 'flac'],
]

/** Recorders write one channel or two. Both codecs allow 255, and each packet of two bytes fills every one with 120 ms. */
function refuseManyChannels(bytes: Buffer): void {
  for (const { magic, channelsAt } of HEADS_WITH_CHANNELS) {
    for (let at = bytes.indexOf(magic, 0, 'latin1'); at >= 0; at = bytes.indexOf(magic, at + 1, 'latin1')) {
      const channels = bytes[at + channelsAt] ?? 0
      if (channels > MAX_CHANNELS) throw new AudioUnreadable('UNSUPPORTED', `${channels} channels are not read here`)
    }
  }
}

const MAX_CHANNELS = 2
const HEADS_WITH_CHANNELS = [
  { magic: OPUS_HEAD, channelsAt: 9 },
  { magic: VORBIS_HEAD, channelsAt: 11 },
] as const

const notOfType = (type: PackedType) => new AudioUnreadable('NOT_AUDIO', `the bytes are not the beginning of ${type}`)
