// Flags of single frames → the stretches in which somebody speaks.
import { FRAME_MS } from './frames.ts'

export interface VoicedSpan {
  fromMs: number
  toMs: number
}

/**
 * @param frames a flag per 30 ms
 * @param durationMs where the recording ends
 * @returns in order, apart from each other, none beyond the recording
 */
export function voicedSpans(frames: readonly boolean[], durationMs: number): VoicedSpan[] {
  const heard = joined(spansOf(frames), STUTTER_MS)
  const spoken = heard.filter(({ fromMs, toMs }) => toMs - fromMs >= SHORTEST_MS)
  const padded = spoken.map(({ fromMs, toMs }) => ({ fromMs: Math.max(0, fromMs - LEAD_MS), toMs: toMs + TAIL_MS }))
  return joined(padded, HANGOVER_MS)
    .map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs, durationMs) }))
    .filter(({ fromMs, toMs }) => toMs > fromMs)
}

/** The detector drops a frame in the middle of a word now and then. */
const STUTTER_MS = 2 * FRAME_MS
/** A click, and the blip at the start of a recording, last four frames at most; the shortest words are longer. */
const SHORTEST_MS = 5 * FRAME_MS
/** It wakes a frame or two into a soft beginning. */
const LEAD_MS = 2 * FRAME_MS
/** It lets go early where the background is loud. */
const TAIL_MS = FRAME_MS
/** A breath between two words is no silence. */
const HANGOVER_MS = 300

function spansOf(frames: readonly boolean[]): VoicedSpan[] {
  const spans: VoicedSpan[] = []
  for (const [index, voiced] of frames.entries()) {
    if (!voiced) continue
    const fromMs = index * FRAME_MS
    const last = spans.at(-1)
    if (last?.toMs === fromMs) last.toMs += FRAME_MS
    else spans.push({ fromMs, toMs: fromMs + FRAME_MS })
  }
  return spans
}

/** Neighbours with no more than `gapMs` between them become one. */
function joined(spans: readonly VoicedSpan[], gapMs: number): VoicedSpan[] {
  const result: VoicedSpan[] = []
  for (const span of spans) {
    const last = result.at(-1)
    if (last !== undefined && span.fromMs - last.toMs <= gapMs) last.toMs = span.toMs
    else result.push({ ...span })
  }
  return result
}
