// An address that somebody typed, as a link where it is one of the web, else as text.
import { html } from 'hono/html'
import type { Markup } from './markup.ts'

/** @returns nothing but http and https becomes a link: `javascript:` would be code of whoever typed it */
export function link(address: string, text = address): Markup {
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) return html`<code>${address}</code>`
  return html`<a href="${address}" rel="noopener noreferrer" target="_blank">${text}</a>`
}

const MOST = 48

/** @returns whose it is and how it ends; the whole of it is where the link leads */
export function shortAddress(address: string): string {
  if (address.length <= MOST || !URL.canParse(address)) return address
  const { host } = new URL(address)
  return `${host}/…${address.slice(-Math.max(12, MOST - host.length))}`
}
