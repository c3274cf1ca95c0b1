// A spoken meeting as one WAV file, from the demo's own audio.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import decode from 'audio-decode'
import { encodeWav } from '#services/core/speech/encode-wav.ts'
import { ROOT } from './source/read-sources.ts'

/** @returns about 20 s, 16-bit mono */
export async function meetingWav(): Promise<Uint8Array> {
  const parts = await Promise.all(
    ['01', '02'].map(async name =>
      decode(new Uint8Array(readFileSync(join(ROOT, `dev/demo/meeting/audio/${name}.ogg`)))),
    ),
  )
  const samples = Float32Array.from(parts.flatMap(({ channelData }) => Array.from(channelData[0] ?? [])))
  const sampleRate = parts[0]?.sampleRate ?? 48_000
  return encodeWav({ samples, sampleRate, seconds: samples.length / sampleRate }, sampleRate)
}
