import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { context, trace } from '@opentelemetry/api'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLogger } from '#queues/logging/create-logger.ts'
import { parseSettings } from '#queues/parse-settings.ts'
import { startTracing, tracesUrl } from '#queues/tracing/start-tracing.ts'
import { TRACING_SETTINGS } from '#queues/tracing/tracing-settings.ts'
import { readSources } from '#test/support/source/read-sources.ts'
import { startSpanCollector } from '#test/support/span-collector.ts'

const settingsOf = (env: Record<string, string>) => parseSettings(TRACING_SETTINGS, env)
const start = (env: Record<string, string>, lines: string[] = []) => {
  const logger = createLogger({ process: 'api', level: 'info', into: { write: line => void lines.push(line) } })
  return startTracing(settingsOf(env), { name: 'mandate-api', version: '1', logger })
}
const COLLECTOR = 'http://127.0.0.1:4318'

afterEach(() => {
  trace.disable()
  context.disable()
})

describe('spans go', () => {
  it.each([
    [{}, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: COLLECTOR }, `${COLLECTOR}/v1/traces`],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: `${COLLECTOR}/otlp/` }, `${COLLECTOR}/otlp/v1/traces`],
    [
      { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${COLLECTOR}/in`, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x' },
      `${COLLECTOR}/in`,
    ],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: COLLECTOR, OTEL_SDK_DISABLED: 'true' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: COLLECTOR, OTEL_TRACES_SAMPLER: 'always_off' }, undefined],
  ])('with %j to %s', (env, url) => {
    expect(tracesUrl(settingsOf(env))).toBe(url)
  })

  it('under the names, with the headers and in the share that are set', async () => {
    const collector = await startSpanCollector()
    const tracing = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20abc,x-tenant=1',
      OTEL_SERVICE_NAME: 'mandate-staging',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.5',
    })
    for (let n = 0; n < 400; n++) trace.getTracer('t').startSpan('one').end()
    await tracing.stop()
    await collector.close()
    expect(collector.headers[0]).toMatchObject({ authorization: 'Basic abc', 'x-tenant': '1' })
    expect(new Set(collector.spans.map(span => span.service))).toEqual(new Set(['mandate-staging']))
    expect(collector.spans.length).toBeGreaterThan(120)
    expect(collector.spans.length).toBeLessThan(280)
  })

  it('nowhere while the collector is away: one line tells, and the end does not wait for it', async () => {
    const lines: string[] = []
    const tracing = await start(
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
        ...{ OTEL_EXPORTER_OTLP_TIMEOUT: '50', OTEL_BSP_SCHEDULE_DELAY: '10', OTEL_BSP_MAX_QUEUE_SIZE: '100' },
      },
      lines,
    )
    const round = () => {
      for (let n = 0; n < 1000; n++) trace.getTracer('t').startSpan('one').end()
    }
    round()
    await vi.waitFor(() => expect(lines).toHaveLength(1))
    round()
    await tracing.stop()
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'spans.lost', err: { code: 'ECONNREFUSED' } })
  })
})

it('settings of no use are named', () => {
  expect(() =>
    settingsOf({
      OTEL_TRACES_SAMPLER: 'sometimes',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_HEADERS: 'x',
    }),
  ).toThrow(/OTEL_EXPORTER_OTLP_PROTOCOL[\s\S]*OTEL_EXPORTER_OTLP_HEADERS[\s\S]*OTEL_TRACES_SAMPLER/)
})

describe('the SDK is not even loaded where nobody collects spans:', () => {
  it('one file knows it', () => {
    const knows = readSources(['api', 'bull-board', 'db', 'queues', 'workers'])
      .filter(({ imports }) => imports.some(({ specifier }) => SDK.test(specifier)))
      .map(({ path }) => path)
    expect(knows).toEqual(['queues/tracing/open-span-export.ts'])
  })

  it('and that is fetched when it is needed', async () => {
    const script = `
      import { registerHooks } from 'node:module'
      const urls = []
      registerHooks({ load(url, more, next) { urls.push(url); return next(url, more) } })
      const { startTracing } = await import('./queues/tracing/start-tracing.ts')
      const service = { name: 'n', version: '1', logger: console }
      const count = () => urls.filter(url => ${SDK}.test(url)).length
      await startTracing({}, service)
      console.log(count())
      await startTracing(${JSON.stringify(settingsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: COLLECTOR }))}, service)
      console.log(count())
      process.exit(0)`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
    const [without = 0, withOne = 0] = stdout.trim().split('\n').map(Number)
    expect(without).toBe(0)
    expect(withOne).toBeGreaterThan(10)
  })
})

/** The API and what carries ids are small and always there. */
const SDK = /@opentelemetry.(sdk|otlp|exporter|resources|core)/
