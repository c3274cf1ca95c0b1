// Which steps follow from a command to a campaign.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Campaign } from '#domain/campaign/campaign.ts'
import type { CampaignCommand } from '#domain/campaign/decide.ts'
import { stepOfStage } from '#domain/campaign/step-of-stage.ts'
import type { NewStep } from '#domain/step.ts'

/** An action that was just being sent has been recorded by then, and what it spent is known. */
const RELEASE_AFTER_CANCEL_MS = 60_000

/** @param campaign after the command */
export function stepsAfterCommand(command: CampaignCommand, campaign: Campaign): NewStep[] {
  if (campaign.status === 'running') return [{ id: uuid(), subjectId: campaign.id, kind: stepOfStage(campaign.state) }]
  if (command.type !== 'cancel') return []
  const release: NewStep[] =
    campaign.state === 'PUBLISH'
      ? [{ id: uuid(), subjectId: campaign.id, kind: 'release-spend', dueInMs: RELEASE_AFTER_CANCEL_MS }]
      : []
  return [{ id: uuid(), subjectId: campaign.id, kind: 'cancel-actions' }, ...release]
}
