// What workers said when they had gone: the last line of each log.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Scenario } from '../chaos-world.ts'

export interface Drains {
  finished: number
  handedBack: number
  aborted: number
  abandoned: number
  /** The longest of them. */
  longestMs: number
}

/** Over all workers of a world: of one scenario, where that is its only one. */
export function drainsOf({ dataDir }: Scenario): Drains {
  const folder = dirname(dataDir)
  const lines = readdirSync(folder)
    .filter(name => name.startsWith('workers-'))
    .flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter(line => line.includes('"event":"stopped"'))
    .map(line => JSON.parse(line) as Record<string, number>)
  const sum = (name: string) => lines.reduce((total, line) => total + (line[name] ?? 0), 0)
  return {
    ...{ finished: sum('finished'), handedBack: sum('handed_back') },
    ...{ aborted: sum('aborted'), abandoned: sum('abandoned') },
    longestMs: Math.max(0, ...lines.map(line => line.duration_ms ?? 0)),
  }
}
