// A spoken meeting as one WAV file, from the demo's own audio.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import decode from 'audio-decode'
import { ROOT } from './source/read-sources.ts'

/** @returns about 20 s, 16-bit mono */
export async function meetingWav(): Promise<Uint8Array> {
  const parts = await Promise.all(
    ['01', '02'].map(async name =>
      decode(new Uint8Array(readFileSync(join(ROOT, `dev/demo/meeting/audio/${name}.ogg`)))),
    ),
  )
  const samples = parts.flatMap(({ channelData }) => Array.from(channelData[0] ?? []))
  const rate = parts[0]?.sampleRate ?? 48_000
  const wav = Buffer.alloc(44 + samples.length * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(wav.length - 8, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(samples.length * 2, 40)
  for (const [index, sample] of samples.entries())
    wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + index * 2)
  return wav
}
