// The parts of a Kubernetes object that tests look at.

export interface Container {
  name: string
  image: string
  command: string[]
  env?: { name: string; value: string }[]
  envFrom?: { configMapRef: { name: string } }[]
  ports?: { name: string; containerPort: number }[]
  resources: { requests?: Record<string, string>; limits?: Record<string, string> }
  securityContext: Record<string, unknown>
  volumeMounts: { name: string; mountPath: string }[]
  lifecycle?: { preStop: { sleep: { seconds: number } } }
  startupProbe?: Probe
  livenessProbe?: Probe
  readinessProbe?: Probe
}

interface Probe {
  httpGet: { path: string; port: string }
}

export interface PodTemplate {
  metadata: { labels: Record<string, string>; annotations?: Record<string, string> }
  spec: {
    containers: Container[]
    terminationGracePeriodSeconds?: number
    serviceAccountName: string
    automountServiceAccountToken: boolean
    securityContext: Record<string, unknown>
    volumes: {
      name: string
      projected?: { sources: { secret: { name: string; items: { key: string; path: string }[] } }[] }
    }[]
  }
}

export interface Selector {
  matchLabels?: Record<string, string>
}

export interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string; labels: Record<string, string>; annotations?: Record<string, string> }
  data?: Record<string, string>
  /** As the kind has it; `podsOf` and `selectorOf` know where what lies. */
  // biome-ignore lint/suspicious/noExplicitAny: read by tests that name the kind first
  spec: any
}

export const ofKind = (manifests: readonly Manifest[], kind: string) => manifests.filter(one => one.kind === kind)

/** The pods that Deployments and Jobs make. */
export function podsOf(manifests: readonly Manifest[]): { of: string; pod: PodTemplate }[] {
  return manifests
    .filter(({ kind }) => kind === 'Deployment' || kind === 'Job')
    .map(({ kind, metadata, spec }) => ({ of: `${kind} ${metadata.name}`, pod: spec.template as PodTemplate }))
}

export function selects({ matchLabels = {} }: Selector, { metadata }: PodTemplate): boolean {
  return Object.entries(matchLabels).every(([label, value]) => metadata.labels[label] === value)
}
