// How the pods of the chart live: confined, watched, replaced one by one, and never cut off while they drain.
import { describe, expect, it } from 'vitest'
import { findHelm } from '#test/support/helm/find-helm.ts'
import { type Manifest, ofKind, podsOf } from '#test/support/helm/manifest.ts'
import { EXAMPLES, renderChart } from '#test/support/helm/run-helm.ts'

describe.skipIf(findHelm() === undefined).each(EXAMPLES)('the pods of ci/%s.yaml', example => {
  it('run without root, rights, a writable disk or a token of the cluster, and within bounds', async () => {
    for (const { of, pod } of podsOf(await renderChart(example))) {
      expect(pod.spec, of).toMatchObject({
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      })
      for (const container of pod.spec.containers) {
        expect(container.securityContext, of).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
          capabilities: { drop: ['ALL'] },
        })
        expect(container.resources, of).toEqual({
          requests: { cpu: expect.any(String), memory: expect.any(String) },
          limits: { memory: expect.any(String) },
        })
        expect(container.volumeMounts, of).toContainEqual({ name: 'tmp', mountPath: '/tmp' })
      }
    }
  })

  it('that stay are asked on their metrics port whether they started, live and are ready', async () => {
    for (const { metadata, spec } of ofKind(await renderChart(example), 'Deployment')) {
      const [container] = spec.template.spec.containers
      expect(container, metadata.name).toMatchObject({
        startupProbe: { httpGet: { path: '/livez', port: 'metrics' } },
        livenessProbe: { httpGet: { path: '/livez', port: 'metrics' } },
        readinessProbe: { httpGet: { path: '/readyz', port: 'metrics' } },
        ports: expect.arrayContaining([{ name: 'metrics', containerPort: 9464 }]),
      })
    }
  })

  it('are replaced one by one, and none goes before its successor is ready', async () => {
    for (const { metadata, spec } of ofKind(await renderChart(example), 'Deployment')) {
      const rollingUpdate = { maxSurge: 1, maxUnavailable: 0 }
      expect(spec.strategy, metadata.name).toEqual({ type: 'RollingUpdate', rollingUpdate })
    }
  })

  it('have longer to go than they drain', async () => {
    for (const { name, graceMs, drainMs } of drainsOf(await renderChart(example)))
      expect(graceMs, name).toBeGreaterThanOrEqual(drainMs + 10_000)
  })

  it('refer to nothing that is not rendered with them', async () => {
    const manifests = await renderChart(example)
    const names = (kind: string) => ofKind(manifests, kind).map(({ metadata }) => metadata.name)
    for (const { of, pod } of podsOf(manifests)) {
      expect(names('ServiceAccount'), of).toContain(pod.spec.serviceAccountName)
      for (const { envFrom = [] } of pod.spec.containers)
        for (const { configMapRef } of envFrom) expect(names('ConfigMap'), of).toContain(configMapRef.name)
    }
    for (const { spec } of [...ofKind(manifests, 'HorizontalPodAutoscaler'), ...ofKind(manifests, 'ScaledObject')])
      expect(names('Deployment')).toContain(spec.scaleTargetRef.name)
  })
})

describe.skipIf(findHelm() === undefined)('the pods of the chart', () => {
  it('have longer to go than they drain, however long that is', async () => {
    const values = {
      api: { preStopSeconds: 30, config: { DRAIN_MS: 90_000, DRAIN_NOTICE_MS: 7500 } },
      workers: { roles: { actuators: { config: { DRAIN_MS: 600_000 } } } },
    }
    const drains = drainsOf(await renderChart('minimal', values))
    expect(drains.find(({ name }) => name === 'mandate-api')?.drainMs).toBe(127_500)
    expect(drains.find(({ name }) => name === 'mandate-worker-actuators')?.drainMs).toBe(600_000)
    for (const { name, graceMs, drainMs } of drains) expect(graceMs, name).toBeGreaterThanOrEqual(drainMs + 10_000)
  })

  it('have longer to go than a platform may take to answer', async () => {
    const values = { config: { SEND_TIMEOUT_MS: 90_000 } }
    const workers = drainsOf(await renderChart('minimal', values)).filter(({ name }) => name.includes('-worker-'))
    expect(workers.length).toBeGreaterThan(0)
    for (const { name, graceMs } of workers) expect(graceMs, name).toBeGreaterThanOrEqual(95_000 + 10_000)
  })

  it('of the API are two at least, and leave their Service before they drain', async () => {
    const api = (await renderChart('minimal')).find(
      one => one.kind === 'Deployment' && one.metadata.name === 'mandate-api',
    )
    expect(api?.spec.replicas).toBe(2)
    expect(api?.spec.template.spec.containers[0].lifecycle.preStop.sleep.seconds).toBe(5)
    const [scaler] = ofKind(await renderChart('full'), 'HorizontalPodAutoscaler')
    expect(scaler?.spec.minReplicas).toBe(2)
  })

  it('trust the private authority that is named, each of them, and none that is not', async () => {
    const mount = { name: 'ca', mountPath: '/run/mandate/ca', readOnly: true }
    const env = { name: 'NODE_EXTRA_CA_CERTS', value: '/run/mandate/ca/ca.pem' }
    const secret = { secretName: 'mandate-ca', defaultMode: 0o440, items: [{ key: 'ca.pem', path: 'ca.pem' }] }
    const pods = podsOf(await renderChart('full'))
    expect(new Set(pods.map(({ of }) => of.split(' ')[0]))).toEqual(new Set(['Deployment', 'Job']))
    for (const { of, pod } of pods) {
      expect(pod.spec.volumes, of).toContainEqual({ name: 'ca', secret })
      for (const container of pod.spec.containers) {
        expect(container.volumeMounts, of).toContainEqual(mount)
        expect(container.env, of).toContainEqual(env)
      }
    }
    expect(JSON.stringify(podsOf(await renderChart('minimal')))).not.toMatch(/NODE_EXTRA_CA_CERTS|mandate\/ca/)
  })

  it('of workers follow the very queues that they take, and are counted by nobody else', async () => {
    const manifests = await renderChart('full')
    const scalers = ofKind(manifests, 'ScaledObject')
    const workers = ofKind(manifests, 'Deployment').filter(({ metadata }) => metadata.name.includes('-worker-'))
    expect(scalers.map(({ metadata }) => metadata.name)).toEqual(workers.map(({ metadata }) => metadata.name))
    for (const { metadata, spec } of workers) {
      const queues = ofKind(manifests, 'ConfigMap').find(one => one.metadata.name === metadata.name)?.data?.QUEUES
      const scaler = scalers.find(one => one.metadata.name === metadata.name)?.spec
      const [, pattern] = /queue=~"([^"]*)"/.exec(scaler.triggers[0].metadata.query) ?? []
      expect(pattern?.replaceAll('[.]', '.').split('|')).toEqual(queues?.split(','))
      expect(spec.replicas).toBeUndefined()
      expect(scaler).toMatchObject({ minReplicaCount: 1, fallback: { failureThreshold: 3 } })
    }
  })

  it('come after the schema: the migration runs before each install and upgrade, and what it needs before it', async () => {
    const hooks = (await renderChart('full')).filter(({ metadata }) => metadata.annotations?.['helm.sh/hook'])
    const byWeight = hooks.map(({ kind, metadata }) => ({
      what: `${kind} ${metadata.name}`,
      when: metadata.annotations?.['helm.sh/hook'],
      weight: Number(metadata.annotations?.['helm.sh/hook-weight']),
    }))
    byWeight.sort((a, b) => a.weight - b.weight || a.what.localeCompare(b.what))
    expect(byWeight.map(({ what }) => what)).toEqual([
      ...['ExternalSecret mandate-setup', 'NetworkPolicy mandate-setup', 'ServiceAccount mandate-setup'],
      ...['Job mandate-migrate', 'Job mandate-buckets'],
    ])
    expect(new Set(byWeight.map(({ when }) => when))).toEqual(new Set(['pre-install,pre-upgrade']))
  })
})

/** What Kubernetes grants, and what the process may take of it: preStop, notice, draining. */
function drainsOf(manifests: readonly Manifest[]) {
  return ofKind(manifests, 'Deployment').map(({ metadata, spec }) => {
    const settings = ofKind(manifests, 'ConfigMap').find(one => one.metadata.name === metadata.name)?.data ?? {}
    const { terminationGracePeriodSeconds, containers } = spec.template.spec
    const preStopMs = (containers[0].lifecycle?.preStop.sleep.seconds ?? 0) * 1000
    return {
      name: metadata.name,
      graceMs: terminationGracePeriodSeconds * 1000,
      drainMs: preStopMs + Number(settings.DRAIN_NOTICE_MS ?? 0) + Number(settings.DRAIN_MS),
    }
  })
}
