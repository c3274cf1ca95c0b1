// Everything that an ad is made of: pictures, campaign, ad set and creative, all paused; the ad itself is the publishing call.
import { z } from 'zod'
import type { Post, Prepared, PrepareTools } from '#domain/ports/platform.ts'
import type { Graph } from '../client.ts'
import { refuse } from '../halt.ts'
import { readPicture } from '../read-picture.ts'
import { metaBudget } from './ad-money.ts'
import { adSetRequest, campaignRequest, creativeRequest } from './ad-requests.ts'
import { createNamed } from './create-named.ts'
import { resolveInterests } from './resolve-interests.ts'

export interface AdOptions {
  /** How long after a lost answer a created object may still come up in Meta's lists. */
  settleMs: number
  /** The lifetime budget of an ad set needs an end: this long after it is made. */
  adLifetimeMs: number
}

const LIMITS = {
  maxBytes: 30 * 1024 * 1024,
  types: ['image/jpeg', 'image/png', 'image/gif', 'image/bmp', 'image/tiff'],
}

export async function prepareAd(
  post: Post,
  tools: PrepareTools,
  graph: Graph,
  { settleMs, adLifetimeMs }: AdOptions,
): Promise<Prepared> {
  const lifetimeBudget = await budgetOf(post, graph)
  const interests = await resolveInterests(post, tools, graph)
  await dryRun(post, tools, graph)
  const hashes = await uploadedImages(post, tools, graph)
  const create = (thing: 'campaign' | 'adset' | 'creative', body: Parameters<typeof createNamed>[1]) =>
    createNamed(thing, body, tools, graph, settleMs)

  const campaignId = await create('campaign', campaignRequest(post))
  const endTime = new Date(Date.now() + adLifetimeMs).toISOString()
  await create('adset', adSetRequest(post, graph.credentials, { campaignId, lifetimeBudget, endTime, interests }))
  await create('creative', creativeRequest(post, graph.credentials, hashes))
  return { kind: 'ready' }
}

/** Money leaves in the currency that was approved or not at all. */
async function budgetOf({ budgetMinor, currency }: Post, graph: Graph): Promise<number> {
  if (budgetMinor === undefined) throw refuse('BUDGET_MISSING', 'an ad needs a budget')
  const account = await graph.get(`/${graph.credentials.node}`, { fields: 'currency' }, AdAccount)
  if (currency !== undefined && currency !== account.currency)
    throw refuse('CURRENCY_MISMATCH', `approved in ${currency}; the ad account pays in ${account.currency}`)
  const budget = metaBudget(budgetMinor, account.currency)
  if (budget === undefined)
    throw refuse('BUDGET_INEXACT', `Meta has no units small enough for ${budgetMinor} minor ${account.currency}`)
  return budget
}

const AdAccount = z.object({ currency: z.string() })

/** What Meta will not take at all is found before anything is there. */
async function dryRun(post: Post, { checkpoints }: PrepareTools, graph: Graph): Promise<void> {
  if (checkpoints.get('campaign.intent') !== undefined) return
  const body = { ...campaignRequest(post), execution_options: ['validate_only'] }
  await graph.post(`/${graph.credentials.node}/campaigns`, body, z.looseObject({}))
}

/** A picture that is uploaded twice is one picture: Meta knows it by the hash of its bytes. */
async function uploadedImages({ media }: Post, tools: PrepareTools, graph: Graph): Promise<string[]> {
  const hashes: string[] = []
  for (const [index, medium] of media.entries()) {
    const kept = Image.safeParse(tools.checkpoints.get(`image.${index}`)).data
    hashes.push(kept?.hash ?? (await uploadedImage(medium, index, tools, graph)))
  }
  return hashes
}

async function uploadedImage(medium: Post['media'][number], index: number, tools: PrepareTools, graph: Graph) {
  const { bytes } = await readPicture(medium, tools, LIMITS)
  const body = { bytes: Buffer.from(bytes).toString('base64') }
  const { images } = await graph.post(`/${graph.credentials.node}/adimages`, body, Uploaded)
  const [image] = Object.values(images)
  if (image === undefined) throw new Error('Meta took a picture and named no hash')
  await tools.checkpoints.put(`image.${index}`, { hash: image.hash })
  return image.hash
}

const Image = z.object({ hash: z.string().min(1) })
const Uploaded = z.object({ images: z.record(z.string(), Image) })
