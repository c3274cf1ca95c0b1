// `npm run api`: one API process, configured by environment alone.
import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { runProcess } from '#queues/run-process.ts'
import { apiConfig } from './config.ts'
import { openApi } from './open-api.ts'

await runProcess(async () => {
  const config = apiConfig(process.env)
  const logger = pino({ level: config.LOG_LEVEL, base: { process: 'api', pid: process.pid } })
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const api = await openApi(config, { logger, version })
  return {
    logger,
    ready: { url: api.url, metrics_port: api.metricsPort },
    drainMs: config.DRAIN_MS,
    stop: grace => api.stop(grace),
  }
})
