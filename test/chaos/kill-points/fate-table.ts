// The counts, as a table for people: where it died and on which platform, how many posts there are, what became of it.
import type { KilledAction } from './fourteen-points.ts'
import { KILL_POINTS } from './kill-point.ts'

const FATES = ['COMPLETED', 'FAILED', 'INBOX'] as const
const ELSEWHERE = '–'

/** One line a point and adapter; the last lines are of those whose worker died while they were elsewhere. */
export function fateTable(killed: readonly KilledAction[]): string {
  const groups = Map.groupBy(killed, ({ point, platform }) => `${point ?? ELSEWHERE} ${platform}`)
  const names = [...KILL_POINTS.map(({ name }) => name), ELSEWHERE]
  const rows = names.flatMap(name =>
    ['TWITTER', 'META', 'LINKEDIN'].flatMap(platform => {
      const group = groups.get(`${name} ${platform}`)
      return group === undefined ? [] : [row(name, platform, group)]
    }),
  )
  const head = ['died at', 'adapter', 'runs', '0 posts', '1 post', '>1', ...FATES]
  return [head, ...rows].map(cells => cells.map((cell, index) => pad(cell, index)).join(' ')).join('\n')
}

function row(name: string, platform: string, group: readonly KilledAction[]): string[] {
  const count = (is: (action: KilledAction) => boolean) => String(group.filter(is).length)
  return [
    name,
    platform,
    String(group.length),
    count(({ posts }) => posts === 0),
    count(({ posts }) => posts === 1),
    count(({ posts }) => posts > 1),
    ...FATES.map(wanted => count(({ fate }) => fate === wanted)),
  ]
}

const pad = (cell: string, index: number) => (index < 2 ? cell.padEnd(9) : cell.padStart(9))
