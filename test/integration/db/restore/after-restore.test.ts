// A restored ledger has forgotten what was sent since its dump: nothing of it is sent again, and nothing else stays behind.
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { afterRestore } from '#db/restore/after-restore.ts'
import type { ActionStatus } from '#domain/action/action-status.ts'
import type { ActionCommand } from '#domain/action/decide.ts'
import type { Actor } from '#domain/actor.ts'
import { brokenChains } from '#test/support/campaign-proof.ts'
import { openWorkerRig, type WorkerRig } from '#test/support/worker-rig.ts'

const ANN: Actor = { sub: 'ann', principal: 'human' }
const BOB: Actor = { sub: 'bob', principal: 'human' }
const ACCOUNT = 'restored'

let rig: WorkerRig
beforeAll(async () => {
  rig = await openWorkerRig({ RECONCILE_QUIET_MS: '300' })
})
afterAll(() => rig.close())

async function proposed(text: string, more: object = {}): Promise<string> {
  const view = await rig.ledger.actions.propose(
    {
      ...{ id: uuid(), tenantId: rig.tenantId, platform: 'MOCK', account: ACCOUNT },
      payload: { content_text: text, ...more },
      ...{ governanceHash: 'a'.repeat(64), execution: 'on_command', preflight: [] },
    },
    { actor: ANN },
  )
  if (view === 'key_taken') throw new Error('no key was given')
  return view.action.id
}
async function approved(text: string, more: object = {}): Promise<string> {
  const id = await proposed(text, more)
  const loaded = await rig.ledger.actions.load(rig.tenantId, id)
  if (loaded === undefined) throw new Error('gone')
  const approve: ActionCommand = { type: 'approve', by: BOB, digest: loaded.view.action.digest ?? '' }
  await rig.ledger.actions.command(loaded, approve, { actor: BOB })
  return id
}
async function queued(text: string, more: object = {}): Promise<string> {
  const id = await approved(text, more)
  await rig.execute(id)
  return id
}
/** As the system did between the dump and its end, of which the restored ledger knows nothing. */
async function sentSince(id: string, text: string): Promise<string> {
  const response = await fetch(`${rig.emulator.url}/posts`, {
    method: 'POST',
    headers: { authorization: `Bearer mock-${ACCOUNT}`, 'content-type': 'application/json' },
    body: JSON.stringify({ action_id: id, account: ACCOUNT, text, media: [] }),
  })
  expect(response.status).toBe(201)
  return id
}
const statusOf = async (id: string) => (await rig.ledger.actions.view({ tenantId: rig.tenantId }, id))?.action.status
const until = (expected: Record<string, ActionStatus>) =>
  vi.waitFor(
    async () => {
      const found = await Promise.all(Object.keys(expected).map(async id => [id, await statusOf(id)]))
      expect(Object.fromEntries(found)).toEqual(expected)
    },
    { timeout: 30_000, interval: 100 },
  )
const switchTo = (engaged: boolean) =>
  rig.ledger.killSwitches.set({ target: { scope: 'global' }, engaged, reason: 'test' }, ANN)

it('what was sent after the dump is found and never sent again; what was not goes back to where it stood', async () => {
  const dumpedAt = new Date()
  await expect(afterRestore({ url: rig.database.url, dumpedAt, by: 'ann' })).rejects.toThrow('stop all workers first')
  await rig.worker.stop(2000)

  const later = { schedule_time: new Date(Date.now() + 3600_000).toISOString() }
  const sentQueued = await sentSince(await queued('queued in the dump, sent since'), 'queued in the dump, sent since')
  const sentApproved = await sentSince(await approved('approved, sent since'), 'approved, sent since')
  const sentPending = await sentSince(await proposed('proposed, sent since'), 'proposed, sent since')
  const unsent = await queued('queued and not sent')
  const scheduled = await queued('scheduled and not sent', later)
  const waiting = await approved('approved and not sent')
  const pending = await proposed('proposed and not sent')

  const report = await afterRestore({ url: rig.database.url, dumpedAt, by: 'ann' })
  expect(report.doubted).toEqual({ QUEUED: 2, SCHEDULED: 1, APPROVED_BY_HUMAN: 2, PENDING_APPROVAL: 2 })
  const again = await afterRestore({ url: rig.database.url, dumpedAt, by: 'ann' })
  expect(again).toEqual({ ...report, doubted: {} })

  await rig.startWorker()
  const found = { [sentQueued]: 'COMPLETED', [sentApproved]: 'COMPLETED', [sentPending]: 'COMPLETED' } as const
  const back = { [waiting]: 'APPROVED_BY_HUMAN', [pending]: 'PENDING_APPROVAL' } as const
  await until({ ...found, ...back, [unsent]: 'QUEUED', [scheduled]: 'SCHEDULED' }) // the switch holds what may be sent
  await switchTo(false)
  await until({ ...found, ...back, [unsent]: 'COMPLETED', [scheduled]: 'SCHEDULED' })

  const posts = (await rig.emulator.published()).map(post => post.action_id)
  expect(posts.sort()).toEqual([sentQueued, sentApproved, sentPending, unsent].sort())
  const entries = (await rig.ledger.audit.entries({ tenantId: rig.tenantId }, unsent, 0, 200)) ?? []
  expect(entries.find(entry => entry.action === 'attempt.unknown')).toMatchObject({
    actor: ANN,
    details: { detail: expect.stringContaining(`the dump of ${dumpedAt.toISOString()}`) },
  })
  expect(await brokenChains(rig)).toEqual([])
})
