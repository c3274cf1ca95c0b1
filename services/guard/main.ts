// Guard as a process: `node services/guard/main.ts`.
import { pino } from 'pino'
import { runService } from '#services/kernel/run-service.ts'
import { guardConfig } from './config.ts'
import { createGuard } from './create-guard.ts'

const config = guardConfig(process.env)
const logger = pino({ level: config.LOG_LEVEL })
const guard = await createGuard(config, logger)
await runService(guard.app, config, logger)
guard.close()
