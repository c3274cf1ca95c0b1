// Gives a command to a campaign: decided on what was loaded, and again on a fresh load when it moved on meanwhile.
import type { CampaignCommand } from '#domain/campaign/decide.ts'
import { MandateError } from '#domain/errors.ts'
import type { CampaignView, LoadedCampaign } from '#domain/ports/campaign-ledger.ts'
import { replayTaken } from '../idempotency/replay-taken.ts'
import { type Answer, json } from '../pipeline/answer.ts'
import { ask } from '../pipeline/ask.ts'
import type { Call } from '../pipeline/call.ts'
import { campaignResource } from '../resources/campaign-resource.ts'
import { settle } from '../waiting/settle.ts'

const TRIES = 8

/**
 * @param commandOf the command for a campaign as loaded
 * @returns 202 with the campaign as it stands after the command; with `Prefer: wait` 200 once it is settled
 * @throws IllegalTransition when its state forbids the command
 */
export async function commandCampaign<B>(
  call: Call<LoadedCampaign, B>,
  commandOf: (loaded: LoadedCampaign) => CampaignCommand,
): Promise<Answer> {
  let loaded = call.subject
  for (let tried = 0; tried < TRIES; tried++) {
    const written = await call.ports.campaigns.command(loaded, commandOf(loaded), ask(call, acceptedAnswer))
    if (written === 'key_taken') return replayTaken(call)
    if (written !== 'conflict') {
      const { id } = written.campaign
      return settle(call, id, acceptedAnswer(written), () => freshCampaign(call, id))
    }
    const { tenantId, id } = loaded.campaign
    const again = await call.ports.campaigns.load(tenantId, id)
    if (again === undefined) throw new MandateError('NOT_FOUND', 'there is nothing of that id')
    loaded = again
  }
  throw new MandateError('UNAVAILABLE', 'the campaign moves on too fast; ask again', { retryable: true })
}

export function acceptedAnswer(view: CampaignView): Answer {
  return json(202, campaignResource(view), {
    location: `/api/v1/campaigns/${view.campaign.id}`,
    'retry-after': '1',
    etag: `"${view.tag}"`,
  })
}

async function freshCampaign({ ports, caller }: Pick<Call, 'ports' | 'caller'>, id: string) {
  const view = await ports.campaigns.view(caller.reader, id)
  return view && { resource: campaignResource(view), tag: view.tag }
}
