// What a person is told of a trail that was recomputed.
import { expect, it } from 'vitest'
import { verdict } from '#console/pages/sessions/verdict.ts'

const of = async (body: Parameters<typeof verdict>[0] & { ok: true }) => String(await verdict(body))
const answer = { ok: true, status: 200, headers: new Headers() } as const

it('names the entry from which on a trail is not to be trusted', async () => {
  const body = { ok: false, checked: 7, first_bad: { seq: 3, why: 'its hash is another' }, checkpoint_at: null }
  const text = await of({ ...answer, body })
  expect(text).toContain('Not whole.')
  expect(text).toContain('Entry 3: its hash is another.')
  expect(text).toContain('No signed checkpoint covers it yet')
})
