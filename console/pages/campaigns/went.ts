// On to a campaign's page after a change, which says there what was done.
import type { Context } from 'hono'
import { leadTo } from '../../http/lead-to.ts'
import type { ConsoleEnv } from '../../person.ts'

/** What the address of the page may ask to be said: these words and no others. */
export const DONE = {
  created: 'Created. It does nothing until somebody starts it.',
  'created-started': 'Created and started.',
  'created-only': 'Created, but not started: it was refused. Try to start it here.',
  started: 'Started.',
  retried: 'A new run has begun.',
  cancelled: 'Cancelled.',
} as const

export function went(c: Context<ConsoleEnv>, id: string, done: keyof typeof DONE): Response {
  return leadTo(c, `/console/campaigns/${encodeURIComponent(id)}?done=${done}`)
}

export function doneWords(word: string | undefined): string | undefined {
  return word !== undefined && Object.hasOwn(DONE, word) ? DONE[word as keyof typeof DONE] : undefined
}
