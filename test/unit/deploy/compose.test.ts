// What docker-compose.yml, the Dockerfile and package.json say of each other and of the product.
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { matchQueues, QUEUE_NAMES } from '#queues/topology.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

interface Service {
  image: string
  command?: string[]
  environment?: Record<string, string>
  secrets?: string[]
  networks?: string[] | Record<string, unknown>
  ports?: string[]
  healthcheck?: object
  profiles?: string[]
  mem_limit?: string
  pids_limit?: number
  user?: string
}

const parsed = (path: string) =>
  parse(read(path), { merge: true, maxAliasCount: -1 }) as { services: Record<string, Service> }
const compose = parsed('docker-compose.yml').services
const withFiles = parsed('docker-compose.secrets.yml').services
const manifest = JSON.parse(read('package.json')) as { version: string; license: string } & Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>
const workers = Object.entries(compose).filter(([name]) => name.startsWith('worker-'))
const each = Object.entries(compose)

describe('the workers of docker-compose.yml', () => {
  it('take every queue of the topology, each by one role', () => {
    const taken = workers.flatMap(([, { environment }]) => matchQueues(environment?.QUEUES ?? ''))
    expect(taken.sort()).toEqual([...QUEUE_NAMES].sort())
  })

  it('are all asked by Prometheus, under the name of their role', () => {
    const { scrape_configs } = parse(read('deploy/prometheus/prometheus.yml')) as {
      scrape_configs: { job_name: string; dns_sd_configs: { names: string[] }[] }[]
    }
    const asked = scrape_configs.find(({ job_name }) => job_name === 'mandate-worker')?.dns_sd_configs[0]?.names
    expect(asked).toEqual(workers.map(([name]) => name))
  })
})

describe('every container of docker-compose.yml', () => {
  it.each(each)('%s may take so much memory and so many processes, and no more', (_, service) => {
    expect(service.mem_limit).toMatch(/^\d+[mg]$/)
    expect(service.pids_limit).toBeGreaterThan(0)
  })

  it.each(each)('%s says whether it is healthy, unless it runs once or cannot', (name, { healthcheck }) => {
    expect(healthcheck !== undefined).toBe(!['migrate', 'buckets', 'otel-collector'].includes(name))
  })

  it.each(each)('%s is of a version that stays what it is', (_, { image }) => {
    expect(image).toMatch(/:/)
    expect(image).not.toMatch(/latest/)
  })

  it.each(each)('%s is reached from this machine alone, unless BIND_ADDRESS says otherwise', (_, { ports = [] }) => {
    for (const port of ports) expect(port).toMatch(/^(127\.0\.0\.1|\$\{BIND_ADDRESS:-127\.0\.0\.1\}):/)
  })

  it.each(['postgres', 'redis', 's3'])('%s is on the inner network only, and not published', name => {
    expect(compose[name]?.networks).toEqual(['inner'])
    expect(compose[name]?.ports).toBeUndefined()
  })

  it('of the outside world starts with its profile, by either name', () => {
    const locals = each.filter(([, { image }]) => image.startsWith('mandate-local:'))
    expect(locals.length).toBeGreaterThan(10)
    for (const [, { profiles }] of locals) expect(profiles).toEqual(['reference', 'local'])
  })
})

describe('docker-compose.secrets.yml', () => {
  const SECRET = /(PASSWORD|SECRET|ACCESS_KEY|HMAC_KEY|SEALING_KEY|SESSION_KEY|DATABASE_URL)/
  const secretsOf = (service: Service | undefined) =>
    Object.entries(service?.environment ?? {}).filter(
      ([name, value]) =>
        SECRET.test(name) && !name.endsWith('_FILE') && (/:-[^}]/.test(value) || /SESSION_KEY/.test(name)),
    )

  it.each(each.filter(([name, service]) => name !== 'grafana' && secretsOf(service).length > 0))(
    'takes every made-up secret from %s',
    (name, service) => {
      for (const [secret] of secretsOf(service)) expect(withFiles[name]?.environment?.[secret], secret).toBe('')
    },
  )

  it.each(Object.entries(withFiles))('gives %s each file that it is told to read, and no other', (_, service) => {
    const told = [...JSON.stringify(service).matchAll(/\/run\/secrets\/([a-z0-9-]+)/g)].map(([, name]) => name)
    expect([...new Set(told)].sort()).toEqual([...(service.secrets ?? [])].sort())
  })

  it('names files that make-secrets.sh makes', () => {
    const script = read('deploy/make-secrets.sh')
    for (const name of new Set(Object.values(withFiles).flatMap(({ secrets }) => secrets ?? [])))
      expect(script).toContain(`\nkeep ${name} `)
  })
})

describe('the production image', () => {
  const dockerfile = read('Dockerfile')

  it('is called as package.json is versioned, and says so in its labels', () => {
    expect(compose.api?.image).toBe(`mandate:\${MANDATE_VERSION:-${manifest.version}}`)
    expect(dockerfile).toContain(`ARG MANDATE_VERSION=${manifest.version}\n`)
    expect(dockerfile).toContain(`org.opencontainers.image.licenses=${manifest.license}`)
  })

  it('is given all that it copies: .dockerignore lets nothing through but what it names', () => {
    const sent = read('.dockerignore').split('\n')
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '))
    expect(copied.length).toBeGreaterThan(15)
    const folders = copied.map(path => path.replace(/^deploy\/.*\.ts$/, 'deploy/*.ts'))
    expect(folders.filter(path => !sent.includes(`!${path}`))).toEqual([])
  })

  it('holds no package that nothing in it imports', () => {
    const folders = [...dockerfile.slice(dockerfile.indexOf('AS production')).matchAll(/^COPY ([a-z-]+) \1$/gm)]
    expect(folders.length).toBe(9)
    const source = folders
      .flatMap(([, folder]) => globSync(`${folder}/**/*.ts`, { cwd: ROOT }))
      .map(read)
      .join('\n')
    const isImported = (name: string) => source.includes(`'${name}'`) || new RegExp(`['"\`]${name}/`).test(source)
    // `node` is what runs on machines without the image.
    expect(Object.keys(manifest.dependencies).filter(name => name !== 'node' && !isImported(name))).toEqual([])
  })

  it('holds every package that something in it imports', () => {
    const source = globSync('{domain,contracts,queues,db,api,workers,bull-board,console,sign-in}/**/*.ts', {
      cwd: ROOT,
    }).map(read)
    const missing = Object.keys(manifest.devDependencies).filter(name =>
      source.some(text => new RegExp(`^(import|export) (?!type).*from '${name}[/']`, 'm').test(text)),
    )
    expect(missing).toEqual([])
  })
})
