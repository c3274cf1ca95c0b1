// Signals of an invented world, by the hours they lie back.
import type { RawSignal } from '#contracts/upstream/scout.ts'
import { type ReadSignal, readSignal } from '#services/radar/read-signal.ts'
import { readText } from '#services/radar/read-text.ts'

export const NOW = Date.UTC(2026, 2, 2, 12)
const SUBJECTS =
  'harbour orchard library tramway bakery museum quarry festival reservoir theatre workshop lighthouse'.split(' ')
const VERBS = 'reopens expands mourns borrows celebrates repairs questions paints inspects welcomes'.split(' ')
const OBJECTS =
  'visitors ladders archives volunteers machinery gardens lanterns budgets musicians timetables bridges'.split(' ')

export function signal(id: string, hoursAgo: number, title: string, over: Partial<RawSignal> = {}): RawSignal {
  const published_at = new Date(NOW - hoursAgo * 3_600_000).toISOString()
  return {
    id,
    source: `Paper ${id.length % 3}`,
    title,
    url: `https://w.example/${id}`,
    summary: '',
    published_at,
    ...over,
  }
}

/** `perDay` everyday stories a day for `days` days, of three papers, none like the other. */
export function everyday(days: number, perDay: number, tell = (title: string) => title): RawSignal[] {
  return Array.from({ length: days * perDay }, (_, n) => {
    const words = [SUBJECTS[n % 12], VERBS[(n * 7) % 10], OBJECTS[(n * 5) % 11], `x${(n * 37) % 101}q`]
    const hoursAgo = (n / perDay) * 24 + 0.5
    return signal(`day-${n}`, hoursAgo, tell(words.join(' ')), { source: `Paper ${n % 3}` })
  })
}

export function read(signals: readonly RawSignal[]): ReadSignal[] {
  return signals.map(raw => readSignal(raw, 'en', readText))
}
