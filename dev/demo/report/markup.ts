// The small pieces that the sections of the report share.
import { html } from 'hono/html'

export type Html = ReturnType<typeof html>

export function section(id: string, title: string, lead: string | Html, body: Html | Html[]): Html {
  return html`<section id="${id}"><h2>${title}</h2><p class="lead">${lead}</p>${body}</section>`
}

/** Shortened for the eye; all of it when pointed at. */
export function hash(value: string | undefined): Html {
  if (value === undefined) return html`<span class="muted">–</span>`
  return html`<code title="${value}">${value.slice(0, 8)}…${value.slice(-4)}</code>`
}

export type Tone = 'good' | 'bad' | 'warn' | 'plain'

export function badge(text: string, tone: Tone = 'plain'): Html {
  return html`<span class="badge ${tone}">${text}</span>`
}

/** A part of one as a bar; `label` says it in words. */
export function meter(part: number, label: string, tone: Tone = 'good'): Html {
  const percent = Math.round(Math.min(1, Math.max(0, part)) * 100)
  return html`<span class="meter ${tone}" role="img" aria-label="${label}"><i style="width:${percent}%"></i></span>`
}

/** 14:05:09, UTC as everywhere in the trail. */
export function clock(at: string): string {
  return new Date(at).toISOString().slice(11, 19)
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Names of people come as subjects of tokens. */
export function personName(sub: string): string {
  return sub.charAt(0).toUpperCase() + sub.slice(1)
}
