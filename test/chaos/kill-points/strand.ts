// What rounds are held in: a database, platforms, a worker that finds out what became of attempts, and victims that send.
import { Redis } from 'ioredis'
import { type PlatformEmulators, startPlatformEmulators } from '#test/support/platform-emulators.ts'
import { type CommandedAction, commandActions } from '../actions/command-actions.ts'
import type { ChaosWorld, Scenario } from '../chaos-world.ts'
import type { KillPoint } from './kill-point.ts'
import type { RoundAction } from './round.ts'
import { openVictims, type Victims } from './victim.ts'

export const ADAPTERS = ['TWITTER', 'META', 'LINKEDIN'] as const
export type Adapter = (typeof ADAPTERS)[number]
/** A worker sends so many at once to one platform. */
export const AT_ONCE = 4

export interface Strand {
  scenario: Scenario
  emulators: PlatformEmulators
  victims: Victims
  redis: Redis
  /** Settings of a worker that sends undisturbed. */
  env: Record<string, string>
  /** All that were commanded. */
  actions: CommandedAction[]
  close(): Promise<void>
}

/** So that an action is found out about in seconds. */
const SETTINGS = { SEND_TIMEOUT_MS: '1500', RECONCILE_QUIET_MS: '1500', METRICS_SCHEDULE_S: '86400' }

export async function openStrand(world: ChaosWorld): Promise<Strand> {
  const scenario = await world.open()
  const emulators = await startPlatformEmulators(scenario.dataDir)
  const env = { ...SETTINGS, ...emulators.env }
  const victims = await openVictims(scenario, emulators, SETTINGS)
  const redis = new Redis(scenario.env.REDIS_URL ?? '')
  await scenario.spawn({ env: { ...env, QUEUES: 'actuator.reconcile' } })
  return {
    ...{ scenario, emulators, victims, redis, env, actions: [] },
    async close() {
      redis.disconnect()
      await scenario.close()
      await victims.close()
      await emulators.close()
    },
  }
}

/** Commands actions that are to be led to a point, each on an account of its own. */
export async function commandAt(
  { scenario, actions }: Strand,
  point: KillPoint,
  counts: Record<Adapter, number>,
): Promise<RoundAction[]> {
  const places = ADAPTERS.flatMap(platform =>
    Array.from({ length: counts[platform] }, (_, slot) => ({
      platform,
      account: `${point.name}-${actions.length}-${slot}`,
    })),
  )
  const commanded = await commandActions(scenario, places)
  actions.push(...commanded)
  const ids = commanded.map(({ id }) => id)
  const rows = await scenario.owner<{ id: string; action: string }[]>`
    SELECT id, subject_id AS action FROM steps WHERE subject_id = ANY(${ids}::uuid[]) AND kind LIKE 'execute-%'`
  const stepOf = new Map(rows.map(row => [row.action, row.id]))
  return commanded.map(action => ({ ...action, stepId: stepOf.get(action.id) ?? '' }))
}
