// `POST /act_X/campaigns|adsets|adcreatives`: what an ad is made of. With `validate_only` it is looked at and not made.
import { type GraphCall, paramsOf } from '../graph-call.ts'
import { invalidParameter } from '../graph-error.ts'
import { type AdObjectKind, newGraphId, stagedOf } from '../graph-world.ts'
import { AdCreativeParams, AdSetParams, CampaignParams } from './ad-params.ts'

export function createCampaign(call: GraphCall): Response {
  return made(call, 'campaign', paramsOf(call, CampaignParams))
}

export function createAdSet(call: GraphCall): Response {
  const params = paramsOf(call, AdSetParams)
  if (stagedOf(call.world, call.account, 'campaign', params.campaign_id) === undefined)
    throw invalidParameter(`Invalid parameter: campaign_id ${params.campaign_id}`, 1885272)
  if (Date.parse(params.end_time) <= call.world.now().getTime())
    throw invalidParameter('The end time of the ad set must be in the future', 1487793)
  return made(call, 'adset', params)
}

export function createAdCreative(call: GraphCall): Response {
  const params = paramsOf(call, AdCreativeParams)
  for (const hash of hashesOf(params)) {
    if (stagedOf(call.world, call.account, 'adimage', hash) === undefined)
      throw invalidParameter(`Invalid parameter: image_hash ${hash}`, 1487411)
  }
  return made(call, 'adcreative', params)
}

/** The pictures of a creative, in order. */
export function hashesOf({ object_story_spec: { link_data } }: AdCreativeParams): string[] {
  const hashes = [link_data.image_hash, ...(link_data.child_attachments ?? []).map(child => child.image_hash)]
  return hashes.filter(hash => hash !== undefined)
}

function made(
  { world, account }: GraphCall,
  kind: AdObjectKind,
  { execution_options = [], ...settings }: { name: string; execution_options?: readonly string[] | undefined },
): Response {
  if (execution_options.includes('validate_only')) return Response.json({ success: true })
  const id = newGraphId()
  const { name } = settings
  world.staged.set(id, { id, kind, account, createdAtMs: world.now().getTime(), name, settings })
  return Response.json({ id })
}
