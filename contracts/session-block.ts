// A block of a session: what became of one chunk, or what stands between chunks. The public shape of the API, too.
import { z } from 'zod'
import { Timestamp, VendorText } from './primitives.ts'
import { PlaceholderName } from './skeleton.ts'

export const BLOCK_TYPES = ['TEXT', 'TABLE', 'AUDIO_PENDING', 'SILENCE', 'SYSTEM_NOTE', 'IMAGE'] as const

export const AUDIO_PENDING_REASONS = [
  'CORE_TIMEOUT',
  'CORE_ERROR',
  'CORE_INVALID_RESPONSE',
  'CIRCUIT_OPEN',
  'QUOTA_EXHAUSTED',
  'RESTRICTED',
] as const
export const AudioPendingReason = z.enum(AUDIO_PENDING_REASONS)
export type AudioPendingReason = z.infer<typeof AudioPendingReason>

const common = {
  /** Of its chunk, from 1; a SYSTEM_NOTE or IMAGE has that of the chunk it follows, 0 before the first. */
  sequence_id: z.int().min(0),
  status: z.enum(['PROCESSING', 'DONE']),
  speaker_id: VendorText.nullable(),
  topic: VendorText.nullable(),
  restricted: z.boolean(),
  /** Where it goes in the document: a placeholder's name or a table's id; null is BODY. */
  target_placeholder: PlaceholderName.nullable(),
  started_at: Timestamp,
  /** `started_at` as the clock on the client's wall showed it, with that wall's offset. */
  client_time: z.iso.datetime({ offset: true }),
  /** `sub` of whoever corrected it. */
  edited_by: z.string().optional(),
}

export const TableCell = z.union([VendorText, z.number(), z.boolean(), z.null()])
export type TableCell = z.infer<typeof TableCell>

export const TableData = z.object({
  intent_id: z.string().min(1),
  /** As the table map said at the start; the block's own `target_placeholder`, which a correction changes, counts. */
  target_placeholder: PlaceholderName.nullable().optional(),
  columns: z.array(VendorText),
  /** Cells in the order of `columns`. */
  rows: z.array(z.array(TableCell)),
})
export type TableData = z.infer<typeof TableData>

export const SessionBlock = z.discriminatedUnion('type', [
  /** `text` is absent while the block is PROCESSING. */
  z.object({ ...common, type: z.literal('TEXT'), text: VendorText.optional() }),
  z.object({ ...common, type: z.literal('TABLE'), text: VendorText.optional(), data: TableData }),
  z.object({
    ...common,
    type: z.literal('AUDIO_PENDING'),
    text: VendorText.optional(),
    /** The link is presigned for 7 days. */
    data: z.object({ fallback_url: z.url({ protocol: /^https?$/ }), reason: AudioPendingReason }),
  }),
  z.object({ ...common, type: z.literal('SILENCE') }),
  z.object({ ...common, type: z.literal('SYSTEM_NOTE'), text: VendorText }),
  z.object({
    ...common,
    type: z.literal('IMAGE'),
    text: VendorText.optional(),
    data: z.object({ asset_id: z.string().min(1), caption: VendorText.optional() }),
  }),
])
export type SessionBlock = z.infer<typeof SessionBlock>

/** Chunks `from` to `to` that never came, and when they should have been spoken, where that is known. */
export const SessionGap = z.object({
  from: z.int().min(1),
  to: z.int().min(1),
  reason: VendorText,
  started_at: Timestamp.optional(),
  ended_at: Timestamp.optional(),
})
export type SessionGap = z.infer<typeof SessionGap>
