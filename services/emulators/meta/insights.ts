// `GET /{object}/insights`: how a post, a medium or an ad does, each in the shape of its own API.
import { z } from 'zod'
import { postMetrics } from '../mock/post-metrics.ts'
import { type GraphCall, type GraphHandler, paramsOf } from './graph-call.ts'
import { invalidParameter } from './graph-error.ts'
import { ownPublished } from './own-published.ts'

const MetricParams = z.strictObject({ metric: z.string(), period: z.enum(['lifetime', 'day']).optional() })
const AdParams = z.strictObject({ fields: z.string().optional(), date_preset: z.string().optional() })

type Figure = keyof ReturnType<typeof postMetrics>

/** @param names the metrics that the surface has, and the figure that each one shows */
function lifetimeInsights(names: Record<string, Figure>): GraphHandler {
  return call => {
    const { metric } = paramsOf(call, MetricParams)
    const figures = postMetrics(ownPublished(call), call.world.now())
    const data = metric.split(',').map(name => {
      const figure = Object.hasOwn(names, name) ? names[name] : undefined
      if (figure === undefined) throw invalidParameter(`The value must be a valid insights metric: ${name}`)
      const id = `${call.node}/insights/${name}/lifetime`
      return { name, period: 'lifetime', values: [{ value: figures[figure] }], title: name, description: '', id }
    })
    return Response.json({ data, paging: {} })
  }
}

/** `impressions` of posts are gone since 2025-11. */
export const pagePostInsights = lifetimeInsights({ post_media_view: 'impressions', post_clicks: 'clicks' })

export const mediaInsights = lifetimeInsights({
  views: 'impressions',
  likes: 'likes',
  comments: 'comments',
  shares: 'shares',
})

const AD_FIELDS = ['spend', 'impressions', 'clicks', 'reach', 'account_currency', 'date_start', 'date_stop']

/** A list without a row for an ad that never ran: a paused one shows and spends nothing. */
export function adInsights(call: GraphCall): Response {
  const { fields = 'impressions,spend' } = paramsOf(call, AdParams)
  const wanted = fields.split(',')
  const unknown = wanted.find(field => !AD_FIELDS.includes(field))
  if (unknown !== undefined) throw invalidParameter(`${unknown} is not valid for fields param`)
  const ad = ownPublished(call)
  return Response.json({ data: ad.details?.status === 'ACTIVE' ? [rowOf(call, wanted)] : [] })
}

function rowOf(call: GraphCall, wanted: readonly string[]): Record<string, string> {
  const ad = ownPublished(call)
  const { impressions, clicks, spend_minor } = postMetrics(ad, call.world.now())
  const row: Record<string, string> = {
    spend: (spend_minor / 100).toFixed(2),
    impressions: String(impressions),
    clicks: String(clicks),
    reach: String(Math.ceil(impressions * 0.8)),
    account_currency: 'EUR',
  }
  const shown = Object.entries(row).filter(([name]) => wanted.includes(name))
  const day = (time: Date) => time.toISOString().slice(0, 10)
  return {
    ...Object.fromEntries(shown),
    date_start: day(new Date(ad.received_at)),
    date_stop: day(call.world.now()),
  }
}
