// A post as its platform will show it: what is drawn of an action.
import type { ActionPayload, ActionResource } from '#contracts/action.ts'
import { kindOfName } from '#domain/action/account-kind.ts'
import type { Platform } from '#domain/action/action-status.ts'

/** Where it will be seen. */
export type Look = 'x' | 'facebook' | 'instagram' | 'ad' | 'linkedin' | 'mock'

export interface Post {
  id: string
  look: Look
  account: string
  text: string
  media: { url: string; alt?: string }[]
  /** Whether the bytes are hashed, and so may be looked at. */
  mediaReady: boolean
  /** Changes with the bytes. */
  digest: string | undefined
  replyTo?: string
  audience?: { age_range: readonly [number, number]; interests: readonly string[] }
  cost?: string
  payload: Partial<ActionPayload>
}

type Drawable = Pick<ActionResource, 'action_id' | 'platform' | 'account' | 'payload' | 'digest' | 'media_ready'>

export function toPost(action: Drawable): Post {
  const payload = action.payload as Partial<ActionPayload> // was validated when it was proposed
  const { media_urls: urls = [], alt_texts: alts = [], reply_to: replyTo, target_audience: audience } = payload
  const cost = costOf(payload)
  return {
    id: action.action_id,
    look: lookOf(action.platform, action.account, payload.kind),
    account: action.account,
    text: payload.content_text ?? '',
    media: urls.map((url, n) => (alts[n] ? { url, alt: alts[n] } : { url })),
    mediaReady: action.media_ready,
    digest: action.digest,
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(audience === undefined ? {} : { audience }),
    ...(cost === undefined ? {} : { cost }),
    payload,
  }
}

/** The kind that the payload names, else the one that the account's name tells (CONTRACT section 4). */
export function lookOf(platform: Platform, account: string, kind: ActionPayload['kind']): Look {
  if (platform === 'TWITTER') return 'x'
  if (platform === 'LINKEDIN') return 'linkedin'
  const told = kindOfName(platform, account)
  if (kind === 'ad' || told === 'ads') return 'ad'
  if (platform === 'MOCK') return 'mock'
  return kind === 'instagram' || told === 'instagram' ? 'instagram' : 'facebook'
}

/** @returns such as `€12.50`; without a currency the bare number. Nothing when it costs nothing */
export function costOf({ budget_bid: amount, currency }: Partial<ActionPayload>): string | undefined {
  if (amount === undefined) return undefined
  if (currency === undefined) return String(amount)
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount)
}

export const LOOKS: Readonly<Record<Look, string>> = {
  x: 'X post',
  facebook: 'Facebook page post',
  instagram: 'Instagram post',
  ad: 'Ad',
  linkedin: 'LinkedIn post',
  mock: 'Mock post',
}
