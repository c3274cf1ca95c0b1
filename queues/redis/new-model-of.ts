// Whether learning has announced a newer model for a tenant (seed 001, T02).
import { inTime } from '../in-time.ts'
import type { RedisConnection } from './open-redis.ts'

const TIMEOUT_MS = 300

/**
 * @returns the version under `NEW_MODEL_AVAILABLE:<tenant_id>`; undefined: none was announced, or Redis does not say just now,
 * and a session that starts meanwhile is pinned to the model that everybody has
 */
export function newModelOf(redis: RedisConnection): (tenantId: string) => Promise<string | undefined> {
  return async tenantId => {
    if (redis.status !== 'ready') return undefined
    try {
      const found = await inTime(redis.get(`NEW_MODEL_AVAILABLE:${tenantId}`), TIMEOUT_MS, () => undefined)
      return found == null || found === '' || found.length > 200 ? undefined : found
    } catch {
      return undefined // as above: a flag that can't be read is no reason not to record
    }
  }
}
