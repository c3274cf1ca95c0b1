// Values that would make something else than what was meant are refused, in words.
import { describe, expect, it } from 'vitest'
import { findHelm } from '#test/support/helm/find-helm.ts'
import { template } from '#test/support/helm/run-helm.ts'

const role = (values: object) => ({ workers: { roles: values } })

describe.skipIf(findHelm() === undefined)('the chart refuses', () => {
  it.each<[string, object, RegExp]>([
    ['a role too few', role({ sessions: null }), /no role takes session.vad, session.transcribe, session.asset/],
    [
      'a queue that is none',
      role({ x: { queues: ['session.finalise'] } }),
      /roles.x.queues: no queue is named session.f/,
    ],
    ['a role without a queue', role({ x: { queues: ['nothing.*'] } }), /roles.x.queues: no queue fits nothing\.\*/],
    ['a key that is none', { apii: {} }, /apii/],
    ['one further down', role({ stages: { scaling: { maximum: 3 } } }), /maximum/],
    ['a word for a number', { api: { replicas: 'two' } }, /api\W+replicas/],
    ['one API process', { api: { autoscaling: { min: 1 } } }, /autoscaling\W+min/],
    ['a container without bounds', { api: { resources: { limits: null } } }, /limits/],
    ['a secret’s value', { secrets: { settings: { REDIS_URL: { value: 'redis://:pw@r' } } } }, /REDIS_URL/],
    ['a secret among the settings', { config: { REDIS_URL: 'redis://r' } }, /config.REDIS_URL is a secret/],
    ['a replica’s address', { config: { DATABASE_READ_URL: 'postgres://r' } }, /config.DATABASE_READ_URL is a secret/],
    ['a collector’s token', { config: { OTEL_EXPORTER_OTLP_HEADERS: 'a=b' } }, /OTLP_HEADERS is a secret/],
    ['a setting that is none', { config: { STAGE_TIMEOUT: 1 } }, /config.STAGE_TIMEOUT: no such setting/],
    [
      'a setting of another process',
      { board: { config: { DATABASE_POOL: 1 } } },
      /board.config.DATABASE_POOL: no such/,
    ],
    ['a port of its own', { api: { config: { METRICS_PORT: 1 } } }, /api.config.METRICS_PORT: the chart sets it/],
    ['a secret of nobody', { secrets: { settings: { AUDIT_KEY: {} } } }, /secrets.settings.AUDIT_KEY: no process/],
    ['no issuer', { config: { OIDC_ISSUER: '' } }, /config.OIDC_ISSUER must be given: whose tokens/],
    ['no object store', { config: { S3_ENDPOINT: null } }, /config.S3_ENDPOINT must be given/],
    ['External Secrets without a store', { externalSecrets: { enabled: true } }, /externalSecrets.store.name must be/],
    [
      'boards that do not know each other’s sessions',
      { board: { replicas: 2 }, secrets: { settings: { BOARD_SESSION_KEY: null } } },
      /secrets.settings.BOARD_SESSION_KEY must be there/,
    ],
    ['an ingress without a host', { api: { ingress: { enabled: true } } }, /host/],
    [
      'less than the least of a role',
      { keda: { enabled: true }, ...role({ stages: { scaling: { min: 20 } } }) },
      /worker-stages: scaling.min is more than scaling.max/,
    ],
  ])('%s', async (_, values, words) => {
    const { code, said } = await template('minimal', values)
    expect(said).toMatch(words)
    expect(code).toBe(1)
  })

  it('a cluster that is too old for it', async () => {
    const { code, said } = await template('minimal', {}, ['--kube-version', '1.29.0'])
    expect(said).toContain('chart requires kubeVersion: >=1.30.0-0')
    expect(code).toBe(1)
  })
})
