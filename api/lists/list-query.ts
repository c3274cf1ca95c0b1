// The query parameters that lists share.
import { z } from 'zod'
import { Timestamp } from '#contracts/primitives.ts'

export const Limit = z
  .string()
  .regex(/^\d{1,4}$/, 'must be a whole number')
  .transform(Number)
  .pipe(z.int().min(1).max(200))
  .default(50)
  .describe('How many, 1 to 200')

export const Cursor = z.string().min(1).max(500).optional().describe('`next_cursor` of the page before')

export const Since = Timestamp.transform(time => new Date(time)).describe('Made at this time or later')
export const Until = Timestamp.transform(time => new Date(time)).describe('Made before this time')

export const YesNo = z.enum(['true', 'false']).transform(value => value === 'true')

/** A `?wait=N` of seconds. */
export const Wait = z
  .string()
  .regex(/^\d{1,2}$/, 'must be a whole number of seconds, at most 60')
  .transform(Number)
  .pipe(z.int().max(60))
  .optional()
  .describe('Seconds to wait for a change, at most 60')

/** One of several words, repeated or separated by commas. */
export function oneOrMore<const W extends readonly [string, ...string[]]>(words: W) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform(value => [value].flat().flatMap(part => part.split(',')))
    .pipe(z.array(z.enum(words)).min(1).max(50))
    .describe(`One or more of ${words.join(', ')}, separated by commas`)
}
