// Starts Visual: `node services/visual/main.ts`.
import pino from 'pino'
import { runService } from '#services/kernel/run-service.ts'
import { visualConfig } from './config.ts'
import { createVisual } from './create-visual.ts'
import { createS3MediaStore } from './media/create-s3-media-store.ts'

const config = visualConfig(process.env)
const logger = pino({ name: 'visual', level: config.LOG_LEVEL })
const store = createS3MediaStore(config)
await runService(
  createVisual({ store, logger, knobs: config.REFERENCE_KNOBS, dataDir: config.DATA_DIR }),
  config,
  logger,
)
