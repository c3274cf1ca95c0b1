// Who reaches whom: Services, ingresses, budgets and network policies choose pods by label, and each must choose exactly its own.
import { describe, expect, it } from 'vitest'
import { findHelm } from '#test/support/helm/find-helm.ts'
import { type Manifest, ofKind, podsOf, selects } from '#test/support/helm/manifest.ts'
import { renderChart } from '#test/support/helm/run-helm.ts'

const EVERYBODY = ['0.0.0.0/0', '::/0']

describe.skipIf(findHelm() === undefined).each(['minimal', 'full'])('in ci/%s.yaml', example => {
  it('a disruption budget counts exactly the pods of the Deployment that it is named as', async () => {
    const manifests = await renderChart(example)
    const budgets = ofKind(manifests, 'PodDisruptionBudget')
    expect(namesOf(budgets)).toEqual(namesOf(ofKind(manifests, 'Deployment')))
    for (const { metadata, spec } of budgets)
      expect(chosenBy(manifests, spec.selector)).toEqual([`Deployment ${metadata.name}`])
  })

  it('a Service sends to exactly the pods of its name, at ports that they have', async () => {
    const manifests = await renderChart(example)
    const services = ofKind(manifests, 'Service')
    expect(namesOf(services)).toEqual(['mandate-api', 'mandate-board'])
    for (const { metadata, spec } of services) {
      expect(chosenBy(manifests, { matchLabels: spec.selector })).toEqual([`Deployment ${metadata.name}`])
      const [pod] = podsOf(manifests).filter(({ of }) => of === `Deployment ${metadata.name}`)
      for (const { port, targetPort } of spec.ports)
        expect(pod?.pod.spec.containers[0]?.ports).toContainEqual({ name: targetPort, containerPort: port })
    }
  })

  it('an ingress leads to a Service that is there, at a port that it has', async () => {
    const manifests = await renderChart(example)
    const ingresses = ofKind(manifests, 'Ingress')
    expect(ingresses).toHaveLength(example === 'full' ? 3 : 0)
    for (const { spec } of ingresses) {
      const { service } = spec.rules[0].http.paths[0].backend
      const there = ofKind(manifests, 'Service').find(({ metadata }) => metadata.name === service.name)
      expect(there?.spec.ports.map(({ name }: { name: string }) => name)).toContain(service.port.name)
    }
  })

  it('every pod is shut by one network policy and opened by exactly one more, to what it needs', async () => {
    const manifests = await renderChart(example)
    const policies = ofKind(manifests, 'NetworkPolicy')
    const shut = policies.filter(({ spec }) => spec.ingress === undefined && spec.egress === undefined)
    expect(namesOf(shut)).toEqual(['mandate-nothing-else'])
    expect(shut[0]?.spec.policyTypes).toEqual(['Ingress', 'Egress'])
    for (const { of, pod } of podsOf(manifests)) {
      expect(selects(shut[0]?.spec.podSelector, pod), of).toBe(true)
      const opened = policies.filter(one => !shut.includes(one) && selects(one.spec.podSelector, pod))
      expect(opened, of).toHaveLength(1)
      expect(opened[0]?.spec.policyTypes).toEqual(['Ingress', 'Egress'])
    }
  })

  it('only workers that act on the outside reach it, and no private address there', async () => {
    const outside = ofKind(await renderChart(example), 'NetworkPolicy').filter(policy =>
      blocksOf(policy).some(({ cidr }) => EVERYBODY.includes(cidr)),
    )
    const expected = ['mandate-worker-actuators', 'mandate-worker-stages', 'mandate-worker-webhooks']
    if (example === 'full') expected.push('mandate-worker-metrics')
    expect(namesOf(outside).sort()).toEqual(expected.sort())
    const refused = outside.flatMap(blocksOf).flatMap(({ except = [] }) => except)
    expect(refused).toEqual(expect.arrayContaining(['10.0.0.0/8', '192.168.0.0/16', '169.254.0.0/16', 'fc00::/7']))
  })
})

describe.skipIf(findHelm() === undefined)('network policies', () => {
  it('let the board reach Postgres, Redis, the identity provider and names, nothing else', async () => {
    expect(await portsLeft('mandate-board')).toEqual([53, 5432, 6379, 443])
  })

  it('take the ports of services, object store, identity provider and collector from the addresses in the settings', async () => {
    const config = {
      OIDC_ISSUER: 'http://keycloak.id:8080/realms/mandate',
      S3_ENDPOINT: 'http://[fd00::5]:9000',
      SERVICE_ENTERPRISE_URL: 'https://enterprise.example.com/api',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.observability:4318',
    }
    expect(await portsLeft('mandate-api', { config })).toEqual([53, 5432, 6379, 9000, 8080, 443, 4318])
  })

  it('let the migration reach Postgres and names alone', async () => {
    expect(await portsLeft('mandate-setup')).toEqual([53, 5432])
  })
})

async function portsLeft(name: string, values: object = {}): Promise<number[]> {
  const policy = ofKind(await renderChart('minimal', values), 'NetworkPolicy').find(
    ({ metadata }) => metadata.name === name,
  )
  const rules = (policy?.spec.egress ?? []) as { ports: { port: number }[] }[]
  return [...new Set(rules.flatMap(({ ports }) => ports.map(({ port }) => port)))]
}

function blocksOf({ spec }: Manifest): { cidr: string; except?: string[] }[] {
  const rules = (spec.egress ?? []) as { to?: { ipBlock?: { cidr: string; except?: string[] } }[] }[]
  return rules.flatMap(({ to = [] }) => to.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock])))
}

const namesOf = (manifests: readonly Manifest[]) => manifests.map(({ metadata }) => metadata.name)

function chosenBy(manifests: readonly Manifest[], selector: { matchLabels?: Record<string, string> }): string[] {
  return podsOf(manifests)
    .filter(({ pod }) => selects(selector, pod))
    .map(({ of }) => of)
}
