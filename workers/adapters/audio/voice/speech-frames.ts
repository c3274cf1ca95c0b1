// Which frames of a recording sound like speech to the WebRTC detector, before anything is smoothed.
import load, { type Fvad } from '@echogarden/fvad-wasm'
import { FRAME_SAMPLES, frames, levelOf, VOICE_RATE_HZ } from './frames.ts'
import { type Loudness, loudness } from './loudness.ts'

/**
 * @param pcm 16 kHz, mono
 * @returns a flag per 30 ms; what is left at the end counts as a frame
 */
export async function speechFrames(pcm: Int16Array): Promise<boolean[]> {
  const fvad = await loaded()
  const detector = fvad._fvad_new()
  const frame = fvad._malloc(FRAME_SAMPLES * Int16Array.BYTES_PER_ELEMENT)
  try {
    if (detector === 0 || frame === 0) throw new Error('the voice detector has no memory left')
    fvad._fvad_set_mode(detector, MODE)
    fvad._fvad_set_sample_rate(detector, VOICE_RATE_HZ)
    const whole = frames(pcm)
    const heard = loudness(whole)
    const gain = gainFor(heard)
    const hears = (samples: Int16Array) => {
      fvad.HEAP16.set(gain === 1 ? samples : samples.map(sample => clipped(sample * gain)), frame / 2)
      return fvad._fvad_process(detector, frame, FRAME_SAMPLES) === 1
    }
    // A fresh detector takes the first 100 ms of any noise for speech, and each holds on for 120 ms after a word:
    // what is no louder than the background is neither.
    const floor = heard === undefined ? INAUDIBLE : heard.quiet * ABOVE_BACKGROUND
    return whole.map(samples => hears(samples) && levelOf(samples) > floor)
  } finally {
    fvad._free(frame)
    fvad._fvad_free(detector)
  }
}

/** Stricter than 1, which takes white noise of -30 dBFS for speech, and laxer than 3, which loses the ends of words. */
const MODE = 2
/** -66 dB of full scale, over a frame. */
const INAUDIBLE = FRAME_SAMPLES * 16 ** 2
/** 1.5 dB: steady noise varies less from frame to frame. */
const ABOVE_BACKGROUND = 10 ** (1.5 / 10)

let module: Promise<Fvad> | undefined

function loaded(): Promise<Fvad> {
  module ??= load()
  return module
}

/** The detector hears nothing below about -50 dBFS. A far microphone is raised; where nothing stands out, nothing is. */
function gainFor(heard: Loudness | undefined): number {
  if (heard === undefined) return 1
  return Math.max(1, Math.min(MAX_GAIN, Math.sqrt(WELL_AUDIBLE / heard.loud)))
}

/** -20 dB of full scale, over a frame. */
const WELL_AUDIBLE = FRAME_SAMPLES * 3277 ** 2
/** 30 dB. */
const MAX_GAIN = 10 ** (30 / 20)

const clipped = (sample: number) => Math.max(-32_768, Math.min(32_767, sample))
