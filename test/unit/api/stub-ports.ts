// Ports that answer nothing, for tests of the pipe in front of them; a test names what it needs.

import type { Hono } from 'hono'
import { pino } from 'pino'
import type { Caller } from '#api/auth/caller.ts'
import { createApp } from '#api/create-app.ts'
import type { ApiSettings, Ports } from '#api/pipeline/ports.ts'
import type { AnyRoute } from '#api/pipeline/route.ts'
import { createWaiting } from '#api/waiting/create-waiting.ts'
import { TENANT_A } from '#test/support/test-issuer.ts'

export const SETTINGS: ApiSettings = {
  jsonLimitBytes: 1024,
  batchLimitBytes: 8192,
  assetLimitBytes: 1024,
  uploads: { bucket: 'b', limitBytes: { audio: 1024, asset: 1024 }, partBytes: 512, ttlS: 60 },
  maxRetries: 3,
  modelVersion: 'core-1',
  defaultChannels: [{ platform: 'MOCK', account: 'demo' }],
  corsOrigins: [],
  mediaOrigins: ['http://127.0.0.1:3003'],
  webhookRules: { allowHttp: false, allowedHosts: [] },
  version: '0',
}

export function caller(overrides: Partial<Caller> = {}): Caller {
  return {
    actor: { sub: 'ada', principal: 'human' },
    tenantId: TENANT_A,
    scopes: new Set(['campaigns:read', 'campaigns:write', 'actions:read']),
    reader: { tenantId: TENANT_A },
    ...overrides,
  }
}

export function stubPorts(overrides: Partial<Ports> = {}): Ports {
  const none = () => Promise.reject(new Error('this test asked a port that it did not name'))
  const port = new Proxy({}, { get: () => none })
  return {
    campaigns: port as Ports['campaigns'],
    actions: port as Ports['actions'],
    killSwitches: port as Ports['killSwitches'],
    policies: port as Ports['policies'],
    sessions: port as Ports['sessions'],
    live: { append: async () => undefined, rebuild: async () => {}, forget: async () => {} },
    store: port as Ports['store'],
    custody: port as Ports['custody'],
    drainNotice: { onAppend: () => ({}) },
    newModelOf: async () => undefined,
    accounts: port as Ports['accounts'],
    setup: port as Ports['setup'],
    webhooks: port as Ports['webhooks'],
    webhookSeal: undefined,
    commands: port as Ports['commands'],
    audit: port as Ports['audit'],
    auditKeys: { jwks: async () => ({ keys: [] }) },
    idempotency: port as Ports['idempotency'],
    authenticate: async () => caller(),
    spendRate: () => ({}),
    waiting: createWaiting({ standings: async () => new Map(), onError: () => undefined }),
    health: {
      postgres: async () => {},
      migrations: async () => {},
      redis: async () => {},
      draining: () => false,
      faults: () => [],
    },
    classifyError: () => undefined,
    ...overrides,
  }
}

export function stubApp(
  routes: readonly AnyRoute[],
  ports: Partial<Ports> = {},
  settings: Partial<ApiSettings> = {},
): Hono {
  return createApp({
    ports: stubPorts(ports),
    settings: { ...SETTINGS, ...settings },
    logger: pino({ level: 'silent' }),
    observe: () => undefined,
    routes,
  })
}
