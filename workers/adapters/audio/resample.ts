// Any rate → ours, with a windowed-sinc low-pass, in time linear in the samples and with no more memory than its kernel.

export interface Resampler {
  /** Samples in, whatever of the output they complete out. */
  push(samples: Float32Array): Float32Array
  /** The end: what was waiting for samples to come gets silence. */
  flush(): Float32Array
}

export function createResampler(fromHz: number, toHz: number): Resampler {
  if (fromHz === toHz) return { push: samples => samples, flush: () => new Float32Array() }
  const { taps, half, phases } = kernel(fromHz, toHz)
  const divisor = gcd(fromHz, toHz)
  const [step, perStep] = [fromHz / divisor, toHz / divisor]
  const width = 2 * half
  /** What is still needed of the input, the first of it being sample `base`; before the recording is silence. */
  let held: Float32Array = new Float32Array(half)
  let base = -half
  let received = 0
  let produced = 0

  function produce(until: number): Float32Array {
    const wanted = Math.max(0, Math.ceil((until * perStep) / step) - produced)
    const output = new Float32Array(wanted)
    for (let index = 0; index < wanted; index++, produced++) {
      // Output sample `produced` lies at produced·step/perStep of the input.
      const whole = Math.floor((produced * step) / perStep)
      const phase = Math.floor((((produced * step) % perStep) * phases) / perStep)
      const first = whole - half + 1 - base
      let sum = 0
      for (let tap = 0; tap < width; tap++) sum += (held[first + tap] ?? 0) * (taps[phase * width + tap] ?? 0)
      output[index] = sum
    }
    const needed = Math.max(0, Math.floor((produced * step) / perStep) - half + 1 - base)
    held = held.slice(needed)
    base += needed
    return output
  }

  function hold(samples: Float32Array): void {
    const longer = new Float32Array(held.length + samples.length)
    longer.set(held)
    longer.set(samples, held.length)
    held = longer
  }

  return {
    push(samples) {
      hold(samples)
      received += samples.length
      return produce(Math.max(0, received - half))
    },
    flush() {
      hold(new Float32Array(half))
      return produce(received)
    },
  }
}

/** Zero crossings on either side; more make the edge steeper and the work longer. */
const CROSSINGS = 12
/** The low-pass begins to close at this share of the lower rate's half, so that it is shut where aliases would begin. */
const ROLL_OFF = 0.88
/** Rates with no common divisor to speak of share the nearest of this many kernels, 60 dB below the sound. */
const MAX_PHASES = 1024

/** For each place between two input samples, the weights of the samples around it; each sums to one. */
function kernel(fromHz: number, toHz: number) {
  const phases = Math.min(toHz / gcd(fromHz, toHz), MAX_PHASES)
  const cutoff = (ROLL_OFF * Math.min(1, toHz / fromHz)) / 2
  const half = Math.ceil(CROSSINGS / (2 * cutoff))
  const width = 2 * half
  const taps = new Float32Array(phases * width)
  for (let phase = 0; phase < phases; phase++) {
    const weights = Array.from({ length: width }, (_, tap) => weight(tap - half + 1 - phase / phases, cutoff, half))
    const sum = weights.reduce((all, one) => all + one, 0)
    taps.set(
      weights.map(one => one / sum),
      phase * width,
    )
  }
  return { taps, half, phases }
}

/** A sinc under a Blackman window, `at` samples from its middle. */
function weight(at: number, cutoff: number, half: number): number {
  if (Math.abs(at) >= half) return 0
  const angle = 2 * Math.PI * cutoff * at
  const window = 0.42 + 0.5 * Math.cos((Math.PI * at) / half) + 0.08 * Math.cos((2 * Math.PI * at) / half)
  return (at === 0 ? 1 : Math.sin(angle) / angle) * window
}

function gcd(one: number, other: number): number {
  return other === 0 ? one : gcd(other, one % other)
}
