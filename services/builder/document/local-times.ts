// What the clock on the client's wall showed, summer time included.
import type { BuildFrame } from '#contracts/upstream/builder.ts'

export interface LocalTimes {
  /** A range when the session went past midnight. */
  readonly date: string
  readonly start: string
  readonly end: string
  /** `Europe/Madrid (GMT+1)`; both offsets when the clocks were changed meanwhile. */
  readonly zone: string
  /** Hours and minutes of an instant; with its offset when the clocks were changed, for then an hour may come twice. */
  clock(at: string): string
}

export function localTimes({ client_timezone: timeZone, locale, session }: BuildFrame): LocalTimes {
  const [start, end] = [new Date(session.started_at), new Date(session.ended_at)]
  const days = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' })
  const hours = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const offsets = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' })
  const offset = (at: Date) => offsets.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const isChanged = offset(start) !== offset(end)
  const clock = (at: Date) => (isChanged ? `${hours.format(at)} ${offset(at)}` : hours.format(at))
  return {
    date: end < start ? days.format(start) : days.formatRange(start, end),
    start: clock(start),
    end: clock(end),
    zone: `${timeZone} (${isChanged ? `${offset(start)} → ${offset(end)}` : offset(start)})`,
    clock: at => clock(new Date(at)),
  }
}
