// `npm run api`: one API process, configured by environment alone.
import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { SettingsError } from '#queues/parse-settings.ts'
import { apiConfig } from './config.ts'
import { openApi } from './open-api.ts'

async function main(): Promise<void> {
  const config = apiConfig(process.env)
  const logger = pino({ level: config.LOG_LEVEL, base: { process: 'api', pid: process.pid } })
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const api = await openApi(config, { logger, version })
  logger.info({
    event: 'ready',
    url: api.url,
    metrics_port: api.metricsPort,
    since_start_ms: Math.round(process.uptime() * 1000),
  })
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) process.exit(1)
    stopping = true
    logger.info({ event: 'draining', signal })
    await api.stop(config.DRAIN_MS)
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
