// A recording cut into the frames that the voice detector takes.

/** The detector takes 10, 20 or 30 ms; the longest cost least and err least. */
export const FRAME_MS = 30
export const VOICE_RATE_HZ = 16_000
export const FRAME_SAMPLES = (VOICE_RATE_HZ * FRAME_MS) / 1000

/** @returns all of it; the last frame is filled up with silence */
export function frames(pcm: Int16Array): Int16Array[] {
  return Array.from({ length: Math.ceil(pcm.length / FRAME_SAMPLES) }, (_, index) => {
    const samples = pcm.subarray(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES)
    if (samples.length === FRAME_SAMPLES) return samples
    const whole = new Int16Array(FRAME_SAMPLES)
    whole.set(samples)
    return whole
  })
}

/** The energy of a frame, of which ten times the logarithm are decibels. */
export function levelOf(frame: Int16Array): number {
  let sum = 0
  for (let at = 0; at < frame.length; at++) sum += (frame[at] ?? 0) ** 2
  return sum
}
