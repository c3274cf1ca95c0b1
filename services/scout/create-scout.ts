// The application of scout: `POST /collect`.
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { CollectRequest } from '#contracts/upstream/scout.ts'
import { createService } from '#services/kernel/create-service.ts'
import { parseBody } from '#services/kernel/parse-body.ts'
import { collectSignals } from './collect-signals.ts'
import type { ScoutConfig } from './config.ts'
import { createSourceMemory } from './create-source-memory.ts'
import { createSourceReader } from './create-source-reader.ts'
import { createFeedParser } from './feed/create-feed-parser.ts'
import { SELF_CHECK_TENANT, selfCheckSources, selfChecks } from './self-checks.ts'
import { createBoundedFetch } from './sources/create-bounded-fetch.ts'
import { createNewsSearch } from './sources/create-news-search.ts'
import { createXSearch } from './sources/create-x-search.ts'
import { type FeedDeps, findFeeds } from './sources/find-feeds.ts'
import { searchQuery } from './sources/search-query.ts'
import type { Source } from './sources/source.ts'

const VERSION = '1.0.0'

/** `close` ends the parsing thread and the connections. `now` is the clock, in ms since 1970. */
export function createScout(config: ScoutConfig, logger: Logger, now: () => number = Date.now) {
  const parser = createFeedParser({ timeoutMs: config.SCOUT_PARSE_TIMEOUT_MS })
  const fetch = createBoundedFetch({ maxBytes: config.SCOUT_MAX_BYTES })
  const deps: FeedDeps = { parser, fetch, maxBytes: config.SCOUT_MAX_BYTES }
  const memory = createSourceMemory(join(config.DATA_DIR, 'sources'), (file, err) =>
    logger.warn({ event: 'source_copy_unreadable', service: 'scout', file, err }),
  )
  const read = createSourceReader({
    memory,
    timeoutMs: config.SCOUT_SOURCE_TIMEOUT_MS,
    freshMs: config.SCOUT_FRESH_MS,
    now,
    onUnexpected: (source, err) => logger.error({ event: 'source_unexpected', service: 'scout', source, err }),
  })

  async function sourcesFor(request: CollectRequest): Promise<Source[]> {
    if (request.tenant_id === SELF_CHECK_TENANT) return selfCheckSources(parser)
    return [...(await findFeeds(config.SCOUT_FEEDS, deps)), ...searchesFor(request, config, deps)]
  }

  function routes(app: Hono): void {
    app.post('/collect', async c => {
      const request = await parseBody(c, CollectRequest)
      const reply = await collectSignals(await sourcesFor(request), read, request, config.SCOUT_CONCURRENCY)
      for (const line of reply.sources.filter(({ ok }) => !ok)) {
        logger.warn({ event: 'source_failed', service: 'scout', trace_id: c.get('traceId'), ...line })
      }
      return c.json(reply)
    })
  }

  const app = createService({
    name: 'scout',
    version: VERSION,
    logger,
    knobs: config.REFERENCE_KNOBS,
    dataDir: config.DATA_DIR,
    routes,
    selfChecks,
    health: async () => ({ feeds: config.SCOUT_FEEDS.length }),
  })
  return {
    app,
    async close() {
      await Promise.all([parser.close(), fetch.close()])
    },
  }
}

function searchesFor({ query, brief }: CollectRequest, config: ScoutConfig, { fetch }: FeedDeps): Source[] {
  const asked = {
    query: searchQuery({ query, brief }),
    language: brief?.locale === undefined ? undefined : new Intl.Locale(brief.locale).language,
  }
  const { NEWS_API_KEY: apiKey, TWITTER_BEARER_TOKEN: bearerToken } = config
  return [
    ...(apiKey === undefined ? [] : [createNewsSearch({ ...asked, apiKey, baseUrl: config.NEWS_API_URL }, fetch)]),
    ...(bearerToken === undefined
      ? []
      : [createXSearch({ ...asked, bearerToken, baseUrl: config.TWITTER_API_URL }, fetch)]),
  ]
}
