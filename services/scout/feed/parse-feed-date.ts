// The place where the dates that feeds really carry are understood.
import { MONTHS, ZONE_MINUTES } from './date-words.ts'

interface Clock {
  hour: number
  minute: number
  second: number
  ms: number
}

const TIME = /(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\.?(?![a-z]))?/i
const OFFSET = /(?:GMT|UTC)?\s*([+\u2212-])(\d{1,2}):?(\d{2})?(?!\d)/i
const ISO = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?![\d-])/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(?!\d)/
const NUMERIC = /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?!\d)/

/**
 * Milliseconds since 1970, or undefined when it is no date. Reads ISO 8601 and RFC 822/2822/850 with their usual
 * deviations (no seconds, zone names, two-digit years, wrong weekday), asctime, epoch numbers, month names of a dozen
 * languages, `dd.mm.yyyy` and slashes (month first, unless that is impossible). Without a zone it is UTC, so that the
 * answer never rests on the machine's own zone.
 */
export function parseFeedDate(raw: string): number | undefined {
  const text = raw.normalize('NFKC').replace(/\s+/g, ' ').trim()
  if (text.length === 0 || text.length > 100) return undefined
  return epoch(text) ?? iso(text) ?? compact(text) ?? numeric(text) ?? worded(text)
}

function epoch(text: string): number | undefined {
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000)
  return /^\d{12,13}$/.test(text) ? Number(text) : undefined
}

function iso(text: string): number | undefined {
  const found = ISO.exec(text)
  if (!found) return undefined
  return instant(Number(found[1]), Number(found[2]), Number(found[3] ?? 1), text.slice(found[0].length))
}

function compact(text: string): number | undefined {
  const found = COMPACT.exec(text)
  if (!found) return undefined
  const rest = text.slice(found[0].length)
  const time = found[4] === undefined ? rest : `${found[4]}:${found[5]}:${found[6] ?? '00'}${rest}`
  return instant(Number(found[1]), Number(found[2]), Number(found[3]), time)
}

function numeric(text: string): number | undefined {
  // A weekday may stand before it.
  const date = text.replace(/^\p{L}+\.?,? /u, '')
  const found = NUMERIC.exec(date)
  if (!found) return undefined
  const rest = date.slice(found[0].length)
  const [first, second, third] = [Number(found[1]), Number(found[3]), Number(found[4])]
  if (found[1]?.length === 4) return instant(first, second, third, rest)
  const year = fullYear(third, found[4]?.length ?? 0)
  const dayFirst = found[2] === '.' || first > 12
  return dayFirst ? instant(year, second, first, rest) : instant(year, first, second, rest)
}

function worded(text: string): number | undefined {
  // The last one: "mar. 5 nov." is a Tuesday.
  const month = [...text.matchAll(/\p{L}+/gu)].findLast(word => MONTHS.has(fold(word[0])))
  const monthNumber = month && MONTHS.get(fold(month[0]))
  if (!month || monthNumber === undefined) return undefined
  const time = TIME.exec(text)
  const offset = time ? OFFSET.exec(text.slice(time.index + time[0].length)) : null
  const dateOnly = text.replace(TIME, ' ').replace(offset?.[0] ?? '', ' ')
  const numbers = [...dateOnly.matchAll(/\d+/g)].map(number => number[0])
  const yearText = numbers.find(number => number.length === 4) ?? numbers[1]
  const dayText = numbers.find(number => number !== yearText) ?? numbers[0]
  if (yearText === undefined || dayText === undefined || numbers.length < 2) return undefined
  const rest = time ? text.slice(time.index) : ''
  return instant(fullYear(Number(yearText), yearText.length), monthNumber, Number(dayText), rest)
}

/** `rest` is whatever follows the date: the time and its zone, in any of their forms. */
function instant(year: number, month: number, day: number, rest: string): number | undefined {
  const time = TIME.exec(rest)
  const clock = time ? clockOf(time) : { hour: 0, minute: 0, second: 0, ms: 0 }
  if (!clock || month < 1 || month > 12 || day < 1 || year < 1970 || year > 9999) return undefined
  const midnight = Date.UTC(year, month - 1, day)
  // 30 February rolls over into March: then it was no date.
  if (new Date(midnight).getUTCDate() !== day) return undefined
  const zone = time ? zoneMinutes(rest.slice(time.index + time[0].length)) : 0
  const minutes = clock.hour * 60 + clock.minute - zone
  return midnight + minutes * 60_000 + clock.second * 1000 + clock.ms
}

function clockOf(time: RegExpExecArray): Clock | undefined {
  const given = Number(time[1])
  const half = time[5]?.toLowerCase()
  const hour = half === undefined ? given : (given % 12) + (half === 'p' ? 12 : 0)
  const minute = Number(time[2])
  const second = Number(time[3] ?? 0)
  if (hour > 24 || (hour === 24 && minute > 0) || minute > 59 || second > 60) return undefined
  // Second 60 is a leap second, which no Date knows.
  return { hour, minute, second: Math.min(second, 59), ms: Number((time[4] ?? '').slice(0, 3).padEnd(3, '0')) }
}

function zoneMinutes(rest: string): number {
  const offset = OFFSET.exec(rest)
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
    return offset[1] === '+' ? minutes : -minutes
  }
  const name = /[A-Z]+/i.exec(rest)?.[0].toUpperCase() ?? 'UTC'
  return ZONE_MINUTES[name] ?? 0
}

/** RFC 2822: 00 to 49 are of this century, 50 to 99 and three digits count from 1900. */
function fullYear(year: number, digits: number): number {
  if (digits >= 4) return year
  return digits === 2 && year < 50 ? 2000 + year : 1900 + year
}

function fold(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
