// `npm run worker`: one worker process, configured by environment alone.
import { pino } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { SettingsError } from '#queues/parse-settings.ts'
import { workerConfig } from './config.ts'
import { createWorker } from './create-worker.ts'
import { startPrivateServer } from './runtime/private-server.ts'

async function main(): Promise<void> {
  const config = workerConfig(process.env)
  const logger = pino({ level: config.LOG_LEVEL, base: { process: 'worker', pid: process.pid } })
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const worker = await createWorker(config, logger, metrics)
  let stopping = false
  const server = await startPrivateServer({
    port: config.METRICS_PORT,
    host: config.METRICS_HOST,
    metrics,
    notReady: async () => (stopping ? 'draining' : worker.notReady()),
  })
  logger.info({ event: 'ready', queues: config.QUEUES, metrics_port: config.METRICS_PORT })

  const stop = async (signal: string) => {
    if (stopping) process.exit(1)
    stopping = true
    logger.info({ event: 'draining', signal })
    await worker.stop(config.DRAIN_MS)
    server.close()
    logger.info({ event: 'stopped' })
    process.exit(0)
  }
  process.on('SIGTERM', signal => void stop(signal))
  process.on('SIGINT', signal => void stop(signal))
}

try {
  await main()
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error)
  process.exit(1)
}
