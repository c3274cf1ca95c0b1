import type { Endpoints } from '#dev/supervisor/endpoints.ts'
import type { PortName } from '#dev/supervisor/plan-ports.ts'
import { serviceNames, type WorldPlan } from '#dev/supervisor/plan-world.ts'
import type { Supervised } from '#dev/supervisor/supervise.ts'

/** The running parts as `endpoints.json` shows them. A worker that is down just now is not listed. */
export function describeWorld(
  plan: WorldPlan,
  parts: ReadonlyMap<string, Supervised>,
  ownerUrl: () => string,
): Endpoints {
  const pidOf = (name: string) => parts.get(name)?.pid ?? null
  const part = (name: string, url: string) => ({ url, pid: pidOf(name) })
  const metrics = (name: PortName) => `http://127.0.0.1:${plan.portOf(name)}/metrics`
  const queues = (plan.config.QUEUES ?? '*').split(/[\s,]+/).filter(Boolean)
  const workers = Array.from({ length: plan.config.WORKERS }, (_, index) => `worker-${index + 1}` as const)
  return {
    api: { ...part('api', plan.urls.api), metrics: metrics('api-metrics') },
    grpc: { url: plan.urls.grpc, pid: pidOf('api') },
    workers: workers.flatMap(name => {
      const pid = pidOf(name)
      return pid === null ? [] : [{ pid, queues, metrics: metrics(`${name}-metrics`) }]
    }),
    board: part('board', `${plan.urls.board}/board`),
    postgres: part('postgres', isLaunched(plan, parts) ? ownerUrl() : ''),
    redis: part('redis', plan.urls.redis),
    s3: part('s3', plan.urls.s3),
    idp: part('idp', plan.urls.idp),
    emulators: part('emulators', plan.urls.emulators),
    services: Object.fromEntries(serviceNames.map(name => [name, part(name, plan.services[name])])),
  }
}

/** Our own Postgres has no URL before its first launch, which a world without it never sees. */
function isLaunched(plan: WorldPlan, parts: ReadonlyMap<string, Supervised>): boolean {
  return plan.external.has('postgres') || parts.has('postgres')
}
