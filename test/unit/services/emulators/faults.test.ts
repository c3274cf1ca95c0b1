import { expect, it } from 'vitest'
import { createFaults } from '#services/emulators/faults.ts'

it('a fault befalls only what it matches, and only so many times', () => {
  const faults = createFaults()
  faults.add({ fault: 'error_500', times: 2, match: { account: 'a', text_contains: 'sale' } })
  const befalls = (account: string, text: string) => faults.take(account, text).answer?.fault
  expect(befalls('b', 'a sale')).toBeUndefined()
  expect(befalls('a', 'nothing')).toBeUndefined()
  expect([1, 2, 3].map(() => befalls('a', 'a sale'))).toEqual(['error_500', 'error_500', undefined])
})

it('a wait, a hiding and one answer come together; a second answer waits for its turn', () => {
  const faults = createFaults()
  faults.add({ fault: 'commit_then_drop', times: 1 })
  faults.add({ fault: 'hide_from_search', seconds: 5, times: 1 })
  faults.add({ fault: 'delay', ms: 10, times: 1 })
  faults.add({ fault: 'html_502', times: 1 })
  expect(faults.take('a', '')).toMatchObject({
    delay: { ms: 10 },
    hide: { seconds: 5 },
    answer: { fault: 'commit_then_drop' },
  })
  expect(faults.take('a', '')).toEqual({ delay: undefined, hide: undefined, answer: { fault: 'html_502', times: 0 } })
  expect(faults.all()).toEqual([])
})

it('without times it holds until it is cleared', () => {
  const faults = createFaults()
  faults.add({ fault: 'duplicate' })
  for (let n = 0; n < 3; n += 1) expect(faults.take('a', '').answer?.fault).toBe('duplicate')
  faults.clear()
  expect(faults.take('a', '').answer).toBeUndefined()
})
