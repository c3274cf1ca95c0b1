// A signal as radar reads it.
import type { RawSignal } from '#contracts/upstream/scout.ts'
import type { ReadText, TextReader } from './read-text.ts'
import type { Language } from './words/language.ts'

export interface ReadSignal {
  signal: RawSignal
  publishedAtMs: number
  text: ReadText
}

export function readSignal(signal: RawSignal, fallback: Language, read: TextReader): ReadSignal {
  const text = read(signal.title, signal.summary, fallback)
  return { signal, publishedAtMs: Date.parse(signal.published_at), text }
}
