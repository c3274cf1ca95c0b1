// Which frames of a recording sound like speech to the WebRTC detector, before anything is smoothed.
import load, { type Fvad } from '@echogarden/fvad-wasm'

/** The detector takes 10, 20 or 30 ms. */
export const FRAME_MS = 30
export const VOICE_RATE_HZ = 16_000

/**
 * @param pcm 16 kHz, mono
 * @returns a flag per 30 ms; what is left at the end counts as a frame
 */
export async function speechFrames(pcm: Int16Array, { mode }: { mode: number } = { mode: MODE }): Promise<boolean[]> {
  const fvad = await loaded()
  const detector = fvad._fvad_new()
  const frame = fvad._malloc(FRAME_SAMPLES * Int16Array.BYTES_PER_ELEMENT)
  try {
    if (detector === 0 || frame === 0) throw new Error('the voice detector has no memory left')
    fvad._fvad_set_mode(detector, mode)
    fvad._fvad_set_sample_rate(detector, VOICE_RATE_HZ)
    const hears = (samples: Int16Array) => {
      fvad.HEAP16.set(samples, frame / 2)
      return fvad._fvad_process(detector, frame, FRAME_SAMPLES) === 1
    }
    const background = backgroundOf(pcm)
    if (background !== undefined) for (let times = 0; times < FRAMES_TO_LEARN; times++) hears(background)
    // It holds on for 120 ms after a word: what is no louder than the background is not that word.
    const floor = Math.max(INAUDIBLE, background === undefined ? 0 : levelOf(background) * ABOVE_BACKGROUND)
    const isSpeech = (samples: Int16Array) => hears(samples) && levelOf(samples) > floor
    return Array.from({ length: Math.ceil(pcm.length / FRAME_SAMPLES) }, (_, index) => isSpeech(frameAt(pcm, index)))
  } finally {
    fvad._free(frame)
    fvad._fvad_free(detector)
  }
}

/** Stricter than 1, which takes white noise of -30 dBFS for speech, and laxer than 3, which loses the ends of words. */
const MODE = 2
const FRAME_SAMPLES = (VOICE_RATE_HZ * FRAME_MS) / 1000
const FRAMES_TO_LEARN = 10

/** -66 dB of full scale, over a frame. */
const INAUDIBLE = FRAME_SAMPLES * 16 ** 2
/** 1.5 dB: steady noise varies less from frame to frame. */
const ABOVE_BACKGROUND = 10 ** (1.5 / 10)

let module: Promise<Fvad> | undefined

function loaded(): Promise<Fvad> {
  module ??= load()
  return module
}

/** The last one is filled up with silence. */
function frameAt(pcm: Int16Array, index: number): Int16Array {
  const samples = pcm.subarray(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES)
  if (samples.length === FRAME_SAMPLES) return samples
  const whole = new Int16Array(FRAME_SAMPLES)
  whole.set(samples)
  return whole
}

/**
 * A fresh detector knows no noise and takes the first 100 ms of any for speech: it is shown the recording's own first.
 * @returns a quiet frame that is not bare zeros; undefined where nothing is quiet and it might be speech itself
 */
function backgroundOf(pcm: Int16Array): Int16Array | undefined {
  const frames = Array.from({ length: Math.floor(pcm.length / FRAME_SAMPLES) }, (_, index) => frameAt(pcm, index))
  const levels = frames.map(levelOf)
  const audible = levels.filter(level => level > 0).sort((one, other) => one - other)
  const quiet = audible[Math.floor(audible.length * QUIET_SHARE)]
  const loud = audible[Math.floor(audible.length * (1 - QUIET_SHARE))]
  if (quiet === undefined || loud === undefined || quiet * SURELY_BACKGROUND > loud) return undefined
  return frames[levels.indexOf(quiet)]
}

const QUIET_SHARE = 0.05
/** 15 dB: speech without a single pause in it varies less. */
const SURELY_BACKGROUND = 10 ** (15 / 10)

function levelOf(frame: Int16Array): number {
  let sum = 0
  for (const sample of frame) sum += sample * sample
  return sum
}
