// Thousands of commanded actions on two workers, hurt as long as they are on their way; none may be published twice or lost.
import { expect } from 'vitest'
import type { Platform } from '#domain/action/action-status.ts'
import { type PlatformEmulators, startPlatformEmulators } from '#test/support/platform-emulators.ts'
import { type ActionFate, allFated, expectAtMostOnce } from '../actions/action-fates.ts'
import { commandActions } from '../actions/command-actions.ts'
import { pause, type Scenario } from '../chaos-world.ts'

export interface StormSize {
  actions: number
  /** How long a platform takes to publish: it stretches the storm, for a worker sends four at once to each. */
  publishMs: number
  /** RECONCILE_QUIET_MS */
  quietMs: number
}

export interface StormGround {
  scenario: Scenario
  emulators: PlatformEmulators
  /** Settings of a worker of this storm. */
  env: Record<string, string>
  /** True when nothing is left to be sent. */
  isOver(): Promise<boolean>
}

/** What strikes; it ends by itself soon after the storm is over, and leaves two workers. */
export type Strikes = (ground: StormGround) => Promise<Record<string, unknown>>

export interface StormResult extends Record<string, unknown> {
  /** From the last strike until each had its fate, milliseconds. */
  settledMs: number
  /** In which no person is needed: of all, and by platform, with what became of them. */
  resolvedShare: number
  platforms: Record<string, string>
}

const PLATFORMS: readonly Platform[] = ['TWITTER', 'META', 'LINKEDIN', 'MOCK']
const ACCOUNTS = 25
const SETTLED_WITHIN_MS = 240_000
/** Of all, no person is needed for at least so many. */
const RESOLVED = 0.9

export async function storm(scenario: Scenario, size: StormSize, strikes: Strikes): Promise<StormResult> {
  const emulators = await startPlatformEmulators(scenario.dataDir)
  try {
    if (size.publishMs > 0) await emulators.fault({ fault: 'delay', ms: size.publishMs })
    const places = Array.from({ length: size.actions }, (_, index) => ({
      platform: PLATFORMS[index % PLATFORMS.length] ?? 'MOCK',
      account: `storm-${Math.floor(index / PLATFORMS.length) % ACCOUNTS}`,
    }))
    const actions = await commandActions(scenario, places)
    const env = {
      ...emulators.env,
      SEND_TIMEOUT_MS: String(size.publishMs + 2000),
      RECONCILE_QUIET_MS: String(size.quietMs),
      METRICS_SCHEDULE_S: '86400',
    }
    await Promise.all([scenario.spawn({ env }), scenario.spawn({ env })])
    const note = await strikes({ scenario, emulators, env, isOver: () => isOver(scenario) })
    const settledMs = await allFated(scenario, SETTLED_WITHIN_MS)
    const fates = await expectAtMostOnce(scenario, emulators, actions)
    expect(resolvedShare(fates)).toBeGreaterThanOrEqual(RESOLVED)
    return { settledMs, ...note, resolvedShare: resolvedShare(fates), platforms: byPlatform(fates) }
  } finally {
    await scenario.close() // before the platforms: what is under way comes to its end
    await emulators.close()
  }
}

/** Strikes again and again until nothing is left to be sent. @returns how often it struck */
export async function strikeUntilOver(ground: StormGround, strike: (nth: number) => Promise<void>): Promise<number> {
  let strikes = 0
  while (!(await ground.isOver())) await strike(strikes++)
  return strikes
}

async function isOver({ owner, tenantId }: Scenario): Promise<boolean> {
  try {
    const [row] = await owner<{ waiting: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM steps WHERE tenant_id = ${tenantId} AND lane IS NOT NULL) AS waiting`
    return row?.waiting === false
  } catch {
    await pause(100) // Postgres may be away by design of the storm
    return false
  }
}

function byPlatform(fates: readonly ActionFate[]): StormResult['platforms'] {
  return Object.fromEntries(
    PLATFORMS.map(name => {
      const own = fates.filter(({ platform }) => platform === name)
      const count = (wanted: ActionFate['fate']) => own.filter(({ fate }) => fate === wanted).length
      const counts = `${count('COMPLETED')} completed, ${count('FAILED')} failed, ${count('INBOX')} in the inbox`
      return [name, `${resolvedShare(own)} (${counts})`]
    }),
  )
}

function resolvedShare(fates: readonly ActionFate[]): number {
  const resolved = fates.filter(({ fate }) => fate === 'COMPLETED' || fate === 'FAILED').length
  return Math.round((resolved / fates.length) * 1000) / 1000
}
