import { expect, it, vi } from 'vitest'
import { actionInbox } from '#db/action/action-inbox.ts'

it('whoever may decide nothing, and asks for nothing of their own, costs Postgres nothing', async () => {
  const read = vi.fn(async () => [])
  const inbox = actionInbox(read)
  const nobody = { sub: 'rita', decides: false, own: false }
  expect(await inbox({ tenantId: 't' }, nobody, { limit: 20 })).toEqual({ items: [], total: { count: 0, exact: true } })
  expect(read).not.toHaveBeenCalled()
  await inbox({ tenantId: 't' }, { ...nobody, own: true }, { limit: 20 })
  expect(read).toHaveBeenCalled()
})
