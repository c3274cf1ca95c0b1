// The life of a product process: settings wrong, ready, draining at the first signal, gone at the second.
import type { Logger } from 'pino'
import { SettingsError } from './parse-settings.ts'

export interface RunningProcess {
  logger: Logger
  /** Goes into the line that says it is ready. */
  ready: Record<string, unknown>
  /** How long running work may take after the first signal. */
  drainMs: number
  stop(graceMs: number): Promise<void>
}

/** Runs until SIGTERM or SIGINT. Wrong settings are printed all together; what fails at the start exits 1. */
export async function runProcess(start: () => Promise<RunningProcess>): Promise<void> {
  let running: RunningProcess
  try {
    running = await start()
  } catch (error) {
    console.error(error instanceof SettingsError ? error.message : error)
    process.exit(1)
  }
  const { logger, ready, drainMs } = running
  logger.info({ event: 'ready', ...ready, since_start_ms: Math.round(process.uptime() * 1000) })
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) process.exit(1)
    stopping = true
    logger.info({ event: 'draining', signal })
    await running.stop(drainMs)
    logger.info({ event: 'stopped' })
    process.exit(0)
  }
  process.on('SIGTERM', signal => void stop(signal))
  process.on('SIGINT', signal => void stop(signal))
}
