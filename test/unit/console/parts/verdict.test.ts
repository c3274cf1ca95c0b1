// What a person is told of a trail that was recomputed.
import { expect, it } from 'vitest'
import { verdict } from '#console/parts/verdict.ts'

it('names the entry from which on a trail is not to be trusted', async () => {
  const text = String(
    await verdict({ ok: false, checked: 7, first_bad: { seq: 3, why: 'its hash is another' }, checkpoint_at: null }),
  )
  expect(text).toContain('The trail does not hold.')
  expect(text).toContain('entry 3: its hash is another.')
  expect(text).toContain('No signed checkpoint covers it yet')
})
