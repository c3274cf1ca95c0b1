// What deploy/configuration.md says of settings, against .env.example and against what each process looks for.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { type ProcessName, settingsOf } from '#test/support/helm/process-settings.ts'

/** Of `npm start` and of the reference services: nothing that an operator of the product decides. */
const NOT_THE_PRODUCT = /^(One machine|Reference services)/
/** They stand among those of a reference service, which has the same key. */
const SHARED = ['COMMAND_HMAC_KEY', 'COMMAND_HMAC_KEY_PREVIOUS', 'COMMAND_ISSUER']
const PROCESSES: ProcessName[] = ['api', 'worker', 'board', 'migrate', 'buckets']
/** Read by no process of the product, or by one that names it otherwise. */
const READ_ELSEWHERE = {
  MIGRATE_DATABASE_URL: 'migrate',
  AUDIT_KEYS: 'verify:audit',
  SERVICE_SCOUT_URL: 'radar',
  'MANDATE_CRED_*': 'worker',
  ...Object.fromEntries(
    [
      ...['POSTGRES_PASSWORD', 'DATABASE_APP_PASSWORD', 'BIND_ADDRESS', 'MANDATE_VERSION', 'REDIS_MAXMEMORY'],
      ...['SECRETS_DIR', 'WORKER_STOP_GRACE', 'PROMETHEUS_PORT', 'GRAFANA_PORT', 'GRAFANA_PASSWORD'],
    ].map(name => [name, 'compose']),
  ),
}

const DOCUMENT = readFileSync('deploy/configuration.md', 'utf8')
const documented = [...DOCUMENT.matchAll(/^\| `([A-Z][A-Z0-9_]+\*?)` \| (?:`(.*?)`)? \| ([^|]*) \| ([^|]+) \|$/gm)].map(
  ([, name = '', value, readers = '', decides = '']) => ({ name, value, readers, decides }),
)

const EXAMPLE = readFileSync('.env.example', 'utf8').split(/^# --- /m)
const listed = new Map(
  EXAMPLE.flatMap(section =>
    [...section.matchAll(/^# ([A-Z][A-Z0-9_]+\*?)=(.*)$/gm)]
      .filter(([, name = '']) => !NOT_THE_PRODUCT.test(section) || SHARED.includes(name))
      .map(([, name = '', rest = '']) => [name, rest] as const),
  ),
)

it('every setting of the product that .env.example lists stands there once, and no other', () => {
  expect(documented.map(({ name }) => name).sort()).toEqual([...listed.keys()].sort())
})

it('a default is that of .env.example', () => {
  const wrong = documented.filter(({ name, value }) => value !== undefined && !listed.get(name)?.startsWith(value))
  expect(wrong.map(({ name }) => name)).toEqual([])
})

it('a setting is said to be read by those processes that look for it', () => {
  const elsewhere = new Map<string, string>(Object.entries(READ_ELSEWHERE))
  const read = PROCESSES.map(process => [process, new Set(settingsOf(process))] as const)
  const readersOf = (name: string) =>
    elsewhere.get(name) ??
    read
      .filter(([, names]) => names.has(name))
      .map(([process]) => process)
      .join(', ')
  expect(documented.map(({ name, readers }) => [name, readers])).toEqual(
    documented.map(({ name }) => [name, readersOf(name)]),
  )
})
