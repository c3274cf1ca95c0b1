// `npm run board`: one board process, configured by environment alone.
import { pino } from 'pino'
import { openPool } from '#db/connection/open-pool.ts'
import { stepSubject } from '#db/step/step-subject.ts'
import { SettingsError } from '#queues/parse-settings.ts'
import { boardConfig } from './config.ts'
import { openBoard } from './open-board.ts'

async function main(): Promise<void> {
  const config = boardConfig(process.env)
  const logger = pino({ level: config.LOG_LEVEL, base: { process: 'board', pid: process.pid } })
  const sql = openPool({
    url: config.DATABASE_URL,
    role: 'mandate_ops',
    max: 2,
    applicationName: 'mandate-board',
  })
  const ledger = { findStep: (id: string) => stepSubject(sql, id), close: () => sql.end({ timeout: 1 }) }
  const board = await openBoard(config, ledger, logger)
  logger.info({
    event: 'ready',
    url: `${config.BOARD_URL ?? `http://127.0.0.1:${board.port}`}/board`,
    metrics_port: board.metricsPort,
  })
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) process.exit(1)
    stopping = true
    logger.info({ event: 'draining', signal })
    await board.stop(config.DRAIN_MS)
    logger.info({ event: 'stopped' })
    process.exit(0)
  }
  process.on('SIGTERM', signal => void stop(signal))
  process.on('SIGINT', signal => void stop(signal))
}

try {
  await main()
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error)
  process.exit(1)
}
