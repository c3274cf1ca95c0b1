// `npm run api`: one API process, configured by environment alone.
import { createLogger } from '#queues/logging/create-logger.ts'
import { ownVersion } from '#queues/own-version.ts'
import { runProcess } from '#queues/run-process.ts'
import { startTracing } from '#queues/tracing/start-tracing.ts'
import { apiConfig } from './config.ts'
import { openApi } from './open-api.ts'

await runProcess(async () => {
  const config = apiConfig(process.env)
  const logger = createLogger({ process: 'api', level: config.LOG_LEVEL })
  const version = ownVersion()
  const tracing = await startTracing(config, { name: 'mandate-api', version, logger })
  const api = await openApi(config, { logger, version })
  return {
    logger,
    ready: { url: api.url, grpc_url: api.grpcUrl, metrics_port: api.metricsPort },
    drainMs: config.DRAIN_MS,
    async stop(graceMs) {
      await api.stop(graceMs)
      await tracing.stop()
      return undefined
    },
  }
})
