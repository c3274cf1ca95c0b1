// Finds a post of ours in an account's own list: by its text, after the attempt began, and known as nobody else's.
import type { Post, ProbeClues } from '#domain/ports/platform.ts'

export interface Listed {
  id: string
  text: string
  /** As Meta writes it, e.g. 2026-03-01T10:00:00+0000. */
  time: string
}

/** Between Meta's clock and ours. */
const CLOCK_SLACK_MS = 60_000

/** @returns milliseconds since 1970: nothing before it can be of this action */
export function windowStart({ sinceMs }: ProbeClues): number {
  return sinceMs - CLOCK_SLACK_MS
}

/** The oldest that fits: a later one of the same text is likelier to be another action's. */
export function matchPost<T extends Listed>(listed: readonly T[], { text }: Post, clues: ProbeClues): T | undefined {
  const wanted = normalised(text)
  return listed
    .filter(({ id, time }) => !clues.known.has(id) && Date.parse(time) >= windowStart(clues))
    .filter(candidate => normalised(candidate.text) === wanted)
    .toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time))
    .at(0)
}

/** What Meta may do to a text: compose letters, unify ends of lines, cut blanks at the ends of lines and of the whole. */
function normalised(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .trim()
}
