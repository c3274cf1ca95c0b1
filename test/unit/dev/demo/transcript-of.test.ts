import { expect, it } from 'vitest'
import type { SessionBlock } from '#contracts/session-block.ts'
import { chunkWords, rangeWords } from '#dev/demo/chunk-words.ts'
import { type Gap, transcriptOf } from '#dev/demo/transcript-of.ts'

const block = (sequence_id: number): SessionBlock => ({
  ...{ sequence_id, type: 'SILENCE', status: 'DONE', speaker_id: null, topic: null, restricted: false },
  ...{ target_placeholder: null, started_at: '2026-11-20T09:00:00Z', client_time: '2026-11-20T10:00:00+01:00' },
})
const order = (blocks: number[], gaps: Gap[]) =>
  transcriptOf(blocks.map(block), gaps).map(line =>
    'gap' in line ? `${line.gap.from}–${line.gap.to} missing` : String(line.block.sequence_id),
  )

it('puts what is missing where it would have stood, before, between and behind what is there', () => {
  const gaps = [
    { from: 7, to: 9 },
    { from: 1, to: 1 },
    { from: 4, to: 5 },
  ]
  expect(order([2, 3, 3, 6], gaps)).toEqual(['1–1 missing', '2', '3', '3', '4–5 missing', '6', '7–9 missing'])
  expect(order([], gaps)).toHaveLength(3)
})

it('says sequence numbers as people do', () => {
  expect([chunkWords([4]), chunkWords([4, 4]), chunkWords([9, 10]), chunkWords([1, 2, 5])]).toEqual([
    ...['chunk 4', 'chunk 4', 'chunks 9 and 10', 'chunks 1, 2, and 5'],
  ])
  expect(
    rangeWords([
      [1, 2],
      [4, 4],
    ]),
  ).toBe('1–2, 4')
})
