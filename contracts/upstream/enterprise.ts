// Enterprise: the state of the business: policies, budget, stock, reservations, simulations, commands.
import { z } from 'zod'
import { Channel } from '../brief.ts'
import { Currency, Money, Sha256, Timestamp, Uuid } from '../primitives.ts'

/** `POST /reservations`; idempotent by `execution_id`. */
export const ReservationRequest = z.object({
  campaign_id: Uuid,
  execution_id: Uuid,
  tenant_id: Uuid,
  amount_minor: z.int().min(0),
  currency: Currency,
})
export type ReservationRequest = z.infer<typeof ReservationRequest>

export const ReservationReply = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('RESERVED'),
    reservation_id: z.string().min(1),
    amount_minor: z.int(),
    currency: Currency,
  }),
  z.object({ status: z.literal('REFUSED'), reason: z.string(), available_minor: z.int(), currency: Currency }),
])
export type ReservationReply = z.infer<typeof ReservationReply>

/** `POST /reservations/{reservation_id}/settle`; the rest of the reservation goes back to the budget. */
export const SettleRequest = z.object({ tenant_id: Uuid, spent_minor: z.int().min(0) })
export type SettleRequest = z.infer<typeof SettleRequest>
export const SettleReply = z.object({ reservation_id: z.string(), status: z.literal('SETTLED'), spent_minor: z.int() })
export type SettleReply = z.infer<typeof SettleReply>

/** `POST /reservations/{reservation_id}/release`: nothing was spent, all of it goes back. */
export const ReleaseRequest = z.object({ tenant_id: Uuid })
export type ReleaseRequest = z.infer<typeof ReleaseRequest>
export const ReleaseReply = z.object({ reservation_id: z.string(), status: z.literal('RELEASED') })
export type ReleaseReply = z.infer<typeof ReleaseReply>

/** `GET /policies?tenant_id=` */
export const PoliciesReply = z.object({
  /** Hash over all active policies: what strategies and actions carry. */
  governance_hash: Sha256,
  policies: z.array(z.object({ id: z.string(), name: z.string(), hash: Sha256, active: z.boolean(), rule: z.json() })),
})
export type PoliciesReply = z.infer<typeof PoliciesReply>

/** `POST /simulations` */
export const SimulationRequest = z.object({
  tenant_id: Uuid,
  budget: Money.optional(),
  channels: z.array(Channel).min(1),
  product: z.string().optional(),
})
export type SimulationRequest = z.infer<typeof SimulationRequest>

export const SimulationReply = z.object({
  currency: Currency,
  /** What the strategy would cost to reach its aim, whatever the budget is. */
  needed_minor: z.int().min(0),
  spend_minor: z.int().min(0),
  reach: z.int().min(0),
  clicks: z.int().min(0),
  sales: z.int().min(0),
  revenue_minor: z.int(),
  margin_minor: z.int(),
  channels: z.array(
    z.object({ channel: z.string(), spend_minor: z.int().min(0), reach: z.int().min(0), sales: z.number().min(0) }),
  ),
  /** Every number that the figures above are reproduced from. */
  assumptions: z.record(z.string(), z.json()),
})
export type SimulationReply = z.infer<typeof SimulationReply>

/** `POST /commands`: asks for a signed command for an approved action. */
export const CommandRequest = z.object({
  tenant_id: Uuid,
  action_id: Uuid,
  platform: z.string(),
  digest: Sha256,
  payload: z.record(z.string(), z.json()),
  governance_hash: z.string(),
})
export type CommandRequest = z.infer<typeof CommandRequest>

export const CommandReply = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('ISSUED'),
    /** The exact bytes under the signature: the body of `POST /actuator/execute`. */
    body: z.string(),
    /** `sha256=HEX`, for the header X-Command-Signature. */
    signature: z.string(),
    expires_at: Timestamp,
  }),
  z.object({ status: z.literal('REFUSED'), reason: z.string() }),
])
export type CommandReply = z.infer<typeof CommandReply>
