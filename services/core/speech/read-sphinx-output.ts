// What `pocketsphinx_continuous -time yes` prints: a line of text for each utterance, then a line for each of its words.
import type { Transcript } from './speech-engine.ts'

/** `word(variant) start end probability`, times in seconds. */
const WORD_LINE = /^(\S+) (\d+\.\d+) (\d+\.\d+) (\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/
/** Silence and noise: `<s>`, `<sil>`, `[NOISE]`, `++BREATH++`. */
const NO_WORD = /^(?:<.*>|\[.*\]|\+\+.*\+\+)$/

/** The confidence is the geometric mean over the words: one word badly guessed pulls all of it down. */
export function readSphinxOutput(output: string): Transcript {
  const words: string[] = []
  let logarithms = 0
  for (const line of output.split('\n')) {
    const [, word = '', , , probability = ''] = WORD_LINE.exec(line.trim()) ?? []
    if (word === '' || NO_WORD.test(word)) continue
    words.push(word.replace(/\(\d+\)$/, ''))
    logarithms += Math.log(Math.min(1, Math.max(Number(probability), 1e-6)))
  }
  if (words.length === 0) return { text: '', confidence: 0 }
  return { text: words.join(' '), confidence: Math.exp(logarithms / words.length) }
}
