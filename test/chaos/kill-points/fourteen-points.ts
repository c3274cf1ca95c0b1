// Workers killed at each of the fourteen points, for each adapter, so and so often; and what became of every action.
import { Redis } from 'ioredis'
import { jobId } from '#queues/dispatcher.ts'
import { queuePrefix } from '#queues/queue-prefix.ts'
import { startPlatformEmulators } from '#test/support/platform-emulators.ts'
import { type ActionFate, allFated, expectAtMostOnce } from '../actions/action-fates.ts'
import { type CommandedAction, commandActions } from '../actions/command-actions.ts'
import type { ChaosWorld, Scenario } from '../chaos-world.ts'
import { KILL_POINTS, type KillPoint } from './kill-point.ts'
import { openRound, type RoundAction } from './round.ts'
import { openVictims, type Victims } from './victim.ts'

export const ADAPTERS = ['TWITTER', 'META', 'LINKEDIN'] as const
export type Adapter = (typeof ADAPTERS)[number]

export interface KilledAction extends ActionFate {
  /** Undefined: its worker died when it was somewhere else. */
  point: string | undefined
}

export interface FourteenPoints {
  killed: KilledAction[]
  kills: number
}

/** The deaths that are still wanted. */
type Wanted = Map<KillPoint, Record<Adapter, number>>

/** A worker sends so many at once to one platform. */
const AT_ONCE = 4
/** So that an action is found out about in seconds. */
const SETTINGS = { SEND_TIMEOUT_MS: '1500', RECONCILE_QUIET_MS: '1500', METRICS_SCHEDULE_S: '86400' }
const SETTLED_WITHIN_MS = 180_000

/**
 * @param runs deaths at each point, for each adapter
 * @param strands so many sets of workers, each with a database of its own, side by side
 */
export async function fourteenPoints(world: ChaosWorld, runs: number, strands: number): Promise<FourteenPoints> {
  const wanted: Wanted = new Map(KILL_POINTS.map(point => [point, { TWITTER: runs, META: runs, LINKEDIN: runs }]))
  const ended = await Promise.all(Array.from({ length: strands }, () => runStrand(world, wanted)))
  return { killed: ended.flatMap(({ killed }) => killed), kills: ended.reduce((sum, { kills }) => sum + kills, 0) }
}

async function runStrand(world: ChaosWorld, wanted: Wanted): Promise<FourteenPoints> {
  const scenario = await world.open()
  const emulators = await startPlatformEmulators(scenario.dataDir)
  const victims = await openVictims(scenario, emulators)
  const redis = new Redis(scenario.env.REDIS_URL ?? '')
  try {
    // Another worker finds out what became of the attempts; it sends nothing.
    const env = { ...SETTINGS, ...emulators.env }
    await scenario.spawn({ env: { ...env, QUEUES: 'actuator.reconcile' } })
    const strand: Strand = { scenario, victims, redis, points: new Map(), actions: [] }
    let kills = 0
    for (let next = takeBatch(wanted); next !== undefined; next = takeBatch(wanted)) {
      giveBack(wanted, next, await killBatch(strand, next))
      kills++
    }
    await setAccounts(scenario, 'open', strand.actions)
    await scenario.spawn({ env })
    await allFated(scenario, SETTLED_WITHIN_MS)
    const fates = await expectAtMostOnce(scenario, emulators, strand.actions)
    return { killed: fates.map(fate => ({ ...fate, point: strand.points.get(fate.id) })), kills }
  } finally {
    redis.disconnect()
    await victims.close()
    await scenario.close()
    await emulators.close()
  }
}

interface Strand {
  scenario: Scenario
  victims: Victims
  redis: Redis
  /** Where each action's worker died. */
  points: Map<string, string>
  actions: CommandedAction[]
}

interface Batch {
  point: KillPoint
  counts: Record<Adapter, number>
}

/** The point that lags behind most; what is taken is no longer wanted until it is given back. */
function takeBatch(wanted: Wanted): Batch | undefined {
  const left = (counts: Record<Adapter, number>) => ADAPTERS.reduce((sum, name) => sum + counts[name], 0)
  const [first] = [...wanted].sort(([, a], [, b]) => left(b) - left(a))
  if (first === undefined || left(first[1]) === 0) return undefined
  const [point, counts] = first
  const taken = { TWITTER: 0, META: 0, LINKEDIN: 0 }
  for (const name of ADAPTERS) {
    taken[name] = Math.min(AT_ONCE, counts[name])
    counts[name] -= taken[name]
  }
  return { point, counts: taken }
}

/** Those that did not come to the point in time are done again with others. */
function giveBack(wanted: Wanted, { point, counts }: Batch, arrived: readonly CommandedAction[]): void {
  const of = wanted.get(point)
  if (of === undefined) return
  for (const name of ADAPTERS) of[name] += counts[name] - arrived.filter(({ platform }) => platform === name).length
}

/** @returns the actions that were at the point when their worker died */
async function killBatch(strand: Strand, { point, counts }: Batch): Promise<CommandedAction[]> {
  const { scenario, victims, points, actions } = strand
  // Each account is used once: it is closed afterwards, so that no action dies a second time.
  const places = ADAPTERS.flatMap(platform =>
    Array.from({ length: counts[platform] }, (_, slot) => ({
      platform,
      account: `${point.name}-${actions.length}-${slot}`,
    })),
  )
  const commanded = await withSteps(scenario, await commandActions(scenario, places))
  actions.push(...commanded)
  const round = openRound(point, commanded)
  const arrived = new Set<string>()
  await victims.killAt(round, async () => {
    // One load is in flight at a time: what is in Redis beside it is as far.
    const beside = point.at === 'load' ? await inRedis(strand, commanded) : []
    for (const id of [...round.arrived, ...beside]) arrived.add(id)
  })
  await setAccounts(scenario, 'closed', commanded)
  for (const id of arrived) points.set(id, point.name)
  return commanded.filter(({ id }) => arrived.has(id))
}

async function withSteps({ owner }: Scenario, actions: readonly CommandedAction[]): Promise<RoundAction[]> {
  const ids = actions.map(({ id }) => id)
  const rows = await owner<{ id: string; action: string }[]>`
    SELECT id, subject_id AS action FROM steps WHERE subject_id = ANY(${ids}::uuid[]) AND kind LIKE 'execute-%'`
  const stepOf = new Map(rows.map(row => [row.action, row.id]))
  return actions.map(action => ({ ...action, stepId: stepOf.get(action.id) ?? '' }))
}

async function inRedis({ scenario, redis }: Strand, actions: readonly RoundAction[]): Promise<string[]> {
  const there = await Promise.all(
    actions.map(({ platform, stepId }) => {
      const queue = `actuator.${platform.toLowerCase()}`
      const prefix = queuePrefix(scenario.env.REDIS_PREFIX ?? '', queue)
      return redis.exists(`${prefix}:${queue}:${jobId({ id: stepId, run: 1 })}`)
    }),
  )
  return actions.filter((_, index) => there[index] === 1).map(({ id }) => id)
}

/** A closed account's steps stay where they are. */
async function setAccounts(
  { owner, tenantId }: Scenario,
  to: 'open' | 'closed',
  of: readonly CommandedAction[],
): Promise<void> {
  const until = to === 'open' ? null : new Date(Date.now() + 3600_000)
  const names = of.map(({ account }) => account)
  await owner`
    UPDATE accounts SET closed_until = ${until} WHERE tenant_id = ${tenantId} AND account = ANY(${names})`
}
