// What can be said about an action before anybody approves it: errors refuse it, warnings are shown to who approves.
import type { ActionPayload } from '#contracts/action.ts'
import type { Platform } from '#domain/action/action-status.ts'
import type { PreflightFindingView } from '#domain/ports/action-ledger.ts'
import { isInnerAddress } from './inner-address.ts'
import { platformLimits } from './platform-limits.ts'

export interface PreflightInput {
  platform: Platform
  account: string
  payload: ActionPayload
  expiresAt?: string
}

/**
 * @param mediaOrigins from which media may come although they lead inside
 * @returns findings with pointers into the request's body
 */
export function preflight(input: PreflightInput, mediaOrigins: readonly string[], now: number): PreflightFindingView[] {
  return [
    ...textFindings(input),
    ...mediaFindings(input, mediaOrigins),
    ...timeFindings(input, now),
    ...unusedFindings(input),
  ]
}

function textFindings({ platform, account, payload }: PreflightInput): PreflightFindingView[] {
  const { maxLength, lengthOf, unit } = platformLimits(platform, account, payload.kind)
  const length = lengthOf(payload.content_text)
  if (length <= maxLength) return []
  return [error('text.length', '/payload/content_text', `has ${length} ${unit}; ${platform} takes ${maxLength}`)]
}

function mediaFindings(
  { platform, account, payload }: PreflightInput,
  mediaOrigins: readonly string[],
): PreflightFindingView[] {
  const urls = payload.media_urls ?? []
  const { maxMedia, needsMedia } = platformLimits(platform, account, payload.kind)
  const found = urls.flatMap((address, index) => {
    const url = new URL(address)
    if (mediaOrigins.includes(url.origin) || !isInnerAddress(url)) return []
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

function timeFindings({ payload, expiresAt }: PreflightInput, now: number): PreflightFindingView[] {
  const found: PreflightFindingView[] = []
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
function unusedFindings({ platform, payload }: PreflightInput): PreflightFindingView[] {
  const unused = (name: keyof ActionPayload, because: string) =>
    payload[name] === undefined ? [] : [warning('unused', `/payload/${name}`, because)]
  const isAd = payload.kind === 'ad'
  return [
    ...(platform === 'META' && isAd ? [] : unused('target_audience', `${platform} takes an audience for ads only`)),
    ...(isAd || platform === 'MOCK' ? [] : unused('budget_bid', 'only an ad is paid for')),
    ...(payload.budget_bid === undefined ? unused('currency', 'there is no budget that it could be of') : []),
    ...(payload.schedule_time === undefined ? unused('schedule_zone', 'there is no time that it could be for') : []),
    ...(platform === 'META'
      ? unused('reply_to', 'META does not take replies here')
      : unused('kind', `${platform} has one kind alone`)),
    ...(platform === 'MOCK' ? [] : unused('mock', 'only the MOCK platform can be told how to behave')),
  ]
}

function error(rule: string, pointer: string, message: string): PreflightFindingView {
  return { rule, severity: 'ERROR', pointer, message }
}

function warning(rule: string, pointer: string, message: string): PreflightFindingView {
  return { rule, severity: 'WARNING', pointer, message }
}
