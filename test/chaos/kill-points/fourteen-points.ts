// Workers killed at each of the fourteen points, for each adapter, so and so often; and what became of every action.
import { jobId } from '#queues/dispatcher.ts'
import { queuePrefix } from '#queues/queue-prefix.ts'
import { type ActionFate, allFated, expectAtMostOnce } from '../actions/action-fates.ts'
import type { CommandedAction } from '../actions/command-actions.ts'
import type { ChaosWorld } from '../chaos-world.ts'
import { KILL_POINTS, type KillPoint } from './kill-point.ts'
import { expectLeftBehind } from './left-behind.ts'
import { openRound, type RoundAction } from './round.ts'
import { ADAPTERS, type Adapter, AT_ONCE, commandAt, openStrand, type Strand } from './strand.ts'

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

/** Closed accounts with work are looked at in each sweep: with too many of them the machine does nothing else. */
const ACTIONS_OF_A_STRAND = 240
const SETTLED_WITHIN_MS = 180_000

/**
 * @param runs deaths at each point, for each adapter
 * @param strands so many sets of workers, each with a database of its own, side by side
 */
export async function fourteenPoints(world: ChaosWorld, runs: number, strands: number): Promise<FourteenPoints> {
  const wanted: Wanted = new Map(KILL_POINTS.map(point => [point, { TWITTER: runs, META: runs, LINKEDIN: runs }]))
  const ended: FourteenPoints[] = []
  const oneAfterTheOther = async () => {
    while ([...wanted.values()].some(counts => left(counts) > 0)) ended.push(await runStrand(world, wanted))
  }
  // All come to their end, also when one has failed: the servers are theirs as long.
  const all = await Promise.allSettled(Array.from({ length: strands }, oneAfterTheOther))
  for (const one of all) if (one.status === 'rejected') throw one.reason
  return { killed: ended.flatMap(({ killed }) => killed), kills: ended.reduce((sum, { kills }) => sum + kills, 0) }
}

async function runStrand(world: ChaosWorld, wanted: Wanted): Promise<FourteenPoints> {
  const strand = await openStrand(world)
  const died = new Map<string, string>()
  try {
    let kills = 0
    while (strand.actions.length < ACTIONS_OF_A_STRAND) {
      const next = takeBatch(wanted)
      if (next === undefined) break
      const arrived = await killBatch(strand, next)
      for (const { id } of arrived) died.set(id, next.point.name)
      giveBack(wanted, next, arrived)
      kills++
    }
    await setAccounts(strand, 'open', strand.actions)
    await strand.scenario.spawn({ env: strand.env })
    await allFated(strand.scenario, SETTLED_WITHIN_MS)
    const fates = await expectAtMostOnce(strand.scenario, strand.emulators, strand.actions)
    return { killed: fates.map(fate => ({ ...fate, point: died.get(fate.id) })), kills }
  } finally {
    await strand.close()
  }
}

const left = (counts: Record<Adapter, number>) => ADAPTERS.reduce((sum, name) => sum + counts[name], 0)

interface Batch {
  point: KillPoint
  counts: Record<Adapter, number>
}

/** The point that lags behind most; what is taken is no longer wanted until it is given back. */
function takeBatch(wanted: Wanted): Batch | undefined {
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
  // Each account is used once: it is closed afterwards, so that no action dies a second time.
  const commanded = await commandAt(strand, point, counts)
  const round = openRound(point, commanded)
  const arrived = new Set<string>()
  await strand.victims.killAt(round, async () => {
    // One load is in flight at a time: what is in Redis beside it is as far.
    const beside = point.at === 'load' ? await inRedis(strand, commanded) : []
    for (const id of [...round.arrived, ...beside]) arrived.add(id)
  })
  await setAccounts(strand, 'closed', commanded)
  await expectLeftBehind(strand.scenario, strand.emulators, point, arrived)
  return commanded.filter(({ id }) => arrived.has(id))
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
  { scenario: { owner, tenantId } }: Strand,
  to: 'open' | 'closed',
  of: readonly CommandedAction[],
): Promise<void> {
  const until = to === 'open' ? null : new Date(Date.now() + 3600_000)
  const names = of.map(({ account }) => account)
  await owner`
    UPDATE accounts SET closed_until = ${until} WHERE tenant_id = ${tenantId} AND account = ANY(${names})`
}
