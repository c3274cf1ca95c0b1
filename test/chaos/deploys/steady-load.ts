// A campaign and two commanded actions a second, whatever else is going on.
import type { Platform } from '#domain/action/action-status.ts'
import { type CommandedAction, commandActions } from '../actions/command-actions.ts'
import { pause, type Scenario } from '../chaos-world.ts'

export interface SteadyLoad {
  /** @returns what was asked for, all in all, when the last of it is accepted */
  stop(): Promise<{ campaigns: number; channels: number; actions: CommandedAction[] }>
}

const PLATFORMS: readonly Platform[] = ['TWITTER', 'META', 'LINKEDIN']
const ACCOUNTS = 24
const SHOPS = 8
const EVERY_MS = 1000

export function steadyLoad(scenario: Scenario): SteadyLoad {
  const actions: CommandedAction[] = []
  let campaigns = 0
  let isOver = false
  let asked = 0

  const askOnce = async () => {
    const shop = campaigns % SHOPS
    await scenario.campaigns(1, { accounts: [`shop-${shop}`, `shop-${(shop + 3) % SHOPS}`] })
    campaigns++
    const places = Array.from({ length: 2 }, () => {
      const nth = asked++
      const account = `steady-${Math.floor(nth / PLATFORMS.length) % ACCOUNTS}`
      return { platform: PLATFORMS[nth % PLATFORMS.length] ?? 'META', account }
    })
    actions.push(...(await commandActions(scenario, places)))
  }
  const loop = (async () => {
    while (!isOver) await Promise.all([askOnce(), pause(EVERY_MS)])
  })()
  loop.catch(() => {}) // told by stop

  return {
    async stop() {
      isOver = true
      await loop
      return { campaigns, channels: 2, actions }
    },
  }
}
