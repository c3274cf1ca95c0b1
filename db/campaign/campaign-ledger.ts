// The write side of the campaign ledger, as the API asks for it.

import type { Platform } from '#domain/action/action-status.ts'
import { MandateError } from '#domain/errors.ts'
import type { CampaignLedger, NewCampaign } from '#domain/ports/campaign-ledger.ts'
import type { NewStep } from '#domain/step.ts'
import { type AccountSettings, accountEnsure } from '../account/account-ensure.ts'
import type { Sql } from '../connection/open-pool.ts'
import { campaignCommand } from './campaign-command.ts'
import { campaignCreate } from './campaign-create.ts'
import { campaignLoad, type LoadedCampaignRow } from './campaign-load.ts'

/** Told after each COMMIT which steps there are now; only a hint, for the sweep finds them too. */
export type Hint = (
  steps: (NewStep & { tenantId: string; group?: string })[],
  touched: { subject: string; cancelled: boolean }[],
) => void

export type CampaignWriter = Pick<CampaignLedger, 'create' | 'load' | 'command' | 'foreignChannels'>

export function campaignWriter(sql: Sql, options: { accounts: AccountSettings; hint: Hint }): CampaignWriter {
  const create = campaignCreate(sql)
  const load = campaignLoad(sql)
  const command = campaignCommand(sql)
  const ensure = accountEnsure(sql, options.accounts)

  return {
    async create(campaigns, ask) {
      for (const campaign of campaigns) await demandAccounts(campaign, ensure)
      const { written, steps } = await create({ campaigns, ask })
      if (written !== 'key_taken') options.hint(steps, [])
      return written
    },
    async foreignChannels(tenantId, channels) {
      const foreign = []
      for (const channel of channels)
        if (!(await ensure(tenantId, channel.platform as Platform, channel.account))) foreign.push(channel)
      return foreign
    },
    load,
    async command(loaded, asked, ask) {
      // What `load` of this ledger gave out carries its row.
      const { written, steps } = await command({ loaded: loaded as LoadedCampaignRow, command: asked, ask })
      if (written !== 'key_taken' && written !== 'conflict')
        options.hint(steps, [{ subject: loaded.campaign.id, cancelled: asked.type === 'cancel' }])
      return written
    },
  }
}

async function demandAccounts(campaign: NewCampaign, ensure: ReturnType<typeof accountEnsure>): Promise<void> {
  for (const [index, { platform, account }] of campaign.channels.entries()) {
    if (await ensure(campaign.tenantId, platform as Platform, account)) continue
    throw new MandateError('ACCOUNT_UNKNOWN', `${platform}:${account} is not an account of this tenant`, {
      members: { errors: [{ pointer: `/channels/${index}/account`, detail: 'is not an account of this tenant' }] },
    })
  }
}
