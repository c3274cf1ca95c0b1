import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openWorkerRig, type WorkerRig } from '#test/support/worker-rig.ts'

let rig: WorkerRig
beforeAll(async () => {
  rig = await openWorkerRig({ STAGE_ATTEMPTS: '4', BREAKER_FAILURES: '5', BREAKER_OPEN_MS: '1500' })
  rig.people()
})
afterAll(() => rig.close())

it('an upstream that is down is left alone, no campaign pays for it with its tries, and all go on when it is back', async () => {
  let isDown = true
  rig.upstreams.script('/radar/scan', () => (isDown ? { status: 503 } : undefined))
  const ids = await rig.campaigns(20)
  await vi.waitFor(() => expect(rig.log.some(line => line.outcome === 'defer')).toBe(true), { timeout: 10_000 })
  const calledWhileOpen = rig.upstreams.calls.length
  expect(calledWhileOpen).toBeLessThan(20 + 5)
  isDown = false
  await vi.waitFor(async () => expect(await rig.standing()).toEqual({ completed: ids.length }), {
    timeout: 20_000,
    interval: 100,
  })
})
