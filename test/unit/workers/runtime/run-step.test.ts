import { pino } from 'pino'
import { describe, expect, it, vi } from 'vitest'
import type { Step } from '#domain/step.ts'
import { runStep } from '#workers/runtime/run-step.ts'
import { RunningSteps } from '#workers/runtime/running-steps.ts'
import type { Settled, StepEngine } from '#workers/runtime/step-engine.ts'
import { noopStepMetrics } from '#workers/runtime/step-metrics.ts'

interface Loaded {
  step: Step
  version: number
}

const STEP = '0198a000-0000-7000-8000-000000000001'
const TENANT = '0198a000-0000-7000-8000-000000000002'
const step = (run = 1): Step => ({
  id: STEP,
  tenantId: TENANT,
  subjectId: TENANT,
  kind: 'learn',
  executionId: TENANT,
  version: 1,
  run,
  attempt: 1,
})
const delivery = (run = 1, stalledCounter = 0) => ({
  name: 'learn',
  data: { step: STEP, run, tenant: TENANT },
  stalledCounter,
})

const lost = () => Object.assign(new Error('connection closed'), { code: 'CONNECTION_CLOSED' })
const busy = () => Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })
const refused = () => Object.assign(new Error('unsupported Unicode escape sequence'), { code: '22P05' })
const recorded: Settled = {
  kind: 'recorded',
  steps: [{ id: 'next', run: 1, kind: 'learn', tenantId: TENANT }],
  touches: [],
}

function rig(more: Partial<StepEngine<Loaded, string>> = {}) {
  const running = new RunningSteps()
  const engine = {
    known: () => undefined,
    load: vi.fn(async (): Promise<Loaded | undefined> => ({ step: step(), version: 1 })),
    perform: vi.fn(async (_: Loaded, __: AbortSignal) => 'done'),
    settle: vi.fn(async (_: Loaded, __: string) => recorded),
    poisoned: vi.fn((_: Loaded, detail: string) => `poison: ${detail}`),
    describe: () => ({}),
    ...more,
  }
  const dispatch = vi.fn(async () => {})
  const logger = pino({ level: 'silent' })
  const leaveToNewer = vi.fn(async ({ version }: { version: number }) => version > 1)
  const common = { running, leaveToNewer, dispatch, touch: () => {}, logger, metrics: noopStepMetrics }
  const run = runStep({ engine, ...common, patienceMs: 500 })
  return { run, engine, running, dispatch }
}

describe('a delivery', () => {
  it('is loaded, done, recorded and carried on', async () => {
    const { run, engine, dispatch } = rig()
    expect(await run(delivery())).toBe('recorded')
    expect(engine.perform).toHaveBeenCalledOnce()
    expect(dispatch).toHaveBeenCalledExactlyOnceWith([expect.objectContaining({ id: 'next' })])
  })

  it.each([
    ['whose step is gone', undefined],
    ['of a run that is over', { step: step(2), version: 1 }],
  ])('%s is dropped', async (_, loaded) => {
    const { run, engine } = rig({ load: async () => loaded })
    expect(await run(delivery(1))).toBe('gone')
    expect(engine.perform).not.toHaveBeenCalled()
  })

  it('of a step that runs here already waits for that run, and does nothing itself', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const { run, engine } = rig({ perform: vi.fn(() => promise) })
    const first = run(delivery())
    let secondEnded = false
    const second = run(delivery()).finally(() => {
      secondEnded = true
    })
    await vi.waitFor(() => expect(engine.perform).toHaveBeenCalled())
    expect(secondEnded).toBe(false)
    resolve('done')
    expect(await Promise.all([first, second])).toEqual(['recorded', 'recorded'])
    expect(engine.perform).toHaveBeenCalledOnce()
    expect(engine.settle).toHaveBeenCalledOnce()
  })

  it('that has stalled five times is recorded as poison without being done again', async () => {
    const { run, engine } = rig()
    await run(delivery(1, 5))
    expect(engine.perform).not.toHaveBeenCalled()
    expect(engine.settle).toHaveBeenCalledWith(expect.anything(), expect.stringMatching(/died or hung 5 times/))
  })
})

describe('an outcome', () => {
  it('that lost the race is decided again on the fresh state, and never done again', async () => {
    const settle = vi
      .fn<(loaded: Loaded) => Promise<Settled>>()
      .mockResolvedValueOnce({ kind: 'conflict' })
      .mockResolvedValue(recorded)
    let version = 0
    const { run, engine } = rig({ settle, load: async () => ({ step: step(), version: ++version }) })
    expect(await run(delivery())).toBe('recorded')
    expect(settle.mock.calls.map(([loaded]) => loaded.version)).toEqual([1, 2])
    expect(engine.perform).toHaveBeenCalledOnce()
  })

  it.each([
    ['the step is gone', undefined],
    ['its run has moved on', { step: step(2), version: 2 }],
  ])('that lost the race because %s is dropped', async (_, fresh) => {
    const load = vi.fn<() => Promise<Loaded | undefined>>().mockResolvedValueOnce({ step: step(), version: 1 })
    load.mockResolvedValue(fresh)
    const { run, engine } = rig({ load, settle: vi.fn(async () => ({ kind: 'conflict' as const })) })
    expect(await run(delivery())).toBe('superseded')
    expect(engine.settle).toHaveBeenCalledOnce()
  })

  it.each([
    ['away', lost],
    ['busy', busy],
  ])('waits while Postgres is %s, without being done again', async (_, error) => {
    const settle = vi.fn<() => Promise<Settled>>().mockRejectedValueOnce(error()).mockResolvedValue(recorded)
    const { run, engine } = rig({ settle })
    expect(await run(delivery())).toBe('recorded')
    expect(engine.perform).toHaveBeenCalledOnce()
    expect(engine.poisoned).not.toHaveBeenCalled()
  })

  it('gives the delivery up when Postgres stays away: the sweep delivers it again', async () => {
    const { run } = rig({ settle: vi.fn(async () => Promise.reject(lost())) })
    await expect(run(delivery())).rejects.toThrow('connection closed')
  })

  it('that Postgres refuses is recorded as poison, once', async () => {
    const settle = vi.fn<() => Promise<Settled>>().mockRejectedValueOnce(refused()).mockResolvedValue(recorded)
    const { run, engine } = rig({ settle })
    expect(await run(delivery())).toBe('recorded')
    expect(engine.poisoned).toHaveBeenCalledOnce()
    expect(settle).toHaveBeenLastCalledWith(expect.anything(), 'poison: its outcome could not be recorded')
  })

  it('whose poison is refused too is thrown, not tried for ever', async () => {
    const { run } = rig({ settle: vi.fn(async () => Promise.reject(refused())) })
    await expect(run(delivery())).rejects.toThrow('unsupported Unicode')
  })
})

describe('a step that a newer version of the program has written', () => {
  it('is left to it, although its job does not say so', async () => {
    const { run, engine } = rig({ load: vi.fn(async () => ({ step: { ...step(), version: 2 }, version: 1 })) })
    expect(await run(delivery())).toBe('newer')
    expect(engine.perform).not.toHaveBeenCalled()
    expect(engine.settle).not.toHaveBeenCalled()
  })
})

describe('a step that is cancelled while it runs', () => {
  it('is aborted, and its delivery ends without an error', async () => {
    const { run, engine, running } = rig({ perform: vi.fn((_: Loaded, signal: AbortSignal) => untilAborted(signal)) })
    const result = run(delivery())
    await vi.waitFor(() => expect(engine.perform).toHaveBeenCalled())
    running.cancel(STEP)
    expect(await result).toBe('cancelled')
    expect(engine.settle).not.toHaveBeenCalled()
    expect(running.ids()).toEqual([])
  })

  it('is not taken for cancelled when the worker is stopping: then it is thrown, to be delivered again', async () => {
    const { run, engine, running } = rig({ perform: vi.fn((_: Loaded, signal: AbortSignal) => untilAborted(signal)) })
    const result = run(delivery())
    await vi.waitFor(() => expect(engine.perform).toHaveBeenCalled())
    running.abortAll()
    await expect(result).rejects.toMatchObject({ code: 'DRAINING' })
  })

  it('says so when the worker is stopping, whatever its handler makes of the abort', async () => {
    const perform = vi.fn((_: Loaded, signal: AbortSignal) => untilAborted(signal).catch(() => Promise.reject(lost())))
    const { run, engine, running } = rig({ perform })
    const result = run(delivery())
    await vi.waitFor(() => expect(engine.perform).toHaveBeenCalled())
    running.abortAll()
    await expect(result).rejects.toMatchObject({ code: 'DRAINING' })
  })
})

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}
