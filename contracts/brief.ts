// What a client asks a campaign for.
import { z } from 'zod'
import { AccountName, Locale, Money, Platform, text } from './primitives.ts'

/** Where a campaign publishes. */
export const Channel = z.strictObject({ platform: Platform, account: AccountName })
export type Channel = z.infer<typeof Channel>

export const Brief = z.strictObject({
  objective: text(2000),
  audience: text(2000).optional(),
  product: text(2000).optional(),
  budget: Money.optional(),
  constraints: z.array(text(500)).max(50).optional(),
  guardrails: z.array(text(500)).max(50).optional(),
  locale: Locale.optional(),
})
export type Brief = z.infer<typeof Brief>
