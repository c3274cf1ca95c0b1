// What can be said about an action before anybody approves it: errors refuse it, warnings are shown to who approves.

import type { AccountKind } from './account-kind.ts'
import type { Platform } from './action-status.ts'
import { type ContentKind, platformLimits } from './platform-limits.ts'

export interface PreflightFinding {
  rule: string
  severity: 'WARNING' | 'ERROR'
  /** Into the proposal. */
  pointer: string
  message: string
}

export interface PreflightInput {
  platform: Platform
  accountKind: AccountKind
  payload: PreflightPayload
  expiresAt?: string
}

/** The contract's payload, as far as it is looked at. */
export interface PreflightPayload {
  content_text: string
  media_urls?: readonly string[] | undefined
  alt_texts?: readonly string[] | undefined
  target_audience?: unknown
  budget_bid?: number | undefined
  currency?: string | undefined
  schedule_time?: string | undefined
  schedule_zone?: string | undefined
  kind?: 'post' | 'instagram' | 'ad' | undefined
  reply_to?: string | undefined
  mock?: unknown
}

/** What takes a library to know. */
export interface PreflightMeasures {
  /** The length of a text as X counts it: by weight, any link as 23. */
  weightOf(text: string): number
  /** Whether a medium would be read from our own network. */
  leadsInside(url: URL): boolean
  /** Milliseconds since 1970. */
  now: number
}

/** @returns findings with pointers into the request's body */
export function preflight(input: PreflightInput, measures: PreflightMeasures): PreflightFinding[] {
  return [
    ...textFindings(input, measures),
    ...mediaFindings(input, measures),
    ...timeFindings(input, measures),
    ...kindFindings(input),
    ...unusedFindings(input),
  ]
}

function textFindings(input: PreflightInput, { weightOf }: PreflightMeasures): PreflightFinding[] {
  const { platform, payload } = input
  const { maxLength, lengthOf, unit } = platformLimits(platform, shownAs(input), weightOf)
  const length = lengthOf(payload.content_text)
  if (length <= maxLength) return []
  return [error('text.length', '/payload/content_text', `has ${length} ${unit}; ${platform} takes ${maxLength}`)]
}

function mediaFindings(input: PreflightInput, { weightOf, leadsInside }: PreflightMeasures): PreflightFinding[] {
  const { platform, payload } = input
  const urls = payload.media_urls ?? []
  const { maxMedia, needsMedia } = platformLimits(platform, shownAs(input), weightOf)
  const found = urls.flatMap((address, index) => {
    if (!leadsInside(new URL(address))) return []
    return [error('media.address', `/payload/media_urls/${index}`, 'is an inner address')]
  })
  if (urls.length > maxMedia)
    found.push(error('media.count', '/payload/media_urls', `${platform} takes at most ${maxMedia} media`))
  if (needsMedia && urls.length === 0)
    found.push(error('media.needed', '/payload/media_urls', 'a picture is needed here'))
  const alts = payload.alt_texts?.length ?? 0
  if (alts > urls.length) found.push(error('media.alt', '/payload/alt_texts', 'there are more alt texts than media'))
  if (alts < urls.length)
    found.push(warning('media.alt', '/payload/alt_texts', `${urls.length - alts} media have no alt text`))
  return found
}

function timeFindings({ payload, expiresAt }: PreflightInput, { now }: PreflightMeasures): PreflightFinding[] {
  const found: PreflightFinding[] = []
  const scheduled = payload.schedule_time === undefined ? undefined : Date.parse(payload.schedule_time)
  if (expiresAt !== undefined && Date.parse(expiresAt) <= now)
    found.push(error('time.expired', '/expires_at', 'is in the past'))
  if (expiresAt !== undefined && scheduled !== undefined && scheduled >= Date.parse(expiresAt))
    found.push(error('time.order', '/expires_at', 'is before the scheduled time'))
  if (scheduled !== undefined && scheduled < now)
    found.push(warning('time.past', '/payload/schedule_time', 'is in the past: it goes as soon as it may'))
  return found
}

/** Members that the platform can't use: said aloud, never dropped silently. */
function unusedFindings(input: PreflightInput): PreflightFinding[] {
  const { platform, payload } = input
  const unused = (name: keyof PreflightPayload, because: string) =>
    payload[name] === undefined ? [] : [warning('unused', `/payload/${name}`, because)]
  const isAd = platform === 'META' && shownAs(input) === 'ad'
  return [
    ...(isAd ? [] : unused('target_audience', `${platform} takes an audience for ads only`)),
    ...(isAd || platform === 'MOCK' ? [] : unused('budget_bid', 'only an ad is paid for')),
    ...(payload.budget_bid === undefined ? unused('currency', 'there is no budget that it could be of') : []),
    ...(payload.schedule_time === undefined ? unused('schedule_zone', 'there is no time that it could be for') : []),
    ...(platform === 'META'
      ? unused('reply_to', 'META does not take replies here')
      : unused('kind', `${platform} has one kind alone`)),
    ...(platform === 'MOCK' ? [] : unused('mock', 'only the MOCK platform can be told how to behave')),
  ]
}

/** What the content is shown as: an account of one kind shows one kind of thing. */
function shownAs({ accountKind }: PreflightInput): ContentKind {
  if (accountKind === 'instagram') return 'instagram'
  return accountKind === 'ads' ? 'ad' : 'post'
}

/** A payload that says it is one thing, for an account that shows another. */
function kindFindings(input: PreflightInput): PreflightFinding[] {
  const { platform, payload } = input
  const shown = shownAs(input)
  const found: PreflightFinding[] = []
  if (platform !== 'META') return found
  if (payload.kind !== undefined && payload.kind !== shown)
    found.push(error('kind', '/payload/kind', `the account shows ${shown}, not ${payload.kind}`))
  if (shown === 'ad' && payload.budget_bid === undefined)
    found.push(error('budget.needed', '/payload/budget_bid', 'an ad needs a budget'))
  return found
}

function error(rule: string, pointer: string, message: string): PreflightFinding {
  return { rule, severity: 'ERROR', pointer, message }
}

function warning(rule: string, pointer: string, message: string): PreflightFinding {
  return { rule, severity: 'WARNING', pointer, message }
}
