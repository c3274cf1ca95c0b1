import type { Redis } from 'ioredis'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { SWEEP_PAGE, type SweptStep } from '#db/step/step-sweep.ts'
import { startSweeper } from '#workers/runtime/sweeper.ts'

/** As much of Redis as the epoch needs: two keys, and which server it is. */
function fakeRedis(epoch: string | null = 'ok') {
  const state = { epoch, of: epoch === null ? null : 'one', server: 'one', status: 'ready', answers: true }
  const redis = {
    get status() {
      return state.status
    },
    set: async (_: string, token: string) => {
      state.epoch = token
    },
    eval: async (script: string, _: number, __: string, ___: string, token: string, server: string) => {
      if (!state.answers) return new Promise<never>(() => {})
      if (script.includes('INFO')) return [state.epoch, state.of, state.server]
      if (state.epoch === token) Object.assign(state, { epoch: 'ok', of: server })
    },
  }
  return { state, redis: redis as unknown as Redis }
}

const swept = (id: string): SweptStep => ({
  id,
  tenantId: 't',
  subjectId: 's',
  kind: 'learn',
  run: 1,
  version: 1,
  trace: null,
})

function start(redis: Redis, more: Partial<Parameters<typeof startSweeper>[0]> = {}) {
  const ports = {
    sweep: vi.fn(async () => [] as SweptStep[]),
    sweepLanes: vi.fn(async () => [] as SweptStep[]),
    markDue: vi.fn(async () => 0),
    dispatch: vi.fn(async () => {}),
  }
  const options = { ...ports, ...more }
  const logger = pino({ level: 'silent' })
  const sweeper = startSweeper({ redis, prefix: 'p', logger, intervalMs: 5, ...options })
  onTestFinished(() => sweeper.stop())
  return { ...options, sweeper }
}

describe('the sweep', () => {
  it('puts due steps back into Redis, again and again', async () => {
    const sweep = vi.fn(async () => [swept('a')])
    const { dispatch } = start(fakeRedis().redis, { sweep })
    await vi.waitFor(() => expect(vi.mocked(dispatch).mock.calls.length).toBeGreaterThan(2))
    expect(dispatch).toHaveBeenCalledWith([swept('a')])
  })

  it('goes on at once after a full page', async () => {
    const full = Array.from({ length: SWEEP_PAGE }, (_, index) => swept(String(index)))
    const sweep = vi.fn<() => Promise<SweptStep[]>>().mockResolvedValueOnce(full).mockResolvedValueOnce(full)
    sweep.mockResolvedValue([])
    const { dispatch } = start(fakeRedis().redis, { sweep, intervalMs: 60_000 })
    await vi.waitFor(() => expect(sweep).toHaveBeenCalledTimes(3))
    expect(dispatch).toHaveBeenCalledTimes(2)
  })

  it('looks at the lanes after each page, so that nothing that is sent waits for the end of a flood of other steps', async () => {
    const full = Array.from({ length: SWEEP_PAGE }, (_, index) => swept(String(index)))
    const order: string[] = []
    const pages = [full, full, full, []]
    const sweep = vi.fn(async () => {
      order.push('page')
      return pages.shift() ?? []
    })
    const sweepLanes = vi.fn(async () => {
      order.push('lanes')
      return [] as SweptStep[]
    })
    start(fakeRedis().redis, { sweep, sweepLanes, intervalMs: 60_000 })
    await vi.waitFor(() => expect(order).toEqual(Array.from({ length: 4 }, () => ['page', 'lanes']).flat()))
  })

  it('feeds a lane that has room again at once, one sweep after the other', async () => {
    let running = 0
    let most = 0
    const sweepLanes = vi.fn(async () => {
      most = Math.max(most, ++running)
      await new Promise(resolve => setImmediate(resolve))
      running--
      return [swept('x')]
    })
    const { sweeper, dispatch } = start(fakeRedis().redis, { sweepLanes, intervalMs: 60_000 })
    await vi.waitFor(() => expect(sweepLanes).toHaveBeenCalledTimes(1))
    for (let ends = 0; ends < 5; ends++) sweeper.poke()
    await vi.waitFor(() => expect(sweepLanes.mock.calls.length).toBeGreaterThan(1))
    expect(most).toBe(1)
    expect(dispatch).toHaveBeenCalledWith([swept('x')])
  })

  it('feeds a lane that has room again after one had it while Redis was away', async () => {
    const { state, redis } = fakeRedis()
    const { sweeper, sweepLanes } = start(redis, { intervalMs: 60_000 })
    await vi.waitFor(() => expect(sweepLanes).toHaveBeenCalledTimes(1))
    state.status = 'reconnecting'
    sweeper.poke()
    state.status = 'ready'
    sweeper.poke()
    await vi.waitFor(() => expect(sweepLanes).toHaveBeenCalledTimes(2))
  })

  it('looks at the lanes at the moment at which one opens', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { sweeper, sweepLanes } = start(fakeRedis().redis, { intervalMs: 3600_000 })
    await vi.advanceTimersByTimeAsync(0)
    expect(sweepLanes).toHaveBeenCalledTimes(1)
    sweeper.poke(700)
    await vi.advanceTimersByTimeAsync(699)
    expect(sweepLanes).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(sweepLanes).toHaveBeenCalledTimes(2)
  })

  it('takes no step while Redis is away: it could not put it anywhere', async () => {
    const { state, redis } = fakeRedis()
    state.status = 'reconnecting'
    const { sweep } = start(redis)
    await new Promise(resolve => setTimeout(resolve, 40))
    expect(sweep).not.toHaveBeenCalled()
    state.status = 'ready'
    await vi.waitFor(() => expect(sweep).toHaveBeenCalled())
  })

  it('goes on after Postgres failed it', async () => {
    const sweep = vi.fn<() => Promise<SweptStep[]>>().mockRejectedValueOnce(new Error('away')).mockResolvedValue([])
    start(fakeRedis().redis, { sweep })
    await vi.waitFor(() => expect(sweep.mock.calls.length).toBeGreaterThan(2))
  })

  it('ends when it is told to, in the middle of its pause', async () => {
    const { sweep, sweeper } = start(fakeRedis().redis, { intervalMs: 60_000 })
    await vi.waitFor(() => expect(sweep).toHaveBeenCalledOnce())
    await sweeper.stop()
    expect(sweep).toHaveBeenCalledOnce()
  })
})

describe('the epoch', () => {
  it('lets all due steps be looked at when Redis was emptied, once', async () => {
    const { state, redis } = fakeRedis(null)
    const { markDue, sweep } = start(redis)
    await vi.waitFor(() => expect(vi.mocked(sweep).mock.calls.length).toBeGreaterThan(3))
    expect(markDue).toHaveBeenCalledOnce()
    expect(state.epoch).toBe('ok')
  })

  it('lets all due steps be looked at when another server is in its place, which has what the former last sent, or not', async () => {
    const { state, redis } = fakeRedis()
    const { markDue, sweep } = start(redis)
    await vi.waitFor(() => expect(sweep).toHaveBeenCalled())
    expect(markDue).not.toHaveBeenCalled()
    state.server = 'promoted'
    await vi.waitFor(() => expect(state.of).toBe('promoted'))
    const sweeps = vi.mocked(sweep).mock.calls.length
    await vi.waitFor(() => expect(vi.mocked(sweep).mock.calls.length).toBeGreaterThan(sweeps + 3))
    expect(markDue).toHaveBeenCalledOnce()
  })

  it('sees a second emptying while it still tells of the first', async () => {
    const { state, redis } = fakeRedis(null)
    const markDue = vi.fn<() => Promise<number>>().mockImplementationOnce(async () => {
      state.epoch = null
      return 1
    })
    markDue.mockResolvedValue(1)
    start(redis, { markDue })
    await vi.waitFor(() => expect(state.epoch).toBe('ok'))
    expect(markDue).toHaveBeenCalledTimes(2)
  })

  it('stays open when the telling failed half-way', async () => {
    const { state, redis } = fakeRedis(null)
    const markDue = vi.fn<() => Promise<number>>().mockRejectedValueOnce(new Error('away')).mockResolvedValue(1)
    start(redis, { markDue })
    await vi.waitFor(() => expect(state.epoch).toBe('ok'))
    expect(markDue).toHaveBeenCalledTimes(2)
  })

  it('does not hang on a Redis that never answers', async () => {
    const { state, redis } = fakeRedis()
    state.answers = false
    const { sweep } = start(redis)
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(sweep).not.toHaveBeenCalled()
    state.answers = true
    await vi.waitFor(() => expect(sweep).toHaveBeenCalled(), { timeout: 3000 })
  })
})
