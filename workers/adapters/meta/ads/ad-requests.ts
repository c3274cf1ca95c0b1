// The requests that make an ad: wire only, pure. Everything that has a status is PAUSED.
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Post } from '#domain/ports/platform.ts'
import type { MetaCredentials } from '../credentials.ts'
import { adName } from './create-named.ts'

export type Interest = { id: string; name: string }

export function campaignRequest({ actionId }: Post) {
  return {
    name: adName(actionId, 'campaign'),
    objective: 'OUTCOME_TRAFFIC',
    status: 'PAUSED',
    special_ad_categories: [],
    // The budget lies on the ad set: Meta wants to be told that none of it may wander.
    is_adset_budget_sharing_enabled: false,
  }
}

/** @param lifetimeBudget in Meta's units. @param endTime RFC 3339 */
export function adSetRequest(
  { actionId, audience }: Post,
  { dsa }: Pick<MetaCredentials, 'dsa'>,
  made: { campaignId: string; lifetimeBudget: number; endTime: string; interests: readonly Interest[] },
) {
  return {
    name: adName(actionId, 'adset'),
    campaign_id: made.campaignId,
    status: 'PAUSED',
    billing_event: 'IMPRESSIONS',
    optimization_goal: 'LINK_CLICKS',
    bid_strategy: 'LOWEST_COST_WITHOUT_CAP',
    lifetime_budget: made.lifetimeBudget,
    end_time: made.endTime,
    targeting: targetingOf(audience, made.interests),
    ...(dsa === undefined ? {} : { dsa_beneficiary: dsa.beneficiary, dsa_payor: dsa.payor }),
  }
}

/** Whom the approved audience names and nobody else: no place was approved, so none is left out, and Meta may not widen it. */
function targetingOf(audience: Post['audience'], interests: readonly Interest[]): JsonObject {
  return {
    ...(audience === undefined ? {} : ages(audience.ageRange)),
    geo_locations: { country_groups: ['worldwide'] },
    ...(interests.length === 0
      ? {}
      : { flexible_spec: [{ interests: interests.map(({ id, name }) => ({ id, name })) }] }),
    targeting_automation: { advantage_audience: 0 },
  }
}

/** Meta's 65 stands for everybody of that age and older. */
const OLDEST = 65

function ages([youngest, oldest]: readonly [number, number]): JsonObject {
  return { age_min: Math.min(youngest, OLDEST), age_max: Math.min(oldest, OLDEST) }
}

/** @param hashes of the pictures, in order; several make a carousel */
export function creativeRequest(
  post: Post,
  { appearsAs }: Pick<MetaCredentials, 'appearsAs'>,
  hashes: readonly string[],
) {
  const link = linkIn(post.text) ?? `https://www.facebook.com/${appearsAs}`
  const [image_hash, ...others] = hashes
  const pictures =
    others.length > 0
      ? { child_attachments: hashes.map(hash => ({ link, image_hash: hash })) }
      : { ...(image_hash === undefined ? {} : { image_hash }) }
  return {
    name: adName(post.actionId, 'creative'),
    object_story_spec: { page_id: appearsAs, link_data: { message: post.text, link, ...pictures } },
  }
}

/** Where a click leads: to the first address of the approved text, without the sentence's own punctuation. */
function linkIn(text: string): string | undefined {
  const found = /https?:\/\/[^\s<>"]+/.exec(text)?.[0].replace(/[.,;:!?)\]}'’»]+$/, '')
  return found !== undefined && URL.canParse(found) ? found : undefined
}

export function adRequest({ actionId }: Post, adSetId: string, creativeId: string) {
  return {
    name: adName(actionId, 'ad'),
    adset_id: adSetId,
    creative: { creative_id: creativeId },
    status: 'PAUSED',
  }
}
