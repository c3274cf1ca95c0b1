// What waits in the ledger: how much for which reason, and what, the oldest first. Whatever is asked, a bounded number of rows is
// looked at, and everybody who looks within a few seconds sees the same overview.
import type { Closures, OpenSample, OperationsLedger, StandsStill } from '#domain/ports/operations-ledger.ts'
import { filterOf, type WaitingQuery } from './waiting-query.ts'
import { humanRow, WAIT_REASONS, type WaitingRow, type WaitReason, waitingRow } from './waiting-row.ts'

export interface WaitingGroup {
  reason: WaitReason
  count: number
  /** `about`: estimated from a sample. `more`: counted no further. */
  exactness: 'exact' | 'about' | 'more'
  /** Of those that were looked at. */
  oldest?: string
  next_until?: string
}

export interface WaitingOverview {
  at: string
  groups: WaitingGroup[]
  /** The share of open steps that was looked at; 1: all. */
  share: number
  closures: Closures
  stuck: StandsStill[]
}

export interface WaitingPage {
  rows: WaitingRow[]
  /** Where to go on looking; absent: that was all. */
  next?: string
  /** No more open steps than that were looked at for it. */
  looked: number
}

export interface LookAtWaiting {
  overview(): Promise<WaitingOverview>
  page(query: WaitingQuery): Promise<WaitingPage>
}

export type WaitingLedger = Pick<
  OperationsLedger,
  'sampleOpen' | 'scanOpen' | 'forHumans' | 'countForHumans' | 'closures' | 'standsStill'
>

const SHARED_MS = 5000
const PAGE = 50
const FIRST_LOOK = 500
const LOOK = 5000
/** A page looks no longer than that for what it shows, and then says where it stopped. */
const LOOK_MS = 1500
const COUNT_CAP = 10_000

export function lookAtWaiting(ledger: WaitingLedger): LookAtWaiting {
  return { overview: sharedFor(SHARED_MS, () => overview(ledger)), page: query => page(ledger, query) }
}

async function overview(ledger: WaitingLedger): Promise<WaitingOverview> {
  const [sample, humans, closures, stuck] = await Promise.all([
    ledger.sampleOpen(),
    ledger.countForHumans(COUNT_CAP + 1),
    ledger.closures(),
    ledger.standsStill(),
  ])
  const now = new Date()
  const groups = groupsOf(sample, now)
  if (humans.count > 0)
    groups.unshift({
      reason: 'NEEDS_HUMAN',
      count: Math.min(humans.count, COUNT_CAP),
      exactness: humans.count > COUNT_CAP ? 'more' : 'exact',
      ...(humans.oldest === undefined ? {} : { oldest: humans.oldest.toISOString() }),
    })
  return { at: now.toISOString(), groups, share: sample.share, closures, stuck }
}

function groupsOf({ steps, share }: OpenSample, now: Date): WaitingGroup[] {
  const groups = new Map<WaitReason, WaitingGroup>()
  for (const step of steps) {
    const row = waitingRow(step, now)
    if (row === undefined) continue
    const group = groups.get(row.reason) ?? { reason: row.reason, count: 0, exactness: 'exact' }
    groups.set(row.reason, group)
    group.count++
    if (group.oldest === undefined || row.since < group.oldest) group.oldest = row.since
    if (row.until !== undefined && (group.next_until === undefined || row.until < group.next_until))
      group.next_until = row.until
  }
  const found = WAIT_REASONS.flatMap(reason => groups.get(reason) ?? [])
  return share === 1
    ? found
    : found.map(group => ({ ...group, count: rounded(group.count / share), exactness: 'about' }))
}

/** An estimate has no more than two digits to offer. */
function rounded(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1)
  return Math.round(count / unit) * unit
}

async function page(ledger: WaitingLedger, query: WaitingQuery): Promise<WaitingPage> {
  const now = new Date()
  if (query.reason === 'NEEDS_HUMAN') {
    const found = await ledger.forHumans(filterOf(query), query.after, PAGE + 1)
    const rows = found.slice(0, PAGE).flatMap(one => humanRow(one, now) ?? [])
    return { rows, looked: found.length, ...(found.length > PAGE ? { next: found[PAGE - 1]?.id as string } : {}) }
  }
  const rows: WaitingRow[] = []
  let after = query.after
  let looked = 0
  for (let look = FIRST_LOOK; ; look = LOOK) {
    const { steps, end } = await ledger.scanOpen(filterOf(query), after, look)
    for (const step of steps) {
      const row = waitingRow(step, now)
      if (row === undefined || (query.reason ?? row.reason) !== row.reason) continue
      rows.push(row)
      if (rows.length === PAGE) return { rows, looked: looked + look, next: step.id }
    }
    looked += end === undefined ? steps.length : look
    if (end === undefined) return { rows, looked }
    after = end
    if (Date.now() - now.getTime() > LOOK_MS) return { rows, looked, next: end }
  }
}

/** One answer for all who ask within that time, also while it is being made. What failed is asked again at once. */
function sharedFor<T>(ms: number, make: () => Promise<T>): () => Promise<T> {
  let last: { made: Promise<T>; until: number } | undefined
  return () => {
    if (last !== undefined && Date.now() < last.until) return last.made
    const mine = { made: make(), until: Number.POSITIVE_INFINITY }
    last = mine
    mine.made.then(
      () => {
        mine.until = Date.now() + ms
      },
      () => {
        if (last === mine) last = undefined
      },
    )
    return mine.made
  }
}
