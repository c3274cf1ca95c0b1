// Core: what was said in a piece of audio, and what it asks for.
import { z } from 'zod'
import { Locale, TimeZone, text, Uuid, VendorText } from '../primitives.ts'

const MAX_ROWS = 500
const MAX_COLUMNS = 50

/** What templates, intents, models and adapters are called. */
const Name = text(200)

/**
 * `POST /transcribe`, multipart/form-data: the file `audio`, and each of these as a text field of its own.
 * `sequence_id` travels as decimal digits.
 */
export const TranscribeFields = z.object({
  session_id: Uuid,
  sequence_id: z
    .union([z.int(), z.string().regex(/^[0-9]{1,15}$/, 'must be decimal digits')])
    .transform(Number)
    .pipe(z.int().min(1)),
  speaker_id: text(200).optional(),
  topic: text(500).optional(),
  client_timezone: TimeZone,
  adapter_id: Name,
  model_version: Name,
  locale: Locale,
})
export type TranscribeFields = z.infer<typeof TranscribeFields>

/** Mended, and bounded: a transcript beyond it is no transcript of a chunk. */
const Said = z.string().max(50_000).pipe(VendorText)
/** Models count in numbers and answer yes in booleans; a table holds text. */
const Cell = z
  .union([z.string().max(5000), z.number(), z.boolean()])
  .transform(String)
  .pipe(VendorText)

/** A table that was spoken: rows of cells, each row as long as `columns` where those are named. */
export const SpokenIntent = z
  .object({
    intent_id: Name,
    columns: z.array(Cell).min(1).max(MAX_COLUMNS).optional(),
    rows: z.array(z.array(Cell).min(1).max(MAX_COLUMNS)).max(MAX_ROWS),
  })
  .refine(fitsItsColumns, { path: ['rows'], message: 'each row must have as many cells as there are columns' })
export type SpokenIntent = z.infer<typeof SpokenIntent>

/** `template_id` and `intent` may come as null: there is none. */
export const TranscribeReply = z.object({
  /** Empty when nothing was understood. */
  text: Said,
  confidence: z.number().min(0).max(1),
  template_id: orNone(Name),
  intent: orNone(SpokenIntent),
  /** The one that really transcribed. */
  model_version: Name,
})
export type TranscribeReply = z.infer<typeof TranscribeReply>

function orNone<T extends z.ZodType>(schema: T) {
  return schema
    .nullable()
    .transform(value => value ?? undefined)
    .optional()
}

function fitsItsColumns({ columns, rows }: { columns?: string[] | undefined; rows: string[][] }): boolean {
  return columns === undefined || rows.every(row => row.length === columns.length)
}
