// What the processes of the chart are told, tried on the processes' own configs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { QUEUE_NAMES } from '#queues/topology.ts'
import { findHelm } from '#test/support/helm/find-helm.ts'
import { type Container, type Manifest, ofKind, podsOf } from '#test/support/helm/manifest.ts'
import { CONFIGS, type ProcessName, settingsOf } from '#test/support/helm/process-settings.ts'
import { EXAMPLES, renderChart } from '#test/support/helm/run-helm.ts'

const ROOT = join(import.meta.dirname, '../../../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const SECRET = new RegExp(/const SECRET = \/(.*)\//.exec(read('queues/parse-settings.ts'))?.[1] ?? '^')

/** Not ours: Node itself reads it. */
const OF_NODE = ['NODE_EXTRA_CA_CERTS']

const VALID: Record<string, string> = {
  DATABASE_URL: 'postgres://app@postgres/mandate',
  MIGRATE_DATABASE_URL: 'postgres://owner@postgres/mandate',
  REDIS_URL: 'redis://redis:6379',
  TOKEN_SEALING_KEY: Buffer.alloc(32).toString('base64'),
}

describe.skipIf(findHelm() === undefined).each(EXAMPLES)('the settings of ci/%s.yaml', example => {
  it('are read, each of them, by the process that gets them, which starts with them', async () => {
    const manifests = await renderChart(example)
    for (const { of, container } of containersOf(manifests)) {
      const process = container.name as ProcessName
      const { plain, files } = settingsGiven(manifests, container)
      const given = [...Object.keys(plain), ...Object.keys(files)]
      expect(given.filter(name => ![...settingsOf(process), ...OF_NODE].includes(name))).toEqual([])
      const secrets = Object.fromEntries(Object.keys(files).map(name => [name, VALID[name] ?? 'x'.repeat(32)]))
      expect(() => CONFIGS[process]({ ...plain, ...secrets }), of).not.toThrow()
    }
  })

  it('leave no queue of the topology unserved', async () => {
    const manifests = await renderChart(example)
    const served = ofKind(manifests, 'ConfigMap').flatMap(({ data }) => data?.QUEUES?.split(',') ?? [])
    expect(new Set(served)).toEqual(new Set(QUEUE_NAMES))
  })

  it('hold no secret: those are files, of Secrets that the chart does not write', async () => {
    const manifests = await renderChart(example)
    expect(ofKind(manifests, 'Secret')).toEqual([])
    for (const { of, container, volumes } of containersOf(manifests)) {
      const { plain, files } = settingsGiven(manifests, container)
      expect(Object.keys(plain).filter(name => SECRET.test(name))).toEqual([])
      const mounted = container.volumeMounts.find(({ name }) => name === 'secrets')?.mountPath
      const paths = volumes
        .find(({ name }) => name === 'secrets')
        ?.projected?.sources.flatMap(({ secret }) => secret.items.map(({ path }) => `${mounted}/${path}`))
      expect(Object.values(files).sort(), of).toEqual(paths?.sort())
    }
  })

  it('keep the database owner’s address from every process that stays', async () => {
    const seen = containersOf(await renderChart(example)).filter(({ volumes }) =>
      JSON.stringify(volumes).includes('MIGRATE_DATABASE_URL'),
    )
    expect(seen.map(({ of }) => of)).toEqual(['Job mandate-migrate'])
  })

  it('go with the very commands that package.json has', async () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    for (const { container } of containersOf(await renderChart(example))) {
      const script = { migrate: 'db:migrate' }[container.name] ?? container.name
      const expected = container.name === 'buckets' ? 'exec node deploy/create-buckets.ts' : scripts[script]
      expect(`exec ${container.command.join(' ')}`).toBe(expected)
    }
  })
})

describe.skipIf(findHelm() === undefined)('a setting', () => {
  it('that changes makes the pods anew that read it, and no others', async () => {
    const checksums = async (values: object) =>
      Object.fromEntries(
        podsOf(await renderChart('minimal', values)).map(({ of, pod }) => [
          of,
          pod.metadata.annotations?.['checksum/config'],
        ]),
      )
    const [before, after] = await Promise.all([checksums({}), checksums({ config: { STAGE_ATTEMPTS: 9 } })])
    expect(Object.keys(before).filter(of => before[of] !== after[of])).toEqual([
      ...['Deployment mandate-worker-actuators', 'Deployment mandate-worker-finalize'],
      ...[
        'Deployment mandate-worker-sessions',
        'Deployment mandate-worker-stages',
        'Deployment mandate-worker-webhooks',
      ],
    ])
  })

  it('that is a large number stays one', async () => {
    const [api] = ofKind(await renderChart('small'), 'ConfigMap')
    expect(api?.data?.ASSET_LIMIT_BYTES).toBe('26214400')
  })
})

function containersOf(manifests: readonly Manifest[]) {
  return podsOf(manifests).flatMap(({ of, pod }) =>
    pod.spec.containers.map(container => ({ of, container, volumes: pod.spec.volumes })),
  )
}

/** As the process finds them: in plain, and by the path of a file. */
function settingsGiven(manifests: readonly Manifest[], { env = [], envFrom = [] }: Container) {
  const plain: Record<string, string> = {}
  const files: Record<string, string> = {}
  for (const { configMapRef } of envFrom)
    Object.assign(
      plain,
      ofKind(manifests, 'ConfigMap').find(({ metadata }) => metadata.name === configMapRef.name)?.data,
    )
  for (const { name, value } of env) {
    if (name.endsWith('_FILE')) files[name.slice(0, -'_FILE'.length)] = value
    else plain[name] = value
  }
  return { plain, files }
}
