// The life of a product process: settings wrong, ready, draining at the first signal, gone at the second.
import type { Logger } from 'pino'
import { serializeError } from './logging/serialize-error.ts'
import { SettingsError } from './parse-settings.ts'
import { sweepWorkFolders } from './work-folder.ts'

export interface RunningProcess {
  logger: Logger
  /** Goes into the line that says it is ready. */
  ready: Record<string, unknown>
  /** How long running work may take after the first signal. */
  drainMs: number
  /** What it gives is said in the last line. */
  stop(graceMs: number): Promise<Record<string, unknown> | undefined>
}

/**
 * Runs until SIGTERM or SIGINT. Wrong settings are printed all together; what fails at the start exits 1. A signal that comes during the
 * start is obeyed at the end of it: work may have begun, which must not be cut off.
 */
export async function runProcess(start: () => Promise<RunningProcess>): Promise<void> {
  let signalled: string | undefined
  let obey: (signal: string) => void = () => {}
  const onSignal = (signal: string) => {
    if (signalled !== undefined) process.exit(1)
    signalled = signal
    obey(signal)
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  let running: RunningProcess
  try {
    await sweepWorkFolders()
    running = await start()
  } catch (error) {
    console.error(error instanceof SettingsError ? error.message : told(error))
    process.exit(1)
  }
  // Node would print all that hangs on the error.
  process.on('uncaughtException', error => {
    running.logger.fatal({ event: 'crashed', err: error })
    process.exit(1)
  })
  running.logger.info({ event: 'ready', ...running.ready, since_start_ms: Math.round(process.uptime() * 1000) })
  obey = signal => void stop(running, signal)
  if (signalled !== undefined) obey(signalled)
}

async function stop({ logger, drainMs, stop }: RunningProcess, signal: string): Promise<void> {
  const since = performance.now()
  logger.info({ event: 'draining', signal })
  const told = await stop(drainMs)
  logger.info({ event: 'stopped', ...told, duration_ms: Math.round(performance.now() - since) })
  process.exit(0)
}

/** Before there is a log. */
function told(error: unknown): string {
  const { type, message, stack = '', cause } = serializeError(error)
  return [
    `${type}: ${message}`,
    stack,
    ...(cause === undefined ? [] : [`caused by ${cause.type}: ${cause.message}`]),
  ].join('\n')
}
