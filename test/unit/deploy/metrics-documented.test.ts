// What deploy/metrics.md says there is, and what a process that has just started tells.
import { readFileSync } from 'node:fs'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { expect, it } from 'vitest'
import { createApiMetrics } from '#api/metrics/create-api-metrics.ts'
import { parseExposition } from '#test/support/parse-exposition.ts'
import { createWorkerMetrics } from '#workers/metrics/create-worker-metrics.ts'

const DOCUMENT = readFileSync('deploy/metrics.md', 'utf8')

interface Documented {
  name: string
  type: string
  labels: string[]
  processes: string[]
}

/** Rows of name, type, labels, meaning and processes. */
const documented: Documented[] = DOCUMENT.split('\n')
  .filter(line => line.startsWith('| `'))
  .map(line => line.split('|').map(cell => cell.trim()))
  .map(([, name = '', type = '', labels = '', , processes = '']) => ({
    ...{ name: name.replaceAll('`', ''), type, processes: processes.split(', ') },
    labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label).sort(),
  }))

const notRead = async () => Promise.reject(new Error('nobody reads here'))
const REGISTRIES = {
  api: (registry: Registry) =>
    void createApiMetrics(registry).system({ postgres: notRead, redis: notRead, onError: () => undefined }),
  worker: (registry: Registry) => void createWorkerMetrics(registry),
  board: () => undefined,
}

it.each(Object.entries(REGISTRIES))('%s tells what is documented, and nothing else', async (process, fill) => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  fill(registry)
  const { types } = parseExposition(await registry.metrics())
  const own = [...types].filter(([name]) => !/^(process|nodejs)_/.test(name))
  const wanted = documented.filter(({ processes }) => processes.includes(process))
  expect(own.sort()).toEqual(wanted.map(({ name, type }) => [name, type]).sort())
  const inherited = [...types.keys()].filter(name => /^(process|nodejs)_/.test(name))
  expect(inherited.filter(name => DOCUMENT.includes(`\`${name}\``))).not.toEqual([])
})

it('labels are those that are documented, and none is of a tenant or a subject, or one that the scrape gives', async () => {
  const registry = new Registry()
  REGISTRIES.worker(registry)
  const others = new Registry()
  REGISTRIES.api(others)
  const labelsOf = new Map(
    [...registry.getMetricsAsArray(), ...others.getMetricsAsArray()].map(metric => [
      metric.name,
      [...(metric as unknown as { labelNames: string[] }).labelNames].sort(), // kept by every metric of prom-client
    ]),
  )
  expect(Object.fromEntries(labelsOf)).toEqual(Object.fromEntries(documented.map(({ name, labels }) => [name, labels])))
  expect(
    [...labelsOf.values()]
      .flat()
      .filter(label => /tenant|account|campaign|action|session|id$|^(job|instance|worker)$/.test(label)),
  ).toEqual([])
})

it('a metric says its unit at its end, and only what counts up ends in _total', () => {
  for (const { name, type } of documented) {
    expect(name.endsWith('_total'), name).toBe(type === 'counter')
    if (/_(age|duration)_/.test(name)) expect(name).toMatch(/_seconds$/)
  }
})
