// Starts radar: `node services/radar/main.ts`.
import { pino } from 'pino'
import { runService } from '#services/kernel/run-service.ts'
import { radarConfig } from './config.ts'
import { createRadar } from './create-radar.ts'
import { createScoutClient } from './create-scout-client.ts'

const config = radarConfig(process.env)
const logger = pino({ level: config.LOG_LEVEL, base: { pid: process.pid } })
const scout = createScoutClient({ baseUrl: config.SERVICE_SCOUT_URL, timeoutMs: config.RADAR_SCOUT_TIMEOUT_MS })
await runService(createRadar(config, scout, logger), config, logger)
