// Core as a process: `node services/core/main.ts`.
import { pino } from 'pino'
import { runService } from '#services/kernel/run-service.ts'
import { coreConfig } from './config.ts'
import { createCore } from './create-core.ts'

const config = coreConfig(process.env)
const logger = pino({ level: config.LOG_LEVEL, base: { pid: process.pid } })
await runService(createCore(config, logger), config, logger)
