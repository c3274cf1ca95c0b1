// Pieces of a recording as recorders send them: 32 KiB of 16 kHz WAV each, cut out of the speech clip, half of it silence.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import decode from 'audio-decode'

export interface Chunk {
  bytes: Buffer
  /** Hex. */
  sha256: string
}

export const CHUNK_BYTES = 32 * 1024
const HEADER_BYTES = 44
const RATE_HZ = 16_000
const CLIP = new URL('../../test/fixtures/speech/speech.flac', import.meta.url)

/** @returns so many, each beginning somewhere else; about one second long */
export async function makeChunks(count: number): Promise<Chunk[]> {
  const { channelData } = await decode(await readFile(CLIP))
  const clip = channelData[0] ?? new Float32Array(RATE_HZ)
  const samples = (CHUNK_BYTES - HEADER_BYTES) / 2
  return Array.from({ length: count }, (_, index) => {
    const from = Math.round((index * clip.length) / count)
    const bytes = Buffer.alloc(CHUNK_BYTES)
    bytes.set(wavHeader(CHUNK_BYTES - HEADER_BYTES))
    for (let at = 0; at < samples; at++) {
      const sample = clip[(from + at) % clip.length] ?? 0
      bytes.writeInt16LE(Math.round(sample * 32_767), HEADER_BYTES + 2 * at)
    }
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
  })
}

/** @see http://soundfile.sapp.org/doc/WaveFormat/ */
function wavHeader(dataBytes: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('RIFF\0\0\0\0WAVEfmt ', 'latin1')
  header.writeUInt32LE(36 + dataBytes, 4)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE_HZ, 24)
  header.writeUInt32LE(2 * RATE_HZ, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(dataBytes, 40)
  return header
}
