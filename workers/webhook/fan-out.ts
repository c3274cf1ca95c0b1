// What trails say that is new becomes deliveries. It reads them after the fact, by transaction, instead of writing deliveries in the
// statements that change states: those are the hot ones of the system, and most tenants have no endpoint. The change and its entry are one
// transaction, and every entry that a round's snapshot sees and the last one's did not is told, however late it was committed; so a
// delivery exists if, and only if, the change is true, and only a moment later. A round that dies is done again: what is told already
// stands under its own (endpoint, subject, seq).
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { NewDelivery } from '#db/webhook/deliveries-add.ts'
import type { ListenedEntry } from '#db/webhook/entries-told.ts'
import type { WebhookWorker } from '#db/webhook/webhook-worker.ts'
import { asksFor } from '#domain/webhook/event-types.ts'
import { stateChangeOf } from '#domain/webhook/state-change.ts'
import type { Dispatchable } from '#queues/dispatcher.ts'

export interface FanOutOptions {
  ledger: Pick<WebhookWorker, 'take' | 'end' | 'told' | 'add'>
  dispatch(steps: readonly Dispatchable[]): Promise<void>
  keepDays: number
}

/** Somebody else goes on after this where a worker died. */
const LEASE_MS = 10_000

/** @returns does a round, unless somebody else is at it: how many deliveries were noted; undefined: it was not our turn */
export function createFanOut({ ledger, dispatch, keepDays }: FanOutOptions): () => Promise<number | undefined> {
  const holder = uuid()
  return async () => {
    const round = await ledger.take(holder, LEASE_MS)
    if (round === undefined) return undefined
    let noted = 0
    for await (const entries of ledger.told(round, keepDays)) {
      const deliveries = entries.flatMap(deliveriesOf)
      if (deliveries.length === 0) continue
      const { woken } = await ledger.add(deliveries)
      void dispatch(woken) // lost here, the sweep finds them
      noted += deliveries.length
    }
    await ledger.end(holder, round.sees)
    return noted
  }
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
