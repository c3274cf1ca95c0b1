// Why a subject stands where it stands, on the wire.
import { z } from 'zod'
import { Timestamp } from '#contracts/primitives.ts'
import { WHY_REASONS } from '#domain/why/why.ts'

export const Why = z.object({
  reason: z.enum(WHY_REASONS),
  detail: z.string(),
  since: Timestamp,
  until: Timestamp.optional(),
})
export type Why = z.infer<typeof Why>
