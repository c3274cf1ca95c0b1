// Chunks of a recording for tests: one in which somebody speaks, and any number of seconds of nothing.
import { readFileSync } from 'node:fs'
import type { Chunk } from './session-rig.ts'

export const SPEECH = new Uint8Array(readFileSync(new URL('../fixtures/speech/speech.flac', import.meta.url)))

/** A second of nothing, another for each n. */
export function silence(n = 0): Uint8Array {
  const data = new Uint8Array(44 + 32_000)
  const view = new DataView(data.buffer)
  const put = (at: number, text: string) => data.set(Buffer.from(text), at)
  put(0, 'RIFF')
  view.setUint32(4, data.length - 8, true)
  put(8, 'WAVEfmt ')
  for (const [at, value] of [
    [16, 16],
    [24, 16_000],
    [28, 32_000],
  ] as const)
    view.setUint32(at, value, true)
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    view.setUint16(at, value, true)
  put(36, 'data')
  view.setUint32(40, 32_000, true)
  view.setInt16(44, n, true)
  return data
}

export const at = (seconds: number) => new Date(Date.parse('2026-11-20T09:00:00Z') + seconds * 1000).toISOString()
export const speech = (sequenceId: number, more: Partial<Chunk> = {}): Chunk => ({
  sequenceId,
  audio: SPEECH,
  contentType: 'audio/flac',
  ...more,
})
export const quiet = (sequenceId: number, more: Partial<Chunk> = {}): Chunk => ({
  sequenceId,
  audio: silence(),
  ...more,
})
