import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import type { ActionStatus } from '#domain/action/action-status.ts'
import type { ActionCommand } from '#domain/action/decide.ts'
import { previewKey } from '#domain/action/media-preview.ts'
import type { Actor } from '#domain/actor.ts'
import type { ActionProposalInput } from '#domain/ports/action-ledger.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import { brokenChains } from '#test/support/campaign-proof.ts'
import { photograph } from '#test/support/pictures.ts'
import { openWorkerRig, type WorkerRig } from '#test/support/worker-rig.ts'
import { storeSettings } from '#workers/adapters/media/store-settings.ts'
import { workerConfig } from '#workers/config.ts'

const ANN: Actor = { sub: 'ann', principal: 'human' }
const BOB: Actor = { sub: 'bob', principal: 'human' }

let rig: WorkerRig
beforeAll(async () => {
  rig = await openWorkerRig()
})
afterAll(async () => {
  expect(await brokenChains(rig)).toEqual([])
  await rig.close()
})

let accounts = 0

async function propose(
  payload: Record<string, unknown> = {},
  more: Partial<ActionProposalInput> = {},
): Promise<ActionView> {
  const input: ActionProposalInput = {
    id: uuid(),
    tenantId: rig.tenantId,
    platform: 'MOCK',
    account: `account-${accounts++}`,
    payload: { content_text: 'hello', ...payload } as ActionProposalInput['payload'],
    governanceHash: 'a'.repeat(64),
    execution: 'on_approval',
    preflight: [],
    ...more,
  }
  const view = await rig.ledger.actions.propose(input, { actor: ANN })
  if (view === 'key_taken') throw new Error('no key was given')
  return view
}

async function command(id: string, asked: ActionCommand, by: Actor = BOB): Promise<void> {
  const loaded = await rig.ledger.actions.load(rig.tenantId, id)
  if (loaded === undefined) throw new Error('gone')
  await rig.ledger.actions.command(loaded, asked, { actor: by })
}

async function approve(view: ActionView): Promise<string> {
  await command(view.action.id, { type: 'approve', by: BOB, digest: view.action.digest ?? '' })
  return view.action.id
}

async function until(id: string, status: ActionStatus, timeout = 15_000): Promise<ActionView> {
  return vi.waitFor(
    async () => {
      const view = await rig.ledger.actions.view({ tenantId: rig.tenantId }, id)
      expect(view?.action.status).toBe(status)
      return view as ActionView
    },
    { timeout, interval: 50 },
  )
}

const published = async (id: string) => (await rig.emulator.published()).filter(post => post.action_id === id)

describe.concurrent('an approved action', () => {
  it('is published once, and carries the platform’s id', async () => {
    const id = await approve(await propose())
    const view = await until(id, 'COMPLETED')
    const [post, ...more] = await published(id)
    expect(more).toEqual([])
    expect(view).toMatchObject({ platformRefId: post?.id, attempts: [{ n: 1, outcome: 'ACCEPTED', httpStatus: 201 }] })
  })

  it('fails for good when the platform refuses it', async () => {
    const view = await until(await approve(await propose({ mock: { outcome: 'reject' } })), 'FAILED')
    expect(view.error).toMatchObject({ code: 'CONTENT_REJECTED', platformCode: 'CONTENT_REJECTED', retryable: false })
    expect(view.attempts).toMatchObject([{ outcome: 'REFUSED_BY_PLATFORM', httpStatus: 422 }])
  })

  it('is found by a probe when the answer was lost, and not sent again', async () => {
    const id = await approve(await propose({ mock: { outcome: 'drop' } }))
    const view = await until(id, 'COMPLETED', 20_000)
    expect(view.attempts).toHaveLength(1)
    expect(await published(id)).toHaveLength(1)
    const entries = (await rig.ledger.audit.entries({ tenantId: rig.tenantId }, id, 0, 100)) ?? []
    expect(entries.map(entry => entry.action)).toEqual([
      'action.proposed',
      'action.approved',
      'command.accepted',
      'action.queued',
      'attempt.started',
      'attempt.unknown',
      'action.completed',
    ])
    expect(entries.at(-1)?.details).toMatchObject({ how: 'probe' })
    const { asked, probes } = view.attempts[0]?.exchange ?? {}
    expect(asked).toMatchObject({ request: 'POST /posts', text: 'hello', digest: view.action.digest })
    expect(probes?.[0]).toMatchObject({ found: 'found', platformRefId: view.platformRefId })
  })

  it('waits while its account is closed after a 429, and goes when it opens', async () => {
    const account = 'limited'
    await rig.emulator.fault({ fault: 'rate_limit', reset_seconds: 2, times: 1, match: { account } })
    const id = await approve(await propose({}, { account }))
    const limited = await until(id, 'RATE_LIMITED')
    const other = await approve(await propose({ content_text: 'another' }, { account }))
    const view = await until(id, 'COMPLETED')
    await until(other, 'COMPLETED')
    expect(view.attempts).toMatchObject([{ outcome: 'RATE_LIMITED' }, { outcome: 'ACCEPTED' }])
    const [post] = await published(other)
    expect(Date.parse(post?.received_at ?? '')).toBeGreaterThanOrEqual((limited.retryAt?.getTime() ?? 0) - 1)
  })

  it('goes at its time and not before', async () => {
    const scheduledAt = new Date(Date.now() + 2000)
    const id = await approve(await propose({ schedule_time: scheduledAt.toISOString() }))
    expect((await until(id, 'SCHEDULED')).attempts).toEqual([])
    await until(id, 'COMPLETED')
    const [post] = await published(id)
    const lateMs = Date.parse(post?.received_at ?? '') - scheduledAt.getTime()
    expect(lateMs).toBeGreaterThanOrEqual(0)
    expect(lateMs).toBeLessThan(1500)
  })

  it('is missed when it is too late for its time', async () => {
    const scheduledAt = new Date(Date.now() - 60_000)
    const payload = { schedule_time: scheduledAt.toISOString() }
    const id = await approve(await propose(payload, { maxLateSeconds: 5 }))
    await until(id, 'MISSED')
    expect(await published(id)).toEqual([])
  })
})

describe.concurrent('an action that nobody approves', () => {
  it('expires at its time', async () => {
    const { action } = await propose({}, { expiresAt: new Date(Date.now() + 1500).toISOString() })
    await until(action.id, 'EXPIRED')
    await vi.waitFor(async () =>
      expect([...(await rig.owner`SELECT 1 FROM steps WHERE subject_id = ${action.id}`)]).toEqual([]),
    )
  })

  it('is not approved by whoever proposed it, by a service, or under another digest', async () => {
    const { action } = await propose()
    const digest = action.digest ?? ''
    const attempt = (by: Actor, named: string) => command(action.id, { type: 'approve', by, digest: named }, by)
    await expect(attempt(ANN, digest)).rejects.toMatchObject({ code: 'SELF_APPROVAL' })
    await expect(attempt({ sub: 'bot', principal: 'service' }, digest)).rejects.toMatchObject({
      code: 'HUMAN_REQUIRED',
    })
    await expect(attempt(BOB, 'b'.repeat(64))).rejects.toMatchObject({ code: 'DIGEST_MISMATCH' })
    expect((await until(action.id, 'PENDING_APPROVAL')).approvals).toEqual([])
  })

  it('has a preview of what was hashed by the time that it can be approved', async () => {
    const config = workerConfig({ ...rig.env, ...inject('backing') })
    const { S3_ENDPOINT, S3_BUCKET } = config
    const store = createS3ObjectStore(storeSettings(config))
    try {
      const picture = await photograph(64, 48, 7)
      await store.put('media/previewed.jpg', picture, { contentType: 'image/jpeg' })
      const { action } = await propose({ media_urls: [`${S3_ENDPOINT}/${S3_BUCKET}/media/previewed.jpg`] })
      const view = await vi.waitFor(
        async () => {
          const found = await rig.ledger.actions.view({ tenantId: rig.tenantId }, action.id)
          expect(found?.action.digest).toBeDefined()
          return found
        },
        { timeout: 15_000, interval: 50 },
      )
      const kept = await store.head(previewKey(rig.tenantId, view?.mediaSha256?.[0] ?? ''))
      expect(kept).toMatchObject({ contentType: 'image/jpeg', metadata: { width: '64', height: '48' } })
    } finally {
      store.close()
    }
  })

  it('is not ready before its media are hashed, and an inner address never is', async () => {
    const { action } = await propose({ media_urls: ['http://169.254.169.254/latest/meta-data'] })
    expect(action.digest).toBeUndefined()
    const approval = command(action.id, { type: 'approve', by: BOB, digest: 'a'.repeat(64) })
    await expect(approval).rejects.toMatchObject({ code: 'MEDIA_NOT_READY' })
  })
})
