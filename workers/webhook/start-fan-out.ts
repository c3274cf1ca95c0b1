// Every worker of the queue looks for what is to be told: at once when Redis says that something changed, and now and then in any case.
import type { Logger } from 'pino'
import { outsideWork } from '#queues/tracing/outside-work.ts'

export interface FanOutLoopOptions {
  /** Undefined: somebody else is at it. */
  runRound(): Promise<number | undefined>
  /** @returns stops listening */
  onTouch(listener: () => void): () => Promise<void>
  pollMs: number
  logger: Logger
}

/** What changes together is told together. */
const GATHER_MS = 20

export function startFanOut({ runRound, onTouch, pollMs, logger }: FanOutLoopOptions): { stop(): Promise<void> } {
  let stopped = false
  let touched = false
  let wake = () => {}
  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const untouch = onTouch(() => {
    if (touched) return
    touched = true
    wake()
  })

  const loop = outsideWork(async () => {
    while (!stopped) {
      if (!touched) await pause(pollMs * (0.8 + 0.4 * Math.random()))
      if (touched) await pause(GATHER_MS)
      if (stopped) return
      touched = false
      try {
        const noted = await runRound()
        if (noted !== undefined && noted > 0) logger.debug({ event: 'webhook.noted', deliveries: noted })
      } catch (error) {
        logger.warn({ event: 'webhook.fan_out_failed', err: error }) // the next round begins where the last whole one ended
      }
    }
  })

  return {
    async stop() {
      stopped = true
      wake()
      await untouch()
      await loop
    },
  }
}
