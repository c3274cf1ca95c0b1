// In what two contents of an action differ, apart from what is equal in both.
import type { ActionVersion } from '#contracts/action-version.ts'

export type Content = Pick<ActionVersion, 'account' | 'payload' | 'media_sha256'>

export interface Difference {
  /** As a person calls it. */
  what: string
  before: string
  after: string
}

/** @returns the text first; a medium whose address stands but whose bytes are others is a difference, too */
export function differences(before: Content, after: Content): Difference[] {
  const [old, now] = [shown(before), shown(after)]
  const names = [...new Set([...Object.keys(NAMES), ...Object.keys(old), ...Object.keys(now)])]
  return (
    names
      // Bytes that were not hashed, or no more, are no other bytes.
      .filter(name => name !== 'media' || (old.media !== '' && now.media !== ''))
      .map(name => ({ what: NAMES[name] ?? name, before: old[name] ?? '', after: now[name] ?? '' }))
      .filter(({ before: was, after: is }) => was !== is)
  )
}

const NAMES: Readonly<Record<string, string>> = {
  content_text: 'Text',
  account: 'Account',
  media_urls: 'Media',
  media: 'Bytes of the media (SHA-256)',
  alt_texts: 'Alternative texts',
  schedule_time: 'Goes out',
  schedule_zone: 'Time zone',
  budget_bid: 'Budget',
  currency: 'Currency',
  target_audience: 'Audience',
  kind: 'Kind',
  reply_to: 'Reply to',
}

function shown({ account, payload, media_sha256: media }: Content): Record<string, string> {
  const members = Object.entries(payload ?? {}).map(([name, value]) => [name, inWords(value)])
  return { ...Object.fromEntries(members), account: account ?? '', media: (media ?? []).join('\n') }
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.join('\n')
  return JSON.stringify(value)
}
