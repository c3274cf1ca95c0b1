// A moment: UTC in the page, in the reader's own zone once the script has run, the whole of it on hover.
import { html } from 'hono/html'
import type { Markup } from './markup.ts'

/** @param at RFC 3339; nothing: a dash */
export function time(at: string | null | undefined): Markup {
  if (at === null || at === undefined) return html`<span class="soft">–</span>`
  return html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time>`
}

/** @param ms a length of time. @returns such as `1 h 4 min`, `12 s`, `350 ms` */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  const s = Math.round(ms / 1000)
  if (s < 60) return `${s} s`
  if (s < 3600) return `${Math.floor(s / 60)} min${s % 60 === 0 ? '' : ` ${s % 60} s`}`
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`
}

/** @returns such as `in 4 min` or `12 s ago`, as of now */
export function fromNow(at: string, now = Date.now()): string {
  const ms = Date.parse(at) - now
  return ms >= 0 ? `in ${duration(ms)}` : `${duration(-ms)} ago`
}
