// The loop in each worker: rounds come by themselves, an outage of the bucket is sat out, and stopping leaves nothing behind.
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ObjectStoreError } from '#domain/ports/object-store.ts'
import { type AuditRig, openAuditRig } from '#test/support/audit-rig.ts'
import { growTrail, plantTrail } from '#test/support/planted-trail.ts'
import { startCheckpoints } from '#workers/audit/start-checkpoints.ts'

let rig: AuditRig
beforeEach(async () => {
  rig = await openAuditRig()
})
afterEach(() => rig.close())

const logger = pino({ level: 'silent' })
const signedSeqs = async (subject: string) =>
  (await rig.owner`SELECT seq FROM audit_checkpoint_heads WHERE subject_id = ${subject} ORDER BY n`).map(row => row.seq)

describe('workers', () => {
  it('sign what moves within an interval or so, each head once, whoever of them does it', async () => {
    const { ledger, store, key } = rig
    // Longer than a round takes, however busy the machine: a round that nobody finishes is somebody else's.
    const start = () => startCheckpoints({ ledger, store, key, logger, intervalMs: 1500, retentionDays: 1 })
    const workers = [start(), start(), start(), start()]
    let trail = await plantTrail(rig.owner, 1)
    await vi.waitFor(async () => expect(await signedSeqs(trail.subject)).toEqual([1]), { timeout: 15_000 })
    trail = await growTrail(rig.owner, trail, 2)
    await vi.waitFor(async () => expect(await signedSeqs(trail.subject)).toEqual([1, 3]), { timeout: 15_000 })
    await Promise.all(workers.map(worker => worker.stop()))
    await growTrail(rig.owner, trail, 1)
    expect((await rig.verifyAll()).counts).toMatchObject({ checkpoints: 2, heads: 2, entries: 4 })
  })

  it('catch up after the bucket was away', async () => {
    const trail = await plantTrail(rig.owner, 2)
    let away = true
    const put: typeof rig.store.put = (...given) =>
      away ? Promise.reject(new ObjectStoreError('UNAVAILABLE', 'away')) : rig.store.put(...given)
    const failed = vi.fn()
    const told = { warn: failed, info: () => {}, error: () => {} } as unknown as typeof logger
    const { ledger, store, key } = rig
    const worker = startCheckpoints({
      ...{ ledger, key, logger: told },
      store: { ...store, put },
      intervalMs: 100,
      retentionDays: 1,
    })
    await vi.waitFor(() => expect(failed).toHaveBeenCalled(), { timeout: 15_000 })
    expect(await signedSeqs(trail.subject)).toEqual([])
    away = false
    await vi.waitFor(async () => expect(await signedSeqs(trail.subject)).toEqual([2]), { timeout: 15_000 })
    await worker.stop()
    expect((await rig.verifyAll()).bad).toBeUndefined()
  })
})
