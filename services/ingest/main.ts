// Ingest as a process: `node services/ingest/main.ts`.
import { pino } from 'pino'
import { runService } from '#services/kernel/run-service.ts'
import { ingestConfig } from './config.ts'
import { createIngest } from './create-ingest.ts'

const config = ingestConfig(process.env)
const logger = pino({ level: config.LOG_LEVEL })
const ingest = createIngest(config, logger)
await runService(ingest.app, config, logger, { http2: true })
ingest.close()
