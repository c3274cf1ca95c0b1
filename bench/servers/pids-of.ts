// The processes of a world whose processor time and memory are looked at.
import type { World } from '#dev/world.ts'

/** Whoever has a pid in `endpoints.json`. @param services those of them that are no noise */
export function pidsOf(world: World, services: readonly string[] = ['core']): Record<string, number> {
  const { api, workers, postgres, redis, s3, services: all } = world.endpoints()
  const named = {
    ...{ api: api?.pid, worker: workers[0]?.pid, postgres: postgres.pid, redis: redis.pid, s3: s3.pid },
    ...Object.fromEntries(services.map(name => [name, all[name]?.pid])),
  }
  return Object.fromEntries(Object.entries(named).flatMap(([name, pid]) => (pid ? [[name, pid]] : [])))
}
