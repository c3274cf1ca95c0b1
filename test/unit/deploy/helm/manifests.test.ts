// The chart with real Helm: what it renders is what a cluster takes, field by field.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findHelm } from '#test/support/helm/find-helm.ts'
import { CHART, EXAMPLES, renderChart, runHelm } from '#test/support/helm/run-helm.ts'
import { schemaMistakes } from '#test/support/helm/schema-mistakes.ts'

describe.skipIf(findHelm() === undefined)(
  'the chart (skipped: no helm on the PATH and none comes for this platform)',
  () => {
    it.each(EXAMPLES)('passes helm lint --strict with ci/%s.yaml', async example => {
      const { code, said } = await runHelm(['lint', '--strict', CHART, '-f', join(CHART, `ci/${example}.yaml`)])
      expect({ code, said }).toMatchObject({ code: 0, said: expect.stringContaining('0 chart(s) failed') })
    })

    it('renders, with every example, nothing that the schemas of Kubernetes and of its operators refuse', async () => {
      const manifests = (await Promise.all(EXAMPLES.map(example => renderChart(example)))).flat()
      expect(new Set(manifests.map(({ kind }) => kind))).toEqual(
        new Set([
          ...[
            'ConfigMap',
            'Deployment',
            'ExternalSecret',
            'HorizontalPodAutoscaler',
            'Ingress',
            'Job',
            'NetworkPolicy',
          ],
          ...['PodDisruptionBudget', 'PodMonitor', 'PrometheusRule', 'ScaledObject', 'Service', 'ServiceAccount'],
        ]),
      )
      expect(await schemaMistakes(manifests)).toEqual([])
    })

    it('and a misspelt field, a wrong type, a missing field and an unknown kind are seen', async () => {
      const meta = { name: 'x', labels: {} }
      const pod = { containers: [{ name: 'x', redinessProbe: {} }] }
      const deployment = { selector: {}, template: { metadata: meta, spec: pod } }
      const mistakes = await schemaMistakes([
        { apiVersion: 'apps/v1', kind: 'Deployment', metadata: meta, spec: deployment },
        { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: meta, spec: { maxUnavailable: true } },
        {
          apiVersion: 'keda.sh/v1alpha1',
          kind: 'ScaledObject',
          metadata: meta,
          spec: { scaleTargetRef: { name: 'x' } },
        },
        { apiVersion: 'policy/v9', kind: 'PodDisruptionBudget', metadata: meta, spec: {} },
      ])
      expect(mistakes).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^Deployment x: .*redinessProbe/),
          expect.stringMatching(/^PodDisruptionBudget x: .*maxUnavailable/),
          expect.stringMatching(/^ScaledObject x: .*triggers/),
          expect.stringMatching(/^PodDisruptionBudget x: policy\/v9 has no such kind/),
        ]),
      )
    })
  },
)
