// Moments as whoever decides needs them: in their own zone, with its name, and how long it is until then.
import { html } from 'hono/html'
import type { Markup } from '../../parts/markup.ts'
import { duration } from '../../parts/time.ts'

/** @param at RFC 3339. The script shows it in the reader's zone and names that */
export function zonedTime(at: string): Markup {
  return html`<time datetime="${at}" data-zoned>${at.slice(0, 16).replace('T', ' ')} UTC</time>`
}

/** As the clock of another zone shows it. @param zone IANA */
export function timeInZone(at: string, zone: string): string {
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone: zone } as const
  return `${new Intl.DateTimeFormat('en-GB', style).format(new Date(at))} ${zone}`
}

/** Kept current by the script. */
export function countdown(at: string, now = Date.now()): Markup {
  const ms = Date.parse(at) - now
  const tone = ms < HOUR_MS ? 'bad' : ms < 24 * HOUR_MS ? 'warn' : 'plain'
  const text = ms < 0 ? 'over' : `${duration(ms)} left`
  return html`<span class="badge ${tone}" data-until="${at}">${text}</span>`
}

const HOUR_MS = 3_600_000
