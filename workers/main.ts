// `npm run worker`: one worker process, configured by environment alone.
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createLogger } from '#queues/logging/create-logger.ts'
import { ownVersion } from '#queues/own-version.ts'
import { runProcess } from '#queues/run-process.ts'
import { startTracing } from '#queues/tracing/start-tracing.ts'
import { workerConfig } from './config.ts'
import { createWorker } from './create-worker.ts'
import { startPrivateServer } from './runtime/private-server.ts'

await runProcess(async () => {
  const config = workerConfig(process.env)
  const logger = createLogger({ process: 'worker', level: config.LOG_LEVEL })
  const tracing = await startTracing(config, { name: 'mandate-worker', version: ownVersion(), logger })
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const worker = await createWorker(config, logger, metrics, process.env)
  let stopping = false
  const server = await startPrivateServer({
    port: config.METRICS_PORT,
    host: config.METRICS_HOST,
    metrics,
    notLive: worker.notLive,
    notReady: async () => (stopping ? 'draining' : worker.notReady()),
  })
  return {
    logger,
    ready: { queues: config.QUEUES, metrics_port: config.METRICS_PORT },
    drainMs: config.DRAIN_MS,
    async stop(graceMs) {
      stopping = true
      const drained = await worker.stop(graceMs)
      await tracing.stop()
      server.close()
      return { ...drained }
    },
  }
})
