// `npm run board`: one board process, configured by environment alone.
import { openBoardLedger } from '#db/board-ledger.ts'
import { createLogger } from '#queues/logging/create-logger.ts'
import { ownVersion } from '#queues/own-version.ts'
import { runProcess } from '#queues/run-process.ts'
import { startTracing } from '#queues/tracing/start-tracing.ts'
import { boardConfig } from './config.ts'
import { openBoard } from './open-board.ts'

await runProcess(async () => {
  const config = boardConfig(process.env)
  const logger = createLogger({ process: 'board', level: config.LOG_LEVEL })
  const tracing = await startTracing(config, { name: 'mandate-board', version: ownVersion(), logger })
  const board = await openBoard(config, openBoardLedger(config.DATABASE_URL), logger)
  const url = `${config.BOARD_URL ?? `http://127.0.0.1:${board.port}`}/board`
  return {
    logger,
    ready: { url, metrics_port: board.metricsPort },
    drainMs: config.DRAIN_MS,
    async stop(graceMs) {
      await board.stop(graceMs)
      await tracing.stop()
      return undefined
    },
  }
})
