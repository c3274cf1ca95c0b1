// A request for a campaign made into one, with what the contract fills in.
import { v7 as uuid } from 'uuid'
import type { Brief, Channel } from '#contracts/brief.ts'
import type { CampaignRequest } from '#contracts/campaign-payload.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import { MandateError } from '#domain/errors.ts'
import type { NewCampaign } from '#domain/ports/campaign-ledger.ts'
import type { Call } from '../pipeline/call.ts'

/** An empty brief asks for what is relevant now. */
const DEFAULT_BRIEF: Brief = { objective: 'Say what is relevant to our audience right now' }

type CreatingCall = Pick<Call<unknown, unknown, unknown>, 'ports' | 'settings' | 'caller'>

/** The channels of the tenant's own configuration, else those of the setting. */
export async function defaultChannels({
  ports,
  settings,
  caller,
}: CreatingCall): Promise<{ platform: string; account: string }[]> {
  return (await ports.campaigns.defaultChannels(caller.tenantId)) ?? settings.defaultChannels
}

/** @throws MandateError VALIDATION_FAILED when there are no channels at all */
export function newCampaign(
  request: CampaignRequest,
  channels: readonly { platform: string; account: string }[],
  { maxRetries, start }: { maxRetries: number; start: boolean },
): NewCampaign {
  if (channels.length === 0)
    throw new MandateError('VALIDATION_FAILED', 'the campaign names no channels, and its tenant has set none', {
      members: { errors: [{ pointer: '/channels', detail: 'is needed: the tenant has no default channels' }] },
    })
  const twice = firstRepeated(channels)
  if (twice !== undefined)
    throw new MandateError('VALIDATION_FAILED', 'a channel is named twice', {
      members: { errors: [{ pointer: `/channels/${twice}`, detail: 'is named twice' }] },
    })
  return {
    id: uuid(),
    executionId: uuid(),
    tenantId: request.tenant_id,
    brief: briefJson(request.brief ?? DEFAULT_BRIEF),
    channels: channels.map(({ platform, account }) => ({ platform, account })),
    metadata: (request.metadata ?? {}) as JsonObject, // z.json() says the same of it
    maxRetries: request.max_retries ?? maxRetries,
    start,
  }
}

/** It was parsed from JSON and has no member but JSON. */
function briefJson(brief: Brief): JsonObject {
  return brief as JsonObject
}

function firstRepeated(
  channels: readonly Channel[] | readonly { platform: string; account: string }[],
): number | undefined {
  const seen = new Set<string>()
  for (const [index, { platform, account }] of channels.entries()) {
    const name = `${platform}:${account}`
    if (seen.has(name)) return index
    seen.add(name)
  }
  return undefined
}
