import { expect, it } from 'vitest'
import { listContent } from '#bull-board/waiting/list-content.ts'
import { WaitingQuery } from '#bull-board/waiting/waiting-query.ts'

it('refuses a kind of step for what needs a person, which no step is open for', () => {
  const refused = WaitingQuery.safeParse({ reason: 'NEEDS_HUMAN', kind: 'learn' })
  expect(refused.error?.issues).toMatchObject([{ path: ['kind'], message: expect.stringContaining('needs a person') }])
  expect(WaitingQuery.safeParse({ reason: 'NEEDS_HUMAN', kind: '' }).success).toBe(true)
  expect(WaitingQuery.safeParse({ reason: 'SCHEDULED', kind: 'learn' }).success).toBe(true)
  expect(WaitingQuery.safeParse({ kind: 'learn' }).success).toBe(true)
})

it('offers the choice of a kind where it narrows the list', async () => {
  const shown = async (reason: 'NEEDS_HUMAN' | 'SCHEDULED') =>
    String(await listContent({ rows: [], looked: 0 }, { query: { reason }, apiUrl: 'https://api.example.com' }))
  expect(await shown('SCHEDULED')).toContain('name="kind"')
  expect(await shown('NEEDS_HUMAN')).not.toContain('name="kind"')
  expect(await shown('NEEDS_HUMAN')).toContain('name="platform"')
})
