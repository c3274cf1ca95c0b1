// The emulated platforms as one process: `node services/emulators/main.ts`.
import { pino } from 'pino'
import { runService } from '#services/kernel/run-service.ts'
import { emulatorConfig } from './config.ts'
import { createEmulators } from './create-emulators.ts'
import { platforms } from './platforms.ts'

const config = emulatorConfig(process.env)
const logger = pino({ level: config.LOG_LEVEL })
const emulators = await createEmulators(platforms, config.DATA_DIR, logger)
await runService(emulators.app, config, logger)
await emulators.close()
