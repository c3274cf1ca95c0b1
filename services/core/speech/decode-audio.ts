// Audio of any format that sessions send, as samples of one channel.
import { setImmediate as nextTurn } from 'node:timers/promises'
import decodeChunked from 'audio-decode/stream'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import { audioFormat } from './audio-format.ts'

export interface Samples {
  /** -1 to 1, one channel. */
  samples: Float32Array
  sampleRate: number
  seconds: number
}

const PIECE_BYTES = 64 * 1024
/** A few bytes may unpack into hours; no chunk of a session is longer. */
const MAX_SECONDS = 900

/** Throws a 422 when it cannot be decoded or is too long, a 504 when the signal aborts. */
export async function decodeAudio(audio: Uint8Array, signal: AbortSignal): Promise<Samples> {
  const format = await audioFormat(audio)
  const pieces: Float32Array[] = []
  let sampleRate = 0
  let count = 0
  try {
    for await (const decoded of decodeChunked(piecesOf(audio, signal), format)) {
      sampleRate = decoded.sampleRate
      const piece = oneChannel(decoded.channelData)
      pieces.push(piece)
      count += piece.length
      if (count > MAX_SECONDS * sampleRate) {
        throw new ServiceProblem(422, 'AUDIO_TOO_LONG', `the audio is longer than ${MAX_SECONDS} s`)
      }
    }
  } catch (cause) {
    if (cause instanceof ServiceProblem) throw cause
    throw unreadable(format, cause)
  }
  if (count === 0) throw unreadable(format)
  return { samples: joined(pieces, count), sampleRate, seconds: count / sampleRate }
}

/** Between pieces others have their turn, the deadline among them: decoding itself never waits for anything. */
async function* piecesOf(audio: Uint8Array, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < audio.length; at += PIECE_BYTES) {
    if (signal.aborted) throw new ServiceProblem(504, 'SPEECH_LATE', 'the audio was not decoded in time')
    yield audio.subarray(at, at + PIECE_BYTES)
    await nextTurn()
  }
}

function oneChannel(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(), ...others] = channels
  if (others.length === 0) return first
  return first.map((sample, index) =>
    others.reduce((sum, channel) => sum + (channel[index] ?? 0) / channels.length, sample / channels.length),
  )
}

function joined(pieces: readonly Float32Array[], count: number): Float32Array {
  const all = new Float32Array(count)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

function unreadable(format: string, cause?: unknown): ServiceProblem {
  return new ServiceProblem(422, 'AUDIO_UNREADABLE', `the audio looks like ${format}, but cannot be decoded`, { cause })
}
