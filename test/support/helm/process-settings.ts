// Which settings each process of the product reads, by asking its config.
import { apiConfig } from '#api/config.ts'
import { boardConfig } from '#bull-board/config.ts'
import { migrateConfig } from '#db/config.ts'
import { workerConfig } from '#workers/config.ts'
import { bucketsConfig } from '../../../deploy/config.ts'

export const CONFIGS = {
  api: apiConfig,
  worker: workerConfig,
  board: boardConfig,
  migrate: migrateConfig,
  buckets: bucketsConfig,
} as const

export type ProcessName = keyof typeof CONFIGS

/** By name, sorted: each is looked for as NAME_FILE as well. */
export function settingsOf(process: ProcessName): string[] {
  const names = new Set<string>()
  const env = new Proxy<NodeJS.ProcessEnv>(
    {},
    {
      get(_, name) {
        if (typeof name === 'string' && name.endsWith('_FILE')) names.add(name.slice(0, -'_FILE'.length))
        return undefined
      },
    },
  )
  try {
    CONFIGS[process](env)
  } catch {
    // Nothing is set, so what must be is missed; what was looked for is known by then.
  }
  return [...names].sort()
}
