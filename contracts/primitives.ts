// The small shapes that every wire shape is made of.
import { z } from 'zod'
import { PLATFORMS } from '../domain/action/action-status.ts'

/** Any RFC 9562 UUID, lower-cased, so that one id has one spelling. */
export const Uuid = z.uuid().toLowerCase()

/** RFC 3339 in UTC, as every time on our wires. */
export const Timestamp = z.iso.datetime({ offset: true }).refine(isKeepable, 'must lie in the years 1 to 9999')

/** IANA, as Intl knows them. */
export const TimeZone = z.string().max(100).refine(isTimeZone, 'must be an IANA time zone')

/** BCP 47, as Intl understands it. */
export const Locale = z.string().max(35).refine(isLocale, 'must be a BCP 47 language tag')

/** Lower-case hexadecimal SHA-256. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits')

/** ISO 4217 letters. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 currency code')

/** Money in minor units (cents); never a float. */
export const Money = z.strictObject({
  amount_minor: z.int().min(0).max(1_000_000_000_000),
  currency: Currency,
})
export type Money = z.infer<typeof Money>

export const Platform = z.enum(PLATFORMS)
export type Platform = z.infer<typeof Platform>

/** An account's name on its platform, as the tenant calls it. */
export const AccountName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be 1 to 100 of letters, digits, dot, dash, underscore')

/** Free text of people: well-formed, without U+0000 (Postgres keeps neither), of bounded length. */
export function text(maxLength: number, minLength = 1) {
  return z
    .string()
    .min(minLength)
    .max(maxLength)
    .refine(value => value.isWellFormed() && !value.includes('\u0000'), 'must be well-formed Unicode without U+0000')
}

/** Text from vendors, feeds and models: mended instead of refused, for one bad character must not fail a batch. */
export const VendorText = z.string().transform(value => value.replaceAll('\u0000', '').toWellFormed())

/** A JSON object kept as it came. */
export const JsonObject = z.record(z.string(), z.json())
export type JsonObject = z.infer<typeof JsonObject>

/** The years that both a Date's text and a timestamptz can hold; an offset can lead out of them. */
function isKeepable(time: string): boolean {
  const year = new Date(time).getUTCFullYear()
  return year >= 1 && year <= 9999
}

/** Intl takes a third of a millisecond to say so. There are some 600. */
const knownZones = new Set<string>()

function isTimeZone(zone: string): boolean {
  if (knownZones.has(zone)) return true
  // An offset is a time zone to Intl, but it knows nothing of summer time.
  if (/^[+-]/.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    // In whatever case it is written: so it stays bounded.
    if (knownZones.size < 2000) knownZones.add(zone)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
