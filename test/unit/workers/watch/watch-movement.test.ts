import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchMovement } from '#workers/watch/watch-movement.ts'

const LIMIT_MS = 60_000
const EVERY_MS = 5000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function rig(lateMs: number) {
  const state = { lateMs, redis: true, paused: false, postgres: true }
  const movement = watchMovement({
    queues: ['campaign.learn', 'session.vad'],
    look: async () => {
      if (!state.postgres) throw new Error('Postgres is away')
      return [
        { kind: 'canary:campaign.learn', lateMs: state.lateMs },
        { kind: 'canary:session.vad', lateMs: 0 },
      ]
    },
    isRedisReady: () => state.redis,
    isPaused: async () => state.paused,
    limitMs: LIMIT_MS,
    everyMs: EVERY_MS,
    logger: pino({ level: 'silent' }),
  })
  return { state, movement, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) }
}

describe('a worker', () => {
  it('stands still when a canary is late and nothing else was done on its queue', async () => {
    const { movement, pass } = rig(LIMIT_MS + 1)
    await pass(LIMIT_MS - EVERY_MS)
    expect(movement.standsStill()).toBeUndefined()
    await pass(2 * EVERY_MS)
    expect(movement.standsStill()).toMatch(/^no work moves on campaign\.learn: a canary is 60 s late/)
  })

  it('lives again once the canary has come through', async () => {
    const { state, movement, pass } = rig(LIMIT_MS + 1)
    await pass(LIMIT_MS + EVERY_MS)
    expect(movement.standsStill()).toBeDefined()
    state.lateMs = 0
    await pass(EVERY_MS)
    expect(movement.standsStill()).toBeUndefined()
  })

  it('lives while canaries wait behind much work that it does', async () => {
    const { movement, pass } = rig(LIMIT_MS + 1)
    for (let turn = 0; turn < 40; turn++) {
      movement.began('campaign.learn', 'learn')()
      await pass(EVERY_MS)
      expect(movement.standsStill()).toBeUndefined()
    }
  })

  it('lives while a step runs that still has time, and no longer', async () => {
    const { movement, pass } = rig(LIMIT_MS + 1)
    await pass(LIMIT_MS - EVERY_MS)
    movement.began('campaign.learn', 'learn') // which may take two minutes
    await pass(120_000)
    expect(movement.standsStill()).toBeUndefined()
    await pass(LIMIT_MS + EVERY_MS)
    expect(movement.standsStill()).toBeDefined()
  })

  it.each(['redis', 'postgres'] as const)('is not replaced because %s is away, nor right after', async away => {
    const { state, movement, pass } = rig(LIMIT_MS + 1)
    state[away] = false
    await pass(10 * LIMIT_MS)
    expect(movement.standsStill()).toBeUndefined()
    state[away] = true
    await pass(LIMIT_MS - EVERY_MS)
    expect(movement.standsStill()).toBeUndefined()
  })

  it('is not replaced because somebody paused a queue', async () => {
    const { state, movement, pass } = rig(LIMIT_MS + 1)
    state.paused = true
    await pass(10 * LIMIT_MS)
    expect(movement.standsStill()).toBeUndefined()
  })
})
