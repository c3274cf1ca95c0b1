// An edit as it stands in the form: what was there, or what a person typed instead.
import type { ActionChanges, ActionPayload, ActionResource } from '#contracts/action.ts'
import { audienceFrom, audienceOf, isSameAudience, numberOf, type TypedAudience } from './typed-audience.ts'
import { clockIn, instantOf } from './zoned-instant.ts'

export interface TypedEdit {
  /** Version and digest of the action that the form was filled from. */
  version: string
  digest: string
  account: string
  content_text: string
  media: { url: string; alt: string }[]
  /** Of both times. */
  zone: string
  schedule: string
  expires: string
  budget_bid: string
  currency: string
  kind: string
  reply_to: string
  audience: TypedAudience
  /** `yes`: the same content may stand there twice. */
  allow_duplicate: string
}

export function editOf(action: ActionResource): TypedEdit {
  const payload = action.payload as Partial<ActionPayload> // was validated when it was proposed
  const zone = payload.schedule_zone ?? 'UTC'
  return {
    ...{ version: String(action.version), digest: action.digest ?? '', account: action.account, zone },
    content_text: payload.content_text ?? '',
    media: (payload.media_urls ?? []).map((url, n) => ({ url, alt: payload.alt_texts?.[n] ?? '' })),
    schedule: payload.schedule_time === undefined ? '' : clockIn(zone, payload.schedule_time),
    expires: clockIn(zone, action.expires_at),
    budget_bid: payload.budget_bid === undefined ? '' : String(payload.budget_bid),
    currency: payload.currency ?? '',
    ...{ kind: payload.kind ?? '', reply_to: payload.reply_to ?? '', audience: audienceOf(payload.target_audience) },
    allow_duplicate: payload.allow_duplicate === true ? 'yes' : '',
  }
}

/**
 * @returns what the API is asked to change, nothing of what was left as it was: the digest is over the payload as sent.
 * What is no time or number goes as it was typed, for the API to name it
 */
export function changesOf(action: ActionResource, typed: TypedEdit): ActionChanges | undefined {
  const before = editOf(action)
  const payload = payloadOf(action, before, typed)
  const isSame = JSON.stringify(payload) === JSON.stringify(action.payload)
  const expiresMoved = typed.expires !== before.expires && typed.expires !== ''
  const changes = {
    ...(isSame ? {} : { payload }),
    ...(typed.account === before.account ? {} : { account: typed.account }),
    ...(expiresMoved ? { expires_at: instantOf(typed.zone, typed.expires) ?? typed.expires } : {}),
  }
  return Object.keys(changes).length === 0 ? undefined : (changes as ActionChanges)
}

function payloadOf(action: ActionResource, before: TypedEdit, typed: TypedEdit): Record<string, unknown> {
  const { schedule_time, schedule_zone, media_urls, alt_texts, budget_bid, currency, ...others } =
    action.payload as ActionPayload
  const { kind, reply_to, target_audience, allow_duplicate, ...rest } = others
  const media = typed.media.filter(({ url }) => url !== '')
  const sameMedia = JSON.stringify(media) === JSON.stringify(before.media)
  const sameTime = typed.schedule === before.schedule && typed.zone === before.zone
  const alts = media.some(({ alt }) => alt !== '') || alt_texts !== undefined
  const members = {
    ...rest,
    content_text: typed.content_text,
    ...(sameMedia
      ? { media_urls, alt_texts }
      : { media_urls: media.map(({ url }) => url), ...(alts ? { alt_texts: media.map(({ alt }) => alt) } : {}) }),
    ...(sameTime ? { schedule_time, schedule_zone } : scheduleOf(typed)),
    budget_bid: typed.budget_bid === before.budget_bid ? budget_bid : numberOf(typed.budget_bid),
    currency: typed.currency === before.currency ? currency : typed.currency || undefined,
    kind: typed.kind === before.kind ? kind : typed.kind || undefined,
    reply_to: typed.reply_to === before.reply_to ? reply_to : typed.reply_to || undefined,
    target_audience: isSameAudience(typed.audience, before.audience) ? target_audience : audienceFrom(typed.audience),
    allow_duplicate:
      typed.allow_duplicate === before.allow_duplicate ? allow_duplicate : typed.allow_duplicate === 'yes' || undefined,
  }
  // In the order that it had, so that what did not change reads the same.
  const names = [...new Set([...Object.keys(action.payload), ...Object.keys(members)])] as (keyof typeof members)[]
  return Object.fromEntries(names.filter(name => members[name] !== undefined).map(name => [name, members[name]]))
}

function scheduleOf({ schedule, zone }: TypedEdit) {
  if (schedule === '') return {}
  return { schedule_time: instantOf(zone, schedule) ?? schedule, schedule_zone: zone }
}
