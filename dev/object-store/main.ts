// The place where the object store is started as its own process: `node dev/object-store/main.ts`.

import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { readConfig } from './config.ts'
import { createObjectStoreServer } from './create-object-store-server.ts'

const config = readConfig()
const logger = pino({ level: config.LOG_LEVEL, base: { service: 'object-store' } })

const store = await createObjectStoreServer({
  dataDir: config.DATA_DIR,
  credentials: {
    accessKeyId: config.S3_ACCESS_KEY_ID,
    secretAccessKey: config.S3_SECRET_ACCESS_KEY,
    region: config.S3_REGION,
  },
  buckets: config.S3_BUCKETS,
  corsOrigins: config.CORS_ORIGINS,
  maxObjectBytes: config.MAX_OBJECT_BYTES,
  logger,
})

let closing = false
const stop = (signal: string) => {
  if (closing) return
  closing = true
  store.close().then(
    () => {
      logger.info({ event: 's3.stopped', signal })
      process.exit(0)
    },
    error => {
      logger.fatal({ event: 's3.stop-failed', err: error })
      process.exit(1)
    },
  )
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)

store.server.on('error', error => {
  logger.fatal({ event: 's3.failed', err: error })
  process.exit(1)
})
store.server.listen(config.PORT, config.HOST, () => {
  const { address, port } = store.server.address() as AddressInfo
  logger.info({
    event: 's3.ready',
    url: `http://${address}:${port}`,
    buckets: config.S3_BUCKETS,
    data: config.DATA_DIR,
  })
})
