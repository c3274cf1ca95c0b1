// Builder as a process: `node services/builder/main.ts`.
import { pino } from 'pino'
import { runService } from '#services/kernel/run-service.ts'
import { builderConfig } from './config.ts'
import { createBuilder } from './create-builder.ts'
import { createS3DocumentStore } from './store/create-s3-document-store.ts'

const config = builderConfig(process.env)
const logger = pino({ level: config.LOG_LEVEL })
const store = createS3DocumentStore(config)
const builder = createBuilder({ store, logger, knobs: config.REFERENCE_KNOBS, dataDir: config.DATA_DIR })
await runService(builder, config, logger)
