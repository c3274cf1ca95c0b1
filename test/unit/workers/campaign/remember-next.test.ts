import { expect, test } from 'vitest'
import type { LoadedCampaignStep } from '#db/campaign/campaign-load-steps.ts'
import { rememberNext } from '#workers/campaign/remember-next.ts'

// Only the step's id and run are looked at.
const loaded = (id: string, run = 1) => ({ step: { id, run }, record: {} }) as unknown as LoadedCampaignStep

function remembering() {
  let nowMs = 0
  return { next: rememberNext(500, () => nowMs), pass: (ms: number) => (nowMs += ms) }
}

test('what was kept is given away once', () => {
  const { next } = remembering()
  const kept = loaded('a')
  next.keep(kept)
  expect(next.take('a', 1)).toBe(kept)
  expect(next.take('a', 1)).toBeUndefined()
})

test('another run of the step is not known, so that it is loaded', () => {
  const { next } = remembering()
  next.keep(loaded('a', 1))
  expect(next.take('a', 2)).toBeUndefined()
})

test('it is still known after the time that it is kept at least', () => {
  const { next, pass } = remembering()
  pass(499)
  next.keep(loaded('a'))
  pass(500)
  expect(next.take('a', 1)).toBeDefined()
})

test.each([[[1000]], [[500, 500]], [[400, 600]], [[5000]]])('it is forgotten after twice that time (%j)', passing => {
  const { next, pass } = remembering()
  next.keep(loaded('a'))
  for (const ms of passing) {
    pass(ms)
    next.take('another', 1)
  }
  expect(next.take('a', 1)).toBeUndefined()
})
