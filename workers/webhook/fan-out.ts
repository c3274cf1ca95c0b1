// What trails say that is new becomes deliveries. It reads them after the fact, by transaction, instead of writing deliveries in the
// statements that change states: those are the hot ones of the system, and most tenants have no endpoint. The change and its entry are one
// transaction, and every entry that a round's snapshot sees and the last one's did not is told, however late it was committed; so a
// delivery exists if, and only if, the change is true, and only a moment later. A round that dies is done again: what is told already
// stands under its own (endpoint, subject, seq). After one that failed it goes by smaller pages and slices, down to single ones, so that what
// is too much for one statement is not so for ever.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { NewDelivery } from '#db/webhook/deliveries-add.ts'
import { type ListenedEntry, PAGE_ENTRIES } from '#db/webhook/entries-told.ts'
import type { WebhookWorker } from '#db/webhook/webhook-worker.ts'
import { asksFor } from '#domain/webhook/event-types.ts'
import { stateChangeOf } from '#domain/webhook/state-change.ts'
import type { Dispatchable } from '#queues/dispatcher.ts'

export interface FanOutOptions {
  ledger: Pick<WebhookWorker, 'take' | 'renew' | 'end' | 'told' | 'add'>
  dispatch(steps: readonly Dispatchable[]): Promise<void>
  keepDays: number
}

/** Somebody else goes on after this where a worker died; kept up while it lives. */
const LEASE_MS = 10_000
/** Deliveries of one statement. */
const SLICE = 500

/** @returns does a round, unless somebody else is at it: how many deliveries were noted; undefined: it was not our turn, or is no longer */
export function createFanOut(options: FanOutOptions): () => Promise<number | undefined> {
  const holder = uuid()
  /** Of what a page and a slice hold at most. */
  let share = 1
  return async () => {
    try {
      const noted = await doRound(options, holder, share)
      if (noted !== undefined) share = Math.min(1, share * 2)
      return noted
    } catch (error) {
      share = Math.max(1 / PAGE_ENTRIES, share / 4)
      throw error
    }
  }
}

async function doRound(
  { ledger, dispatch, keepDays }: FanOutOptions,
  holder: string,
  share: number,
): Promise<number | undefined> {
  const round = await ledger.take(holder, LEASE_MS)
  if (round === undefined) return undefined
  let noted = 0
  for await (const entries of ledger.told(round, { keepDays, pageEntries: Math.ceil(PAGE_ENTRIES * share) })) {
    for (const slice of slicesOf(entries.flatMap(deliveriesOf), Math.ceil(SLICE * share))) {
      const { woken } = await ledger.add(slice)
      void dispatch(woken) // lost here, the sweep finds them
      noted += slice.length
      if (!(await ledger.renew(holder, LEASE_MS))) return undefined
    }
    if (entries.length === 0 && !(await ledger.renew(holder, LEASE_MS))) return undefined
  }
  await ledger.end(holder, round.sees)
  return noted
}

/** By endpoint, so that a slice locks few. */
function slicesOf(deliveries: NewDelivery[], size: number): NewDelivery[][] {
  const sorted = [...Map.groupBy(deliveries, ({ webhook }) => webhook).values()].flat()
  const count = Math.ceil(sorted.length / size)
  return Array.from({ length: count }, (_, index) => sorted.slice(index * size, (index + 1) * size))
}

function deliveriesOf(entry: ListenedEntry): NewDelivery[] {
  const change = stateChangeOf(entry)
  if (change === undefined) return []
  const { subject: id, tenant: tenant_id, seq, at: timestamp, campaign } = entry
  const { type, subject, status, state } = change
  const data = {
    ...{ subject, id, tenant_id, seq, status },
    ...(state === undefined ? {} : { state }),
    ...(campaign === null ? {} : { campaign_id: campaign }),
  }
  const body = JSON.stringify({ type, timestamp, data })
  return entry.listeners
    .filter(({ events }) => asksFor(events, type))
    .map(listener => ({ id: uuid(), webhook: listener.id, event: type, subject: id, seq, body }))
}
