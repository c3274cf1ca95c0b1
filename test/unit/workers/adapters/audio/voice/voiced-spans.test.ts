// Flags of frames smoothed into stretches of speech.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { voicedSpans } from '#workers/adapters/audio/voice/voiced-spans.ts'

const spans = (frames: string, durationMs = frames.length * 30) =>
  voicedSpans(
    Array.from(frames, frame => frame === '1'),
    durationMs,
  ).map(({ fromMs, toMs }) => `${fromMs}-${toMs}`)

it.each([
  ['nothing at all', '', []],
  ['silence', '..........', []],
  ['a blip of four frames at the start', '1111..........', []],
  ['a click', '......1111......', []],
  ['two clicks that are not of one word', '1111.....1111....', []],
  ['the shortest word, with a lead of two frames and a tail of one', '....11111....', ['60-300']],
  ['a word with a hole in it', '....11..111....', ['60-360']],
  ['two words with a breath between them', '...11111..........11111...', ['30-720']],
  ['two sentences', '...11111..............11111...', ['30-270', '600-840']],
  ['speech from end to end', '1111111', ['0-210']],
] as const)('%s', (_, frames, expected) => {
  expect(spans(frames)).toEqual(expected)
})

it('nothing is voiced beyond the end of the recording', () => {
  expect(spans('1111111', 200)).toEqual(['0-200'])
})

it('spans are in order, apart, within the recording, and hold every word long enough to be one', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 200 }), frames => {
      const durationMs = frames.length * 30
      const found = voicedSpans(frames, durationMs)
      for (const [index, { fromMs, toMs }] of found.entries()) {
        expect(fromMs).toBeGreaterThan(found[index - 1]?.toMs ?? -1)
        expect(toMs).toBeGreaterThan(fromMs)
        expect(toMs).toBeLessThanOrEqual(durationMs)
      }
      for (const word of Array.from(frames, one => (one ? '1' : '.'))
        .join('')
        .matchAll(/1{5,}/g))
        expect(
          found.some(({ fromMs, toMs }) => fromMs <= word.index * 30 && toMs >= (word.index + word[0].length) * 30),
        ).toBe(true)
    }),
  )
})
