// Says which work is left to a newer version of the program: a line for each kind, once a minute. In a deploy that is soon over;
// where it goes on, nobody is there who understands it, e.g. after a rollback.
import type { Logger } from 'pino'
import type { NewerSteps } from '#db/step/step-newer.ts'

export interface NewerWatch {
  /** A step was delivered here that this program does not understand. */
  met(kind: string, version: number): void
  stop(): void
}

export interface NewerWatchOptions {
  /** Those that are due. */
  look(): Promise<NewerSteps[]>
  logger: Logger
  everyMs?: number
}

export function watchNewer({ look, logger, everyMs = 60_000 }: NewerWatchOptions): NewerWatch {
  const said = new Map<string, number>()
  const say = (kind: string, version: number, more: Record<string, unknown>) => {
    const last = said.get(kind)
    if (last !== undefined && Date.now() - last < everyMs) return
    said.set(kind, Date.now())
    logger.warn({ event: 'step.of_newer_version', kind, version, ...more })
  }
  const round = async () => {
    try {
      for (const { kind, version, steps, lateMs } of await look())
        say(kind, version, { steps, late_ms: Math.round(lateMs) })
    } catch (error) {
      logger.debug({ event: 'newer.look.failed', err: error }) // Postgres is away; the next look comes by itself
    }
  }
  const timer = setInterval(() => void round(), everyMs)
  return {
    met: (kind, version) => say(kind, version, {}),
    stop: () => clearInterval(timer),
  }
}
