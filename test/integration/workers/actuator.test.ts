import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ActionStatus } from '#domain/action/action-status.ts'
import type { ActionCommand } from '#domain/action/decide.ts'
import type { Actor } from '#domain/actor.ts'
import type { ActionProposalInput } from '#domain/ports/action-ledger.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import { brokenChains } from '#test/support/campaign-proof.ts'
import { openWorkerRig, type WorkerRig } from '#test/support/worker-rig.ts'

const ANN: Actor = { sub: 'ann', principal: 'human' }
const BOB: Actor = { sub: 'bob', principal: 'human' }

let rig: WorkerRig
beforeAll(async () => {
  rig = await openWorkerRig({ METRICS_SCHEDULE_S: '0.1,0.2,3600', RECONCILE_QUIET_MS: '300' })
})
afterAll(async () => {
  expect(await brokenChains(rig)).toEqual([])
  await rig.close()
})

let accounts = 0
async function propose(payload: object = {}, more: Partial<ActionProposalInput> = {}): Promise<ActionView> {
  const input: ActionProposalInput = {
    ...{ id: uuid(), tenantId: rig.tenantId, platform: 'MOCK', account: `actuated-${accounts++}` },
    payload: { content_text: 'hello', ...payload } as ActionProposalInput['payload'],
    ...{ governanceHash: 'a'.repeat(64), execution: 'on_command', preflight: [] },
    ...more,
  }
  const view = await rig.ledger.actions.propose(input, { actor: ANN })
  if (view === 'key_taken') throw new Error('no key was given')
  return view
}

async function command(id: string, asked: ActionCommand): Promise<void> {
  const loaded = await rig.ledger.actions.load(rig.tenantId, id)
  if (loaded === undefined) throw new Error('gone')
  await rig.ledger.actions.command(loaded, asked, { actor: BOB })
}
async function approve({ action }: ActionView): Promise<string> {
  await command(action.id, { type: 'approve', by: BOB, digest: action.digest ?? '' })
  return action.id
}
async function run(view: ActionView): Promise<string> {
  const id = await approve(view)
  await rig.execute(id)
  return id
}

const viewOf = (id: string) => rig.ledger.actions.view({ tenantId: rig.tenantId }, id)
const until = (id: string, status: ActionStatus, timeout = 15_000) =>
  vi.waitFor(
    async () => {
      const view = await viewOf(id)
      expect(view?.action.status).toBe(status)
      return view as ActionView
    },
    { timeout, interval: 50 },
  )
const trailOf = async (id: string) =>
  ((await rig.ledger.audit.entries({ tenantId: rig.tenantId }, id, 0, 200)) ?? []).map(entry => entry.action)
const published = async (id: string) => (await rig.emulator.published()).filter(post => post.action_id === id)
const stepsOf = (id: string, kind: string) =>
  rig.owner<{ hold: string | null }[]>`SELECT hold FROM steps WHERE subject_id = ${id} AND kind = ${kind}`

describe('a command', () => {
  it('from outside is executed', async () => {
    await until(await run(await propose()), 'COMPLETED')
  })

  it('is asked of enterprise at the last approval, and nothing is sent without one', async () => {
    const view = await propose({ content_text: 'refused by enterprise' }, { execution: 'on_approval' })
    rig.upstreams.script('/enterprise/commands', call =>
      call.body.action_id === view.action.id ? { body: { status: 'REFUSED', reason: 'not this month' } } : undefined,
    )
    const id = await approve(view)
    await vi.waitFor(async () => expect(await stepsOf(id, 'command')).toMatchObject([{ hold: 'ENTERPRISE_REFUSED' }]))
    expect(await trailOf(id)).toEqual(['action.proposed', 'action.approved', 'command.refused'])
    expect((await viewOf(id))?.action.status).toBe('APPROVED_BY_HUMAN')
    expect(await published(id)).toEqual([])
    await command(id, { type: 'cancel', reason: 'enough' })
    expect(await stepsOf(id, 'command')).toEqual([])
  })

  it.each([
    ['signed with another key', { hmacKey: 'nobody-knows-this-key-but-mallory-alone' }, 'COMMAND_SIGNATURE_INVALID'],
    ['with another text', { body: { payload: { content_text: 'something else' } } }, 'COMMAND_DIGEST_MISMATCH'],
    ['with a token of somebody else', { issuer: 'mallory' }, 'COMMAND_TOKEN_INVALID'],
  ])('of enterprise %s is not believed', async (_, other, code) => {
    const view = await propose({}, { execution: 'on_approval' })
    const { action, payload, governanceHash } = view
    const request = { action_id: action.id, tenant_id: rig.tenantId, platform: 'MOCK', digest: action.digest ?? '' }
    const forged = await rig.upstreams.signer.sign(
      { ...request, payload: payload as never, governance_hash: governanceHash },
      other,
    )
    rig.upstreams.script('/enterprise/commands', call =>
      call.body.action_id === action.id ? { body: forged } : undefined,
    )
    const id = await approve(view)
    await vi.waitFor(async () => expect(await trailOf(id)).toContain('command.refused'))
    const entries = (await rig.ledger.audit.entries({ tenantId: rig.tenantId }, id, 0, 200)) ?? []
    expect(entries.at(-1)?.details).toMatchObject({ code })
    expect(await published(id)).toEqual([])
    await command(id, { type: 'cancel', reason: 'enough' })
  })
})

describe('what changed between command and sending is not sent:', () => {
  const soon = () => new Date(Date.now() + 1200).toISOString()

  it('a governance hash that was withdrawn', async () => {
    const hash = 'withdrawn'
    const governance = (active: boolean) => ({ rules: [], governance: [{ hash, name: 'n', active }] })
    await rig.ledger.policies.set(rig.tenantId, governance(true), ANN)
    const id = await run(await propose({ schedule_time: soon() }, { governanceHash: hash }))
    await rig.ledger.policies.set(rig.tenantId, governance(false), ANN)
    const view = await until(id, 'FAILED')
    await rig.ledger.policies.set(rig.tenantId, { rules: [], governance: [] }, ANN)
    expect(view.error).toMatchObject({ code: 'POLICY_UNKNOWN' })
    expect([view.attempts, await published(id)]).toEqual([[], []])
  })

  it('a text in the ledger that is not the one that was approved', async () => {
    const id = await run(await propose({ schedule_time: soon() }))
    await rig.owner`
      UPDATE governance.actions_ledger SET payload = jsonb_set(payload, '{content_text}', '"tampered"') WHERE id = ${id}`
    expect((await until(id, 'FAILED')).error).toMatchObject({ code: 'DIGEST_MISMATCH' })
    expect(await published(id)).toEqual([])
  })

  it('a command that somebody changed in the ledger', async () => {
    const id = await run(await propose({ schedule_time: soon() }))
    await rig.owner`ALTER TABLE command_receipts DISABLE TRIGGER USER`
    await rig.owner`UPDATE command_receipts SET body = replace(body, 'hello', 'hullo') WHERE action_id = ${id}`
    await rig.owner`ALTER TABLE command_receipts ENABLE TRIGGER USER`
    expect((await until(id, 'FAILED')).error).toMatchObject({ code: 'COMMAND_INVALID' })
    expect(await published(id)).toEqual([])
  })
})

describe('a receipt', () => {
  it('neither changes nor goes', async () => {
    const id = await run(await propose())
    await expect(rig.owner`DELETE FROM command_receipts WHERE action_id = ${id}`).rejects.toThrow('append-only')
    await expect(rig.owner`UPDATE command_receipts SET jti = 'x' WHERE action_id = ${id}`).rejects.toThrow(
      'append-only',
    )
  })
})

describe.each([
  ['still being looked for', false],
  ['proven absent and not sent again by itself, as on a metered platform', true],
])('an unknown outcome, %s, resolved by a person,', (_, isAbsent) => {
  const lost = async (fault: string) => {
    const view = await propose()
    const { account } = view.action
    await rig.emulator.fault({ fault, times: 1, match: { account } })
    await rig.emulator.fault({ fault: 'hide_from_search', seconds: 3600, times: 1, match: { account } })
    const unknown = await until(await run(view), 'OUTCOME_UNKNOWN')
    if (isAbsent) await proveAbsent(unknown.action.id)
    return unknown
  }
  const proveAbsent = async (id: string) => {
    await rig.owner`DELETE FROM steps WHERE subject_id = ${id} AND kind = 'reconcile'`
    await rig.owner`UPDATE action_attempts SET outcome = 'ABSENT', sender_done = false WHERE action_id = ${id}`
  }
  const resolve = (id: string, said: object) =>
    command(id, { type: 'askResolution', resolution: { by: BOB, comment: 'looked', ...said } as never })

  it('published: completed with the id that the person gives', async () => {
    const { action } = await lost('commit_then_drop')
    await resolve(action.id, { outcome: 'published', platformRefId: 'seen-there' })
    const view = await until(action.id, 'COMPLETED')
    expect(view).toMatchObject({ platformRefId: 'seen-there', attempts: [{ outcome: 'ACCEPTED' }] })
  })

  it('not published, again: sent once more under the same command', async () => {
    const { action } = await lost('error_500')
    await resolve(action.id, { outcome: 'not_published', retry: true })
    const view = await until(action.id, 'COMPLETED')
    expect(view.attempts).toMatchObject([{ outcome: 'ABSENT' }, { outcome: 'ACCEPTED' }])
    expect(await published(action.id)).toHaveLength(1)
  })

  it('not published, over: failed', async () => {
    const { action } = await lost('error_500')
    await resolve(action.id, { outcome: 'not_published', retry: false })
    expect((await until(action.id, 'FAILED')).error).toMatchObject({ code: 'NOT_PUBLISHED' })
  })

  it('as a post that is another action’s is refused', async () => {
    const done = await until(await run(await propose({ content_text: 'the first' })), 'COMPLETED')
    const { account } = done.action
    const second = await propose({ content_text: 'the second' }, { account })
    await rig.emulator.fault({ fault: 'error_500', times: 1, match: { account } })
    const { action } = await until(await run(second), 'OUTCOME_UNKNOWN')
    await expect(resolve(action.id, { outcome: 'published', platformRefId: done.platformRefId })).rejects.toMatchObject(
      { code: 'ALREADY_EXISTS' },
    )
  })
})

describe('the metrics of what is published', () => {
  it('are collected by their schedule, into the ledger', async () => {
    const id = await run(await propose())
    await until(id, 'COMPLETED')
    const metrics = () => rig.ledger.actions.metrics({ tenantId: rig.tenantId }, id)
    const { latest, nextAt } = await vi.waitFor(async () => {
      const found = await metrics()
      const [{ n = 0 } = {}] = await rig.owner<{ n: number }[]>`
        SELECT count(*)::int AS n FROM action_metrics WHERE action_id = ${id}`
      expect(n).toBe(2)
      return found
    })
    expect(latest?.figures).toHaveProperty('impressions')
    expect(nextAt?.getTime()).toBeGreaterThan(Date.now() + 3000_000)
  })
})
