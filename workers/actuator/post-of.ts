// What an action asks a platform to publish: the approved text and media and nothing else.
import type { ActionPayload } from '#contracts/action.ts'
import type { LoadedActionStep } from '#db/action/action-load.ts'
import { kindOfName } from '#domain/action/account-kind.ts'
import type { PlatformAccount, Post } from '#domain/ports/platform.ts'

export function accountOf({ record, account }: Pick<LoadedActionStep, 'record' | 'account'>): PlatformAccount {
  const { tenantId, platform, account: name } = record.action
  return {
    tenantId,
    account: name,
    kind: account?.kind ?? kindOfName(platform, name),
    ...(account?.credentialsRef === undefined ? {} : { credentialsRef: account.credentialsRef }),
  }
}

export function postOf(loaded: Pick<LoadedActionStep, 'record' | 'account'>): Post {
  const { action, payload, mediaSha256 = [] } = loaded.record
  const urls = (payload as ActionPayload).media_urls ?? []
  const audience = payload.target_audience
  return {
    actionId: action.id,
    account: accountOf(loaded),
    text: payload.content_text,
    media: urls.map((url, index) => ({
      url,
      sha256: mediaSha256[index] ?? '',
      ...(payload.alt_texts?.[index] === undefined ? {} : { alt: payload.alt_texts[index] }),
    })),
    ...(payload.reply_to === undefined ? {} : { replyTo: payload.reply_to }),
    ...(payload.budget_bid === undefined ? {} : { budgetMinor: Math.round(payload.budget_bid * 100) }),
    ...(payload.currency === undefined ? {} : { currency: payload.currency }),
    ...(audience === undefined ? {} : { audience: { ageRange: audience.age_range, interests: audience.interests } }),
    ...(payload.mock === undefined ? {} : { mock: payload.mock }),
  }
}
