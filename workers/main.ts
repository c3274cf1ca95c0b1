// `npm run worker`: one worker process, configured by environment alone.
import { pino } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { runProcess } from '#queues/run-process.ts'
import { workerConfig } from './config.ts'
import { createWorker } from './create-worker.ts'
import { startPrivateServer } from './runtime/private-server.ts'

await runProcess(async () => {
  const config = workerConfig(process.env)
  // A system call for each line was a tenth of a busy worker's time. What is pending is written every 100 ms and at exit.
  const logger = pino(
    { level: config.LOG_LEVEL, base: { process: 'worker', pid: process.pid } },
    pino.destination({ sync: false, minLength: 12_288, periodicFlush: 100 }),
  )
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  const worker = await createWorker(config, logger, metrics, process.env)
  let stopping = false
  const server = await startPrivateServer({
    port: config.METRICS_PORT,
    host: config.METRICS_HOST,
    metrics,
    notReady: async () => (stopping ? 'draining' : worker.notReady()),
  })
  return {
    logger,
    ready: { queues: config.QUEUES, metrics_port: config.METRICS_PORT },
    drainMs: config.DRAIN_MS,
    async stop(graceMs) {
      stopping = true
      await worker.stop(graceMs)
      server.close()
    },
  }
})
