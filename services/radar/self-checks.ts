// What radar asks of itself: a fixed small world with one planted burst, through its own route.
import type { ScanReply } from '#contracts/upstream/radar.ts'
import type { RawSignal } from '#contracts/upstream/scout.ts'
import type { SelfCheck } from '#services/kernel/self-check.ts'

/** The nil UUID belongs to no tenant: scans for it read the fixture below, by its clock, instead of asking scout. */
export const SELF_CHECK_TENANT = '00000000-0000-0000-0000-000000000000'
export const SELF_CHECK_NOW_MS = Date.UTC(2026, 2, 3, 12)

const HOUR_MS = 3_600_000
const BURST = [
  'Readers praise the paper kettle',
  'Is a paper kettle safe? Experts argue',
  'Schools fold their own paper kettle',
]
const USUAL = [
  'Garden fair opens',
  'River path mended',
  'Choir looks for voices',
  'Museum lends a clock',
  'Bakery moves house',
]

export const selfCheckSignals: readonly RawSignal[] = [
  ...BURST.map((title, index) => signal(`burst-${index}`, title, index + 1)),
  // "Town" is in every line, old and new: frequent, and no trend.
  ...Array.from({ length: 15 }, (_, index) =>
    signal(`usual-${index}`, `${USUAL[index % 5]} on street ${'abcdefghijklmno'[index]}`, 26 + 20 * index),
  ),
]

const EXPECTED = { trends: ['paper kettle'], first: 'burst-0', bounded: true, liked: true }

export const selfChecks: readonly SelfCheck[] = [
  {
    name: 'finds the planted burst, ranks the fresh matching signal first and likes what is praised',
    async run(call) {
      const brief = { objective: 'sell a kettle to readers' }
      // Our own route's answer; whatever shape it has, the comparison tells.
      const body = { campaign_id: SELF_CHECK_TENANT, tenant_id: SELF_CHECK_TENANT, brief }
      const { signals = [], trends = [] } = (await call('/scan', body)) as Partial<ScanReply>
      const got = {
        trends: trends.map(({ term }) => term),
        first: signals[0]?.id,
        bounded: signals.every(({ score, sentiment }) => score >= 0 && score <= 1 && Math.abs(sentiment) <= 1),
        liked: (signals[0]?.sentiment ?? 0) > 0,
      }
      return { ok: JSON.stringify(got) === JSON.stringify(EXPECTED), expected: EXPECTED, got }
    },
  },
]

function signal(id: string, title: string, hoursAgo: number): RawSignal {
  const published_at = new Date(SELF_CHECK_NOW_MS - hoursAgo * HOUR_MS).toISOString()
  const source = hoursAgo % 2 === 0 ? 'Even Times' : 'Odd Herald'
  return { id, source, title, url: `https://check.example/${id}`, summary: 'News from the town.', published_at }
}
