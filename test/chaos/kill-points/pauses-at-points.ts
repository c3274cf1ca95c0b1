// Workers stopped right before, while and right after they send, for longer than it takes to find out about an attempt.
import { expect } from 'vitest'
import { type ActionFate, allFated, expectAtMostOnce } from '../actions/action-fates.ts'
import type { ChaosWorld } from '../chaos-world.ts'
import type { KillPoint } from './kill-point.ts'
import { openRound } from './round.ts'
import { AT_ONCE, commandAt, openStrand } from './strand.ts'

const POINTS: readonly KillPoint[] = [
  // It learns when it wakes that it has claimed: too late to send under that claim.
  { name: 'before', what: 'the claim is committed', at: 'claimed', passes: 'none', left: 'intent' },
  // The network keeps its request as long as it sleeps: nobody may have taken it for absent.
  { name: 'while', what: 'the request is on the wire', at: 'request', passes: 'none', left: 'intent' },
  { name: 'after', what: 'the platform answers', at: 'answer', passes: 'none', left: 'post' },
]
const SETTLED_WITHIN_MS = 120_000

/** @returns the fates of those that were at each point when their worker stopped */
export async function pausesAtPoints(world: ChaosWorld, pauseMs: number): Promise<Record<string, ActionFate[]>> {
  const ends = await Promise.allSettled(POINTS.map(point => pauseAt(world, point, pauseMs)))
  return Object.fromEntries(
    ends.map((end, index) => {
      if (end.status === 'rejected') throw end.reason
      return [POINTS[index]?.name, end.value]
    }),
  )
}

async function pauseAt(world: ChaosWorld, point: KillPoint, pauseMs: number): Promise<ActionFate[]> {
  const strand = await openStrand(world)
  try {
    const actions = await commandAt(strand, point, { TWITTER: AT_ONCE, META: AT_ONCE, LINKEDIN: AT_ONCE })
    const round = openRound(point, actions)
    await strand.victims.pauseAt(round, pauseMs)
    await allFated(strand.scenario, SETTLED_WITHIN_MS)
    const fates = await expectAtMostOnce(strand.scenario, strand.emulators, actions)
    const paused = fates.filter(({ id }) => round.arrived.has(id))
    expect(paused.length).toBeGreaterThan(0)
    return paused
  } finally {
    await strand.close()
  }
}
