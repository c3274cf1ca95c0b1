// The analyst as a process: `node services/analyst/main.ts`.
import { pino } from 'pino'
import { runService } from '#services/kernel/run-service.ts'
import { analystConfig } from './config.ts'
import { createAnalyst } from './create-analyst.ts'

const config = analystConfig(process.env)
const logger = pino({ level: config.LOG_LEVEL, base: { service: 'analyst' } })
const analyst = createAnalyst(config, logger)
await runService(analyst.app, config, logger)
await analyst.close()
