// Ads: made of paused parts, and paused themselves, so that nothing is spent before a person switches them on.
import { z } from 'zod'
import { adRequest } from './ads/ad-requests.ts'
import { adName, findNamed } from './ads/create-named.ts'
import { type AdOptions, prepareAd } from './ads/prepare-ad.ts'
import { idIn } from './handle.ts'
import type { Surface } from './surface.ts'
import { AdInsights, adFigures } from './transform.ts'

export function createAds(options: AdOptions): Surface {
  return {
    capabilities: { nativeKey: false, probe: true, duplicateAnswer: false, container: false, metered: false },

    prepare: (post, tools, graph) => prepareAd(post, tools, graph, options),

    publishing(post, handles, { node }) {
      const [adSet, creative] = [idIn(handles.adset), idIn(handles.creative)]
      if (adSet === undefined || creative === undefined) return undefined
      return { path: `/${node}/ads`, body: adRequest(post, adSet, creative) }
    },

    /** The name carries the action's id: whatever has it is this action's. */
    async probe({ actionId }, { known }, graph) {
      const found = (await findNamed('ads', adName(actionId, 'ad'), graph)).find(id => !known.has(id))
      return found === undefined ? { kind: 'not_found' } : { kind: 'found', platformRefId: found }
    },

    async metrics(id, graph) {
      const fields = 'spend,impressions,clicks,reach,account_currency'
      const insights = await graph.get(`/${id}/insights`, { fields, date_preset: 'maximum' }, AdInsights)
      return { values: adFigures(insights), raw: { insights: z.json().parse(insights) } }
    },
  }
}
