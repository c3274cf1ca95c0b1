// `npm run board`: one board process, configured by environment alone.
import { pino } from 'pino'
import { openPool } from '#db/connection/open-pool.ts'
import { stepSubject } from '#db/step/step-subject.ts'
import { runProcess } from '#queues/run-process.ts'
import { boardConfig } from './config.ts'
import { openBoard } from './open-board.ts'

await runProcess(async () => {
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
  const url = `${config.BOARD_URL ?? `http://127.0.0.1:${board.port}`}/board`
  return { logger, ready: { url, metrics_port: board.metricsPort }, drainMs: config.DRAIN_MS, stop: board.stop }
})
