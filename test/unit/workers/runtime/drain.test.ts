import type { Worker } from 'bullmq'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { createDrain } from '#workers/runtime/drain.ts'
import { draining, RunningSteps } from '#workers/runtime/running-steps.ts'

/** A drain over one worker that is closed when all that it was given has ended. */
function rig() {
  const running = new RunningSteps()
  const leaving = new AbortController()
  const release = vi.fn(async (_: string[]) => {})
  const drain = createDrain({ leaving, running, release, logger: pino({ level: 'silent' }) })
  const deliveries = new Set<Promise<void>>()
  const deliver = (step: string, work: (signal: AbortSignal) => Promise<string>) => {
    const delivery: Promise<void> = drain
      .admit(step, () => running.once(step, work))
      .then(
        () => {},
        () => drain.jobGone(step),
      )
    deliveries.add(delivery)
  }
  const worker = { close: () => Promise.all(deliveries) } as unknown as Worker
  const go = (graceMs: number, sendMs: number) => drain.drain([worker], graceMs, sendMs)
  return { deliver, go, release, leaving }
}

const after = (ms: number) => new Promise<string>(resolve => setTimeout(() => resolve('recorded'), ms))
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(draining())))
const released = ({ release }: ReturnType<typeof rig>) => release.mock.calls.flatMap(([ids]) => ids).sort()

it('what runs ends within the grace, what comes after the signal goes back at once, and the process need not wait for the grace', async () => {
  const drain = rig()
  drain.deliver('runs', () => after(30))
  const gone = drain.go(60_000, 60_000)
  drain.deliver('fetched too late', () => after(0))
  expect(await gone).toEqual({ finished: 1, handed_back: 1, aborted: 0, abandoned: 0 })
  expect(released(drain)).toEqual(['fetched too late'])
})

it('beyond the grace pure work is aborted and goes back, while what is being sent ends in its own time', async () => {
  const drain = rig()
  drain.deliver('pure', untilAborted)
  drain.deliver('sending', () => after(150))
  expect(await drain.go(10, 60_000)).toEqual({ finished: 1, handed_back: 0, aborted: 1, abandoned: 0 })
  expect(released(drain)).toEqual(['pure'])
})

it('what does not end is not waited for beyond the time of a send, and its step is named to the others', async () => {
  vi.useFakeTimers()
  try {
    const drain = rig()
    drain.deliver('deaf', () => new Promise(() => {}))
    const gone = drain.go(1000, 5000)
    await vi.advanceTimersByTimeAsync(5100)
    expect(await gone).toEqual({ finished: 0, handed_back: 0, aborted: 0, abandoned: 1 })
    expect(released(drain)).toEqual(['deaf'])
  } finally {
    vi.useRealTimers()
  }
})
