import type { Program } from '#dev/supervisor/program.ts'
import { type RunContext, runProgram, StartFailed } from '#dev/supervisor/run-program.ts'
import type { Child } from '#dev/supervisor/spawn-child.ts'

/** One program kept running: started again a second after it died, until somebody halts it. */
export interface Supervised {
  readonly program: Program
  readonly pid: number | null
  /** Resolves when ready. */
  start(): Promise<void>
  /** Stops it in order and keeps it stopped. */
  halt(): Promise<void>
  /** A crash: it gets the signal, and comes back if it is supervised. Resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Stops (in order, or by `signal`) and starts at once; resolves when ready. */
  restart(signal?: NodeJS.Signals): Promise<void>
}

export interface SuperviseOptions {
  readonly revive: boolean
  readonly reviveAfterMs: number
  /** Up or down now. */
  onChange(): void
  /** Something a person at the terminal should read. */
  onNote(line: string): void
}

/** Longest pause before a program that never gets ready is tried again. */
const slowestRevivalMs = 30_000

export function supervise(program: Program, context: RunContext, options: SuperviseOptions): Supervised {
  let child: Child | undefined
  let isWanted = false
  let starting: Promise<void> | undefined
  let stopStarting = new AbortController()
  let revival: NodeJS.Timeout | undefined
  let failures = 0

  const launch = async () => {
    if (child) return
    const started = await runProgram(program, context, stopStarting.signal)
    failures = 0
    if (program.oneShot) return
    child = started
    options.onChange()
    void started.exited.then(exit => {
      child = undefined
      options.onChange()
      if (!isWanted) return
      options.onNote(`${program.name} (pid ${started.pid}) ended: ${exit.signal ?? `exit code ${exit.code}`}`)
      reviveLater()
    })
  }
  const reviveLater = () => {
    if (!options.revive) return
    const afterMs = Math.min(options.reviveAfterMs * 2 ** failures, slowestRevivalMs)
    revival = setTimeout(() => {
      start().then(
        () => options.onNote(`${program.name} is back (pid ${child?.pid ?? 'none'})`),
        (error: unknown) => {
          if (!isWanted) return
          failures += 1
          options.onNote(error instanceof StartFailed ? error.message : String(error))
          reviveLater()
        },
      )
    }, afterMs)
  }
  const start = (): Promise<void> => {
    isWanted = true
    clearTimeout(revival)
    stopStarting = starting ? stopStarting : new AbortController()
    starting ??= launch().finally(() => {
      starting = undefined
    })
    return starting
  }
  const bringDown = async (signal?: NodeJS.Signals) => {
    isWanted = false
    clearTimeout(revival)
    stopStarting.abort()
    // What failed to start has stopped itself and was told to whoever started it.
    await starting?.catch(() => {})
    await child?.stop(signal ?? program.stopSignal ?? 'SIGTERM', program.graceMs ?? 10_000)
  }

  return {
    program,
    get pid() {
      return child?.pid ?? null
    },
    start,
    halt: () => bringDown(),
    kill: async (signal = 'SIGKILL') => {
      const target = child
      target?.signal(signal)
      await target?.exited
    },
    restart: async signal => {
      await bringDown(signal)
      await start()
    },
  }
}
