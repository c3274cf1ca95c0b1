import { expect, it } from 'vitest'
import { contextsOf } from '#dev/demo/contexts-of.ts'

it('names at each moment what changes, and nothing where nothing does', () => {
  const said = (at_s: number, speaker: string, topic: string, restricted = false) => ({
    at_s,
    speaker,
    topic,
    restricted,
  })
  expect(
    contextsOf([
      said(0, 'Ada', 'Budget'),
      said(5, 'Ada', 'Budget'),
      said(9, 'Bo', 'Budget'),
      said(12, 'Bo', 'Pay', true),
      said(20, 'Ada', 'Plans'),
    ]),
  ).toEqual([
    { atS: 0, change: { current_speaker_id: 'Ada', topic: 'Budget' } },
    { atS: 9, change: { current_speaker_id: 'Bo' } },
    { atS: 12, change: { topic: 'Pay', restricted: true } },
    { atS: 20, change: { current_speaker_id: 'Ada', topic: 'Plans', restricted: false } },
  ])
})
