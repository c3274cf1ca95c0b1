// On to the page that shows what a change has made, which says there what was done.
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Query } from '../../http/api.ts'
import { leadTo } from '../../http/lead-to.ts'
import { queryString } from '../../http/query-string.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import type { ConsoleEnv } from '../../person.ts'

/** What the address of a page may ask to be said: these words and no others. */
const DONE = {
  'account-added': 'Added. Its credentials are being checked.',
  'account-changed': 'Changed. Its credentials are being checked.',
  'account-checked': 'Checked: see below what the platform said.',
  'account-checking': 'The platform has not answered yet; it is asked again.',
  'policy-saved': 'Saved. What waits is judged by it when it is sent.',
  engaged: 'Engaged. No new attempt begins any more.',
  released: 'Released. What was held back goes on.',
  'quota-set': 'Saved.',
  'webhook-changed': 'Saved.',
  'webhook-enabled': 'Enabled: what waits goes out.',
  'webhook-disabled': 'Disabled. What waits stays; what changes from now on is not told.',
  'webhook-deleted': 'Deleted. What waited for it is not sent any more.',
  'test-sent': 'The test is on its way: what became of it stands below.',
  replayed: 'On its way again.',
} as const
export type Done = keyof typeof DONE

export function went(c: Context<ConsoleEnv>, path: string, done: Done, more: Query = {}): Response {
  return leadTo(c, `/console/settings/${path}${queryString({ done, ...more })}`)
}

export function doneNotice(word: string | undefined): Markup {
  if (word === undefined || !Object.hasOwn(DONE, word)) return nothing
  return html`<p class="notice good" role="status">${DONE[word as Done]}</p>`
}
