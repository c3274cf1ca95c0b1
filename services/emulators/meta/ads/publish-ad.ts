// `POST /act_X/ads`: the ad itself, the one call of its making that the published log knows.
import { publishThroughFaults } from '../../publish-through-faults.ts'
import { type GraphCall, paramsOf } from '../graph-call.ts'
import { invalidParameter } from '../graph-error.ts'
import { graphWording } from '../graph-wording.ts'
import { newGraphId, stagedOf } from '../graph-world.ts'
import { AdCreativeParams, AdParams, AdSetParams } from './ad-params.ts'
import { hashesOf } from './create-ad-object.ts'

export async function publishAd(call: GraphCall): Promise<Response> {
  const { world, account } = call
  const { name, adset_id, creative, status, execution_options } = paramsOf(call, AdParams)
  const adSet = stagedOf(world, account, 'adset', adset_id)
  if (adSet === undefined) throw invalidParameter(`Invalid parameter: adset_id ${adset_id}`, 1487256)
  const content = stagedOf(world, account, 'adcreative', creative.creative_id)
  if (content === undefined) throw invalidParameter(`Invalid parameter: creative_id ${creative.creative_id}`, 1487411)
  if (execution_options?.includes('validate_only')) return Response.json({ success: true })

  const { lifetime_budget, campaign_id } = AdSetParams.parse(adSet.settings)
  const story = AdCreativeParams.parse(content.settings)
  const draft = {
    id: newGraphId(),
    account,
    text: story.object_story_spec.link_data.message ?? '',
    media: hashesOf(story).map(hash => ({ url: hash, ...sha256Of(call, hash) })),
    budget_minor: lifetime_budget,
    details: { kind: 'ad', name, status, campaign_id, adset_id, creative_id: creative.creative_id },
  }
  return publishThroughFaults(call.c, world, draft, graphWording(call))
}

function sha256Of({ world, account }: GraphCall, hash: string): { sha256?: string } {
  const sha256 = stagedOf(world, account, 'adimage', hash)?.picture.sha256
  return sha256 === undefined ? {} : { sha256 }
}
