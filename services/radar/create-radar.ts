// The application of radar: `POST /scan`.
import type { Context, Hono } from 'hono'
import type { Logger } from 'pino'
import type { Brief } from '#contracts/brief.ts'
import { ScanRequest } from '#contracts/upstream/radar.ts'
import type { CollectRequest } from '#contracts/upstream/scout.ts'
import { createService } from '#services/kernel/create-service.ts'
import { parseBody } from '#services/kernel/parse-body.ts'
import type { RadarConfig } from './config.ts'
import type { ScoutClient } from './create-scout-client.ts'
import { createTextReader } from './read-text.ts'
import { scanSignals } from './scan-signals.ts'
import { briefTerms } from './score/brief-terms.ts'
import { SELF_CHECK_NOW_MS, SELF_CHECK_TENANT, selfCheckSignals, selfChecks } from './self-checks.ts'
import { languageOfTag } from './words/language.ts'

const VERSION = '1.0.0'
const HOUR_MS = 3_600_000
/** The most that scout gives at once. */
const MAX_SIGNALS = 1000
const REMEMBERED_TEXTS = 2000
const QUERY_TERMS = 8
/** So that a query stays within the 500 characters that scout takes. */
const LONGEST_TERM = 50

/** `now` is the clock, in ms since 1970. */
export function createRadar(
  config: RadarConfig,
  scout: ScoutClient,
  logger: Logger,
  now: () => number = Date.now,
): Hono {
  const settings = { halfLifeH: config.RADAR_HALF_LIFE_H, windowH: config.RADAR_WINDOW_H, top: config.RADAR_TOP }

  const read = createTextReader(REMEMBERED_TEXTS)

  function routes(app: Hono): void {
    app.post('/scan', async c => {
      const request = await parseBody(c, ScanRequest)
      if (request.tenant_id === SELF_CHECK_TENANT) {
        return c.json(scanSignals(selfCheckSignals, request.brief, SELF_CHECK_NOW_MS, settings))
      }
      const nowMs = now()
      const since = new Date(nowMs - config.RADAR_LOOKBACK_H * HOUR_MS).toISOString()
      const { signals, sources } = await scout.collect(collectRequest(request, since), traceOf(c))
      const failed = sources.filter(({ ok }) => !ok).map(({ source }) => source)
      if (failed.length > 0)
        logger.warn({ event: 'sources_failed', service: 'radar', trace_id: c.get('traceId'), failed })
      return c.json(scanSignals(signals, request.brief, nowMs, settings, read))
    })
  }

  return createService({
    name: 'radar',
    version: VERSION,
    logger,
    knobs: config.REFERENCE_KNOBS,
    dataDir: config.DATA_DIR,
    routes,
    selfChecks,
  })
}

function collectRequest({ tenant_id, brief }: ScanRequest, since: string): CollectRequest {
  const query = queryOf(brief)
  return { tenant_id, brief, since, limit: MAX_SIGNALS, ...(query === undefined ? {} : { query }) }
}

/** The brief's own words as alternatives, the product's first; none when it asks for whatever is relevant. */
function queryOf(brief: Brief): string | undefined {
  const words = briefTerms(brief, languageOfTag(brief.locale) ?? 'en').map(({ surface }) => surface)
  const searchable = words.filter(word => word.length <= LONGEST_TERM).slice(0, QUERY_TERMS)
  return searchable.length === 0 ? undefined : searchable.join(' OR ')
}

function traceOf(c: Context): Record<string, string> {
  const names = ['traceparent', 'tracestate', 'x-request-id']
  return Object.fromEntries(names.map(name => [name, c.req.header(name) ?? '']).filter(([, value]) => value !== ''))
}
