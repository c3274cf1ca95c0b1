// Starts scout: `node services/scout/main.ts`.
import { pino } from 'pino'
import { runService } from '#services/kernel/run-service.ts'
import { scoutConfig } from './config.ts'
import { createScout } from './create-scout.ts'

const config = scoutConfig(process.env)
const logger = pino({ level: config.LOG_LEVEL, base: { pid: process.pid } })
const scout = createScout(config, logger)
if (config.SCOUT_FEEDS.length === 0)
  logger.warn({ event: 'no_feeds', service: 'scout', detail: 'SCOUT_FEEDS names no feed' })
await runService(scout.app, config, logger)
await scout.close()
