// Samples as a WAV file that recognisers read: one channel, 16 bit, at the rate they were trained on.
import type { Samples } from './decode-audio.ts'

const HEADER_BYTES = 44

/** RIFF WAVE, PCM; `rate` in Hz. */
export function encodeWav({ samples, sampleRate }: Samples, rate: number): Buffer {
  const resampled = resample(samples, sampleRate / rate)
  const dataBytes = resampled.length * 2
  const wav = Buffer.alloc(HEADER_BYTES + dataBytes)
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(dataBytes, 40)
  resampled.forEach((sample, index) => {
    wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), HEADER_BYTES + index * 2)
  })
  return wav
}

/** Each new sample is the mean of the span it stands for, which keeps what lies above the new rate from folding down; `step` old samples make one. */
function resample(samples: Float32Array, step: number): Float32Array {
  if (step === 1) return samples
  const length = Math.floor(samples.length / step)
  return Float32Array.from({ length }, (_, index) =>
    step > 1 ? mean(samples, index * step, (index + 1) * step) : between(samples, index * step),
  )
}

function mean(samples: Float32Array, from: number, to: number): number {
  let sum = 0
  for (let at = Math.floor(from); at < to; at += 1) {
    sum += (samples[at] ?? 0) * (Math.min(at + 1, to) - Math.max(at, from))
  }
  return sum / (to - from)
}

function between(samples: Float32Array, position: number): number {
  const at = Math.floor(position)
  const before = samples[at] ?? 0
  return before + ((samples[at + 1] ?? before) - before) * (position - at)
}
