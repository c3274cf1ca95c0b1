// Every setting that a process reads stands in .env.example, and nothing else does.
import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const CONFIGS = globSync('{api,workers,bull-board,db,dev,services}/**/*config.ts')
const OWN_OF_SERVICES = ['PORT', 'DATA_DIR', 'S3_BUCKETS', 'MAX_OBJECT_BYTES', 'REFERENCE_KNOBS', 'HOST']

const read = new Set(
  [
    ...CONFIGS,
    'queues/redis/redis-settings.ts',
    'queues/rate-settings.ts',
    'queues/tracing/tracing-settings.ts',
    'queues/surroundings/surrounding-settings.ts',
  ].flatMap(file => [...readFileSync(file, 'utf8').matchAll(/^\s+([A-Z][A-Z0-9_]{3,}):/gm)].map(match => match[1])),
)
const listed = new Set(
  [...readFileSync('.env.example', 'utf8').matchAll(/^# ([A-Z][A-Z0-9_]+)=/gm)].map(match => match[1]),
)

it('.env.example lists every setting that is read', () => {
  expect([...read].filter(name => name !== undefined && !listed.has(name) && !OWN_OF_SERVICES.includes(name))).toEqual(
    [],
  )
})
