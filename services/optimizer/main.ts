// Starts the Optimizer: `node services/optimizer/main.ts`.
import pino from 'pino'
import { runService } from '#services/kernel/run-service.ts'
import { optimizerConfig } from './config.ts'
import { createOptimizer } from './create-optimizer.ts'
import { createSqliteHistory } from './history/create-sqlite-history.ts'

const config = optimizerConfig(process.env)
const logger = pino({ name: 'optimizer', level: config.LOG_LEVEL })
const history = createSqliteHistory(config.DATA_DIR)
await runService(
  createOptimizer({ history, logger, knobs: config.REFERENCE_KNOBS, dataDir: config.DATA_DIR }),
  config,
  logger,
)
history.close()
