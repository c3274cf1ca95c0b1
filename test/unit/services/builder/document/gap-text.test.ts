import { expect, it } from 'vitest'
import { gapText } from '#services/builder/document/gap-text.ts'
import { timeAt } from '../sample-session.ts'

it.each([
  [12, 18, '[audio missing 00:12–00:18]'],
  [12.7, 17.2, '[audio missing 00:12–00:18]'],
  [3590, 3665, '[audio missing 59:50–1:01:05]'],
  [-5, 4, '[audio missing 00:00–00:04]'],
])('names a gap from %d to %d s, never shorter than it is, as %s', (from, to, text) => {
  const at = (seconds: number) => new Date(Date.parse(timeAt(0)) + seconds * 1000).toISOString()
  expect(gapText({ from: 2, to: 3, reason: 'MISSING', started_at: at(from), ended_at: at(to) }, timeAt(0))).toBe(text)
})

it('names the chunks where the times are not known', () => {
  expect(gapText({ from: 2, to: 2, reason: 'MISSING' }, timeAt(0))).toBe('[audio missing: chunk 2]')
  expect(gapText({ from: 2, to: 5, reason: 'MISSING' }, timeAt(0))).toBe('[audio missing: chunks 2–5]')
})
